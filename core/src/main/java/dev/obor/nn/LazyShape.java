package dev.obor.nn;

import dev.obor.Obor;
import dev.obor.tensor.Tensor;

/// Stands for a size that the first input will tell.
enum LazyShape {
    UNKNOWN;

    /// Returns a tensor without elements, to be given its shape and elements later.
    Tensor tensor() {
        return Obor.zeros(0);
    }
}
