package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// What [AdaptiveLogSoftmaxWithLoss] returns.
///
/// @param output log p of each target, of the targets' shape
/// @param loss the mean of −log p
public record AdaptiveLogSoftmaxOutput(Tensor output, Tensor loss) {}
