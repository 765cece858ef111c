/// Optimizers: they change parameters in place by their gradients. A step is one fused kernel for each
/// parameter, which writes the parameter and the optimizer's own state in one pass and allocates nothing of
/// their size after the first.
///
/// ```java
/// Optimizer optimizer = new Adam(net.parameters(), 1e-3);
/// optimizer.zeroGrad();
/// loss.backward();
/// optimizer.step();
/// ```
package dev.obor.optim;
