/// The fast backend for the Java heap: kernels are emitted at run time, one class for each formula, as scalar
/// loops and as vector twins over the Vector API that give the same bits.
///
/// - A `Kernel` is a loop over one contiguous run; a `KernelPlan` says which; the `Emitter` makes it; `Kernels`
///   keeps it; a `Tier` moves it from its scalar to its vector form once that is compiled.
/// - `Maps` runs pointwise formulas over views of any strides, `Reductions` folds, `Gemm` matrix products;
///   `Workers` are the library's threads.
///
/// This package is the only user of `jdk.incubator.vector` and of `java.lang.classfile`. No formula belongs here: a
/// function's mathematics stands in `dev.obor.expr`.
package dev.obor.cpu;
