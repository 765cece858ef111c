package dev.obor.tensor;

import dev.obor.layout.Shape;
import java.util.Arrays;

/// A tensor cut along a dim into pieces that follow one another, as views. One operator for all pieces,
/// because the gradients of many pieces are joined in one pass, where those of separate slices would each be
/// as large as the whole.
///
/// @param name of the call that asked for it
/// @param dim along which it is cut
/// @param lengths of the pieces, which add up to the size of the dim
/// @param single whether each piece is one place, and the dim goes
record Pieces(String name, int dim, int[] lengths, boolean single) implements Composite {
    @Override
    public Spec[] infer(Spec... inputs) {
        return Arrays.stream(lengths)
                .mapToObj(length -> new Spec(piece(inputs[0].shape(), length), inputs[0].dtype()))
                .toArray(Spec[]::new);
    }

    private Shape piece(Shape whole, int length) {
        return single ? whole.remove(dim) : whole.with(dim, length);
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        return forwardAll(inputs)[0];
    }

    @Override
    public Tensor[] forwardAll(Tensor... inputs) {
        Tensor[] pieces = new Tensor[lengths.length];
        int start = 0;
        for (int i = 0; i < pieces.length; i++) {
            ViewOp cut = single ? new ViewOp.Select(dim, start) : new ViewOp.Slice(dim, start, lengths[i], 1);
            pieces[i] = Tensor.of(cut, inputs[0]);
            start += lengths[i];
        }
        return pieces;
    }

    @Override
    public boolean isDifferentiable(int output) {
        return true;
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        // Asked for where there is one piece alone.
        return single ? g.unsqueeze(dim) : g;
    }

    @Override
    public Tensor gradient(int input, Cotangents g, Saved saved) {
        Tensor[] parts = new Tensor[lengths.length];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = single ? g.of(i).unsqueeze(dim) : g.of(i);
        }
        return Tensor.of(new Concatenation(dim), parts);
    }
}
