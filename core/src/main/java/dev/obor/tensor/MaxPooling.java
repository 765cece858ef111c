package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import java.util.List;

/// The largest element of each window of the last dims, and its place there: the row-major index within those
/// dims, int64. A NaN counts as largest; of equal elements the first is taken, of several NaNs the last.
///
/// @param windows of each of the last dims; every window holds a place
public record MaxPooling(List<Windows> windows) implements Op {
    @Override
    public String name() {
        return "maxPool" + windows.size() + "dWithIndices";
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        Shape x = inputs[0].shape();
        int lead = x.rank() - windows.size();
        if (lead < 0) {
            throw new ShapeException(name() + ": the input has shape " + x + " and needs " + windows.size()
                    + " dims to pool over, or more");
        }
        if (inputs[0].dtype() == DType.BOOL) {
            throw new DTypeException(name() + ": bool has no largest element: convert with to(UINT8), or use any");
        }
        Shape result = x;
        for (int d = 0; d < windows.size(); d++) {
            result = result.with(lead + d, windows.get(d).count());
        }
        return new Spec[] {new Spec(result, inputs[0].dtype()), new Spec(result, DType.INT64)};
    }

    @Override
    public boolean savesOutput(int input, int saved) {
        return saved == 1;
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        Shape x = saved.spec(0).shape();
        int lead = x.rank() - windows.size();
        Tensor indices = flattened(saved.output(1), lead);
        Tensor zeros = flattened(Tensor.full(x, 0, g.dtype()), lead);
        return zeros.scatterAdd(lead, indices, flattened(g, lead)).reshape(x);
    }

    /// Returns the dims from `lead` on as one.
    private static Tensor flattened(Tensor x, int lead) {
        Shape shape = x.shape();
        int count = 1;
        for (int d = shape.rank() - 1; d >= lead; d--) {
            count *= shape.size(d);
            shape = shape.remove(d);
        }
        return x.reshape(shape.insert(lead, count));
    }
}
