package dev.obor.nn;

import dev.obor.tensor.Tensor;
import java.util.Map;

/// A module whose parameters get their shapes from the first input, or from a state that is loaded before.
interface Lazy {
    /// Tells whether the shapes are known.
    boolean isSet();

    /// Takes the shapes from the module's own part of a state; from too little of it, none.
    void setBy(Map<String, Tensor> state);
}
