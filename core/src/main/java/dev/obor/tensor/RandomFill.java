package dev.obor.tensor;

import dev.obor.layout.Layout;
import dev.obor.layout.Places;
import dev.obor.storage.Storage;
import dev.obor.storage.View;
import java.util.stream.IntStream;

/// Writes random numbers over a tensor, in PyTorch's order: that of the places in memory, larger strides
/// first. The elements that were there get no gradient.
///
/// @param numbers where the numbers come from
record RandomFill(String name, RandomNumbers numbers) implements Routine {
    @Override
    public Spec[] infer(Spec... inputs) {
        return new Spec[] {inputs[0]};
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        return g.mul(0);
    }

    @Override
    public void run(View[] inputs, View[] outputs) {
        View out = outputs[0];
        int length = out.shape().numel();
        if (out.layout().isContiguous()) {
            numbers.fill(out.storage(), out.dtype(), out.layout().offset(), length, true);
            return;
        }
        Storage drawn = Storage.of(out.dtype(), length);
        numbers.fill(drawn, out.dtype(), 0, length, false);
        int[] places = Places.of(byStride(out.layout()));
        for (int i = 0; i < length; i++) {
            System.arraycopy(drawn.array(), i, out.storage().array(), places[i], 1);
        }
    }

    /// Returns the layout with the dims by falling stride, equal ones in their order.
    private static Layout byStride(Layout layout) {
        return layout.permute(IntStream.range(0, layout.shape().rank())
                .boxed()
                .sorted((a, b) -> Integer.compare(layout.stride(b), layout.stride(a)))
                .mapToInt(Integer::intValue)
                .toArray());
    }
}
