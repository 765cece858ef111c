/// Modules: things with parameters. A [dev.obor.nn.Module] keeps its parameters, buffers and children under names; a
/// [dev.obor.nn.Layer] maps one tensor to one tensor; [dev.obor.nn.Sequential] chains layers; [dev.obor.nn.F]
/// holds the same functions without state, in the role of `torch.nn.functional`. [dev.obor.nn.Rearrange],
/// [dev.obor.nn.Reduce] and [dev.obor.nn.EinMix] are layers written as patterns of `dev.obor.einops`.
///
/// ```java
/// Layer net = new Sequential(new Linear(784, 128), new ReLU(), new Linear(128, 10));
/// Tensor loss = F.crossEntropy(net.forward(images), labels);
/// ```
///
/// Names and printed trees are PyTorch's, so state dicts move between the two.
package dev.obor.nn;
