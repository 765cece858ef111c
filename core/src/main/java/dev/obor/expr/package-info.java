/// The tiny language in which pointwise operators are written.
///
/// An [dev.obor.expr.Expr] is a scalar formula over inputs, parameters and constants; an [dev.obor.expr.Fn] is one of
/// its functions; a [dev.obor.expr.Function] is a named formula with its derivative.
///
/// ```java
/// Function softplus = Function.unary("softplus", x -> max(x, ZERO).add(log1p(exp(abs(x).neg()))))
///         .withGradient((g, x, y) -> g.mul(SIGMOID.of(x)));
/// ```
///
/// From the one formula come the kernels of every backend, the reference value and the gradient.
///
/// - *Basic* functions are exact by the IEEE standard (or by two's complement), so every machine gives the same bits.
///   *Defined* functions (exp, log …) are formulas over basic ones, given by [dev.obor.expr.Definitions] for each
///   compute type; the double values that [dev.obor.expr.Reference] gives for them are independent of that.
/// - The *compute type* is the dtype in which the arithmetic is done. A value has one of three *kinds*: a
///   number of the compute type, a mask (true or false), or bits (the integer as wide as the compute type).
/// - A [dev.obor.expr.Program] is the flat form that emitters read: functions inlined, defined functions replaced by
///   their definitions, equal sub-formulas shared.
///
/// Nothing here knows of arrays, strides, tensors or a way to run fast.
package dev.obor.expr;
