/// Tensors, the operators on them, and gradients.
///
/// - An [dev.obor.tensor.Op] is data: a constant or a record that knows its mathematics (name, shapes,
///   dtypes, gradient) and no device. [dev.obor.tensor.Ops] holds the pointwise ones.
/// - A [dev.obor.tensor.Tensor] is a view of a storage with an autograd state. Its methods stand in families
///   ([dev.obor.tensor.Arithmetic], [dev.obor.tensor.Reduction] …) and are one expression each, ending in `apply`.
/// - Behind `apply` stands the current [dev.obor.tensor.Interpreter]. The eager one computes at once, then
///   [dev.obor.tensor.Autograd] records a [dev.obor.tensor.Node] if an input is tracked.
/// - [dev.obor.tensor.Backward] walks the nodes from the last to the first.
///
/// ```java
/// Tensor x = Tensor.of(1f, 2f, 3f).requiresGrad(true);
/// x.mul(x).sum().backward();
/// x.grad();                                    // tensor([2., 4., 6.])
/// ```
///
/// Tensors mention operators and gradients mention tensors: that one cycle is the subject itself. What must
/// never be put here: loops over elements (a backend's work) and anything that knows a device.
package dev.obor.tensor;
