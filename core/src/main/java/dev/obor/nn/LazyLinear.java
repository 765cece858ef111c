package dev.obor.nn;

import dev.obor.tensor.Tensor;
import java.util.Map;

/// A [Linear] that takes its number of features in from the first input, or from a state loaded before.
public final class LazyLinear extends Linear implements Lazy {
    private boolean isSet;

    /// Makes a layer with `out` features out and a bias.
    ///
    /// @throws dev.obor.error.OborException if the number is negative
    public LazyLinear(int out) {
        this(out, true);
    }

    /// Makes a layer with `out` features out.
    ///
    /// @throws dev.obor.error.OborException if the number is negative
    public LazyLinear(int out, boolean bias) {
        super(LazyShape.UNKNOWN, out, bias);
    }

    @Override
    public boolean isSet() {
        return isSet;
    }

    @Override
    public void setBy(Map<String, Tensor> state) {
        if (state.containsKey("weight") && state.get("weight").dim() == 2) {
            isSet = true;
            setIn(state.get("weight").size(1), false);
        }
    }

    @Override
    protected Tensor compute(Tensor x) {
        if (!isSet && x.dim() > 0) {
            isSet = true;
            setIn(x.size(-1), true);
        }
        return super.compute(x);
    }

    @Override
    public String typeName() {
        return isSet ? "Linear" : super.typeName();
    }
}
