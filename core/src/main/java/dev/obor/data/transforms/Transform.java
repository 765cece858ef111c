package dev.obor.data.transforms;

import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;

/// A change of an image, perhaps a random one.
@FunctionalInterface
public interface Transform {
    /// Returns the changed image; the given one stays as it is.
    ///
    /// @param image `[…, C, H, W]`
    /// @param generator where random choices come from
    Tensor apply(Tensor image, Generator generator);

    /// Returns the changed image, with random choices from the process's generator.
    default Tensor apply(Tensor image) {
        return apply(image, Generator.standard());
    }

    /// Returns this change followed by another.
    default Transform then(Transform next) {
        return (image, generator) -> next.apply(apply(image, generator), generator);
    }
}
