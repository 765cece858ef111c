/// What is built on gradients: products with Jacobian and Hessian matrices, and memory saved by computing again.
///
/// ```java
/// Tensor h = Functional.hessian(x -> x.pow(3).sum(), Obor.tensor(1.0, 2.0));   // [[6, 0], [0, 12]]
/// Tensor y = Checkpoint.of(x -> deepNet.forward(x), input);                   // keeps input, not what lies between
/// ```
///
/// The graph itself and backward belong to `dev.obor.tensor`; nothing here knows of nodes.
package dev.obor.autograd;
