package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.layout.Shape;
import java.util.List;

/// log Σ exp of the elements up to each along the last dim of a dense tensor. Each sum is that of exp(x − m),
/// where m is the largest element so far, and shrinks by exp(m − m′) where that rises to m′: a linear scan.
/// Everything runs in double and is rounded at the end.
record LogCumSumExp() implements Composite {
    @Override
    public String name() {
        return "logcumsumexp";
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        return new Spec[] {inputs[0]};
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        Tensor x = inputs[0].to(DType.FLOAT64);
        Tensor top = Interpreter.current().apply(new RunningExtreme(true), x)[0];
        Tensor before = Scan.moved(top, false, Double.NEGATIVE_INFINITY);
        // Infinities differ by NaN: nothing shrinks between equal ones, and nothing is taken from elements.
        Tensor factors = Tensor.where(top.eq(before), number(1), before.sub(top).exp());
        Tensor finite = Tensor.where(top.isinf(), number(0), top);
        Tensor sums = Tensor.of(
                new Scan(Scan.Kind.LINEAR, false), factors, x.sub(finite).exp());
        return finite.add(sums.log()).to(inputs[0].dtype());
    }

    private static Tensor number(double value) {
        return Tensor.full(Shape.SCALAR, value, DType.FLOAT64);
    }

    @Override
    public boolean savesInput(int input, int saved) {
        return true;
    }

    @Override
    public boolean savesOutput(int input) {
        return true;
    }

    /// Σₖ≥ᵢ gₖ exp(xᵢ − yₖ), whose sum runs backwards over factors exp(yᵢ − yᵢ₊₁), none larger than 1.
    @Override
    public Tensor gradient(int input, Tensor arrived, Saved saved) {
        Tensor g = arrived.contiguous();
        Tensor x = saved.input(0);
        Tensor y = saved.output();
        // Where y is −infinity it is so at the place before, too, and no gradient passes.
        Tensor finite = Tensor.where(y.isneginf(), Tensor.full(Shape.SCALAR, 0, y.dtype()), y);
        int n = finite.size(-1);
        Tensor next = n == 0
                ? finite
                : Concatenation.of(List.of(finite.narrow(-1, 1, n - 1), finite.narrow(-1, n - 1, 1)), -1);
        Tensor factors = finite.sub(next).exp();
        // What stands at a place is the factor from the place after.
        Tensor sums = Tensor.of(new Scan(Scan.Kind.LINEAR, true), factors, g);
        return x.sub(finite).exp().mul(sums);
    }
}
