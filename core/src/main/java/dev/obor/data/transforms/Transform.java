package dev.obor.data.transforms;

import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;

/// A change of an image, perhaps a random one.
@FunctionalInterface
public interface Transform {
    /// Returns the changed image.
    ///
    /// @param image most often `[…, channels, height, width]`
    /// @param random what random changes draw from
    Tensor apply(Tensor image, Generator random);

    /// Returns the changed image, drawn by the process's generator.
    default Tensor apply(Tensor image) {
        return apply(image, Generator.standard());
    }

    /// Returns this change followed by another.
    default Transform then(Transform next) {
        return (image, random) -> next.apply(apply(image, random), random);
    }
}
