package dev.obor.nn;

import dev.obor.error.OborException;
import dev.obor.tensor.Tensor;
import java.util.Optional;

/// The options of [CrossEntropyLoss].
///
/// @param weight one for each class
/// @param ignoreIndex a class number that is passed over
/// @param reduction what becomes of the losses of single elements
/// @param labelSmoothing the share of the target that is spread evenly over all classes, from 0 to 1
public record CrossEntropyOptions(
        Optional<Tensor> weight, int ignoreIndex, LossReduction reduction, double labelSmoothing) {
    /// PyTorch's defaults: no weight, −100 passed over, the mean, no smoothing.
    public static final CrossEntropyOptions DEFAULT =
            new CrossEntropyOptions(Optional.empty(), -100, LossReduction.MEAN, 0);

    /// Checks the smoothing.
    ///
    /// @throws OborException if it is out of range
    public CrossEntropyOptions {
        if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
            throw new OborException(
                    "CrossEntropyLoss: labelSmoothing is " + labelSmoothing + " and must be from 0 to 1");
        }
    }

    /// Returns these options with a weight for each class.
    public CrossEntropyOptions weight(Tensor weights) {
        return new CrossEntropyOptions(Optional.of(weights), ignoreIndex, reduction, labelSmoothing);
    }

    /// Returns these options with another class number that is passed over.
    public CrossEntropyOptions ignoreIndex(int index) {
        return new CrossEntropyOptions(weight, index, reduction, labelSmoothing);
    }

    /// Returns these options with another reduction.
    public CrossEntropyOptions reduction(LossReduction other) {
        return new CrossEntropyOptions(weight, ignoreIndex, other, labelSmoothing);
    }

    /// Returns these options with a share of the target spread over all classes.
    ///
    /// @throws OborException if it is out of range
    public CrossEntropyOptions labelSmoothing(double share) {
        return new CrossEntropyOptions(weight, ignoreIndex, reduction, share);
    }
}
