package dev.obor.nn;

import dev.obor.tensor.Composite;
import dev.obor.tensor.Saved;
import dev.obor.tensor.Spec;
import dev.obor.tensor.Tensor;

/// x itself, with a gradient that is multiplied by a factor on its way back. Inputs: x, the factor.
record GradientScale() implements Composite {
    @Override
    public String name() {
        return "gradientScale";
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        return new Spec[] {inputs[0]};
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        return inputs[0];
    }

    @Override
    public boolean savesInput(int input, int saved) {
        return saved == 1;
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        return g.mul(saved.input(1));
    }
}
