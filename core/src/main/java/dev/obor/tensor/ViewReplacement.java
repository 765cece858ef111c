package dev.obor.tensor;

import dev.obor.layout.Layout;
import dev.obor.layout.Places;
import dev.obor.layout.Shape;
import java.util.Arrays;

/// A copy of a tensor with other elements in the place of a view of it. Inputs: the tensor, the new elements,
/// of the view's shape.
///
/// @param name of the call that asked for it
/// @param view whose places are written
record ViewReplacement(String name, ViewOp view) implements Composite {
    @Override
    public Spec[] infer(Spec... inputs) {
        return new Spec[] {inputs[0]};
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        Tensor whole = copy(inputs[0]);
        Tensor places = Tensor.of(view, whole);
        if (places.layout().overlaps()) {
            write(inputs[1].to(whole.dtype()), places);
        } else {
            places.copy_(inputs[1]);
        }
        return whole;
    }

    /// Writes one element after another, in row-major order: of several for one place the last stays.
    private static void write(Tensor source, Tensor target) {
        Tensor storage = Tensor.of(
                target.view().with(Layout.dense(Shape.of(target.view().storage().length()))));
        long[] places = Arrays.stream(Places.of(target.layout())).asLongStream().toArray();
        storage.scatter_(0, Tensor.of(places), source.flatten());
    }

    /// Returns a copy. One that `asStrided` names places in has the same layout, in a copy of the whole
    /// storage.
    private Tensor copy(Tensor x) {
        if (!(view instanceof ViewOp.AsStrided)) {
            return x.clone();
        }
        Shape all = Shape.of(x.view().storage().length());
        Tensor storage = Tensor.of(x.view().with(Layout.dense(all))).clone();
        return Tensor.of(storage.view().with(x.layout()));
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        Tensor zeros = Tensor.full(saved.spec(1).shape(), 0, g.dtype());
        if (!(view instanceof ViewOp.AsStrided strided)) {
            return input == 1 ? Tensor.of(view, g) : Tensor.of(this, g, zeros);
        }
        // As in note [gradient of any strides], in a stand-in for the storage.
        Tensor places = Tensor.of(new ViewScatter(strided.input(), strided.places()), g);
        if (input == 1) {
            return Tensor.of(strided.output(), places);
        }
        Tensor kept = Tensor.of(new ViewReplacement(name, strided.output()), places, zeros);
        return Tensor.of(strided.input(), kept);
    }
}
