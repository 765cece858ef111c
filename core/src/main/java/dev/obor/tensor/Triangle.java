package dev.obor.tensor;

import dev.obor.layout.Shape;
import java.util.Arrays;

/// Matrices, in the last two dims, with zeros on one side of a diagonal.
///
/// @param upper whether what lies above the diagonal stays, else what lies below
/// @param diagonal which: 0 is the main one, larger ones lie above it; it stays, too
record Triangle(boolean upper, long diagonal) implements Composite {
    @Override
    public String name() {
        return upper ? "triu" : "tril";
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        return new Spec[] {inputs[0]};
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        Tensor x = inputs[0];
        Tensor rows = places(x.size(-2)).unsqueeze(1);
        Tensor columns = places(x.size(-1));
        Tensor distance = columns.sub(rows);
        Tensor stays = upper ? distance.ge(diagonal) : distance.le(diagonal);
        return Tensor.where(stays, x, Tensor.full(Shape.SCALAR, 0, x.dtype()));
    }

    private static Tensor places(int count) {
        long[] places = new long[count];
        Arrays.setAll(places, i -> i);
        return Tensor.of(places);
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        return Tensor.of(this, g);
    }
}
