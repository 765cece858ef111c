package dev.obor.testing;

import dev.obor.layout.Layout;
import dev.obor.layout.Places;
import dev.obor.layout.Shape;
import dev.obor.storage.Elements;
import dev.obor.storage.Storage;
import dev.obor.storage.View;
import dev.obor.tensor.Tensor;

/// The ways in which a tensor can lie in memory that find mistakes in kernels. An operator must give the same
/// bits for each of them as for its [#DENSE] copy:
///
/// ```java
/// for (Layouts layout : Layouts.values()) {
///     Tensor x = layout.of(sample);
///     assertSameBits(x.exp(), Layouts.DENSE.of(x).exp());
/// }
/// ```
public enum Layouts {
    /// Row-major, without gaps, from place 0.
    DENSE,
    /// Column-major: the last dim has the largest stride. One dim is a column of a matrix.
    TRANSPOSED,
    /// Every second element of the last dim of a larger tensor, from an offset, with gaps between rows.
    SLICED,
    /// The first dim of the sample's first slice repeated with stride 0; other values than the sample's where
    /// it has more than one slice.
    EXPANDED,
    /// The sample's first element as a tensor of no dims, at an offset.
    SCALAR,
    /// No elements: the sample's first dim has size 0.
    EMPTY;

    /// Returns a tensor that lies in this way, over a storage of its own: with the sample's shape and values
    /// except as said at the constants. What is not the sample's in the storage is a value that would be
    /// noticed. It requires no gradient. [#EXPANDED], [#SCALAR] and [#EMPTY] of a sample without elements or
    /// dims are its dense copy.
    public Tensor of(Tensor sample) {
        Shape shape = sample.shape();
        boolean none = shape.numel() == 0 || shape.rank() == 0;
        return switch (this) {
            case DENSE -> copy(sample, Layout.dense(shape));
            case TRANSPOSED -> copy(sample, transposed(shape));
            case SLICED -> copy(sample, sliced(shape));
            case EXPANDED -> none ? DENSE.of(sample) : expanded(sample);
            case SCALAR ->
                none
                        ? DENSE.of(sample)
                        : copy(sample.detach().flatten().get(0), Layout.of(Shape.SCALAR, new int[0], 3));
            case EMPTY -> none ? DENSE.of(sample) : copy(sample.detach().narrow(0, 0, 0), sliced(shape.with(0, 0)));
        };
    }

    private static Layout transposed(Shape shape) {
        int[] strides = new int[shape.rank()];
        // With one dim, a column of a matrix of two columns.
        int stride = shape.rank() == 1 ? 2 : 1;
        for (int d = 0; d < strides.length; d++) {
            strides[d] = stride;
            stride *= Math.max(shape.size(d), 1);
        }
        return Layout.of(shape, strides, 0);
    }

    private static Layout sliced(Shape shape) {
        int[] strides = new int[shape.rank()];
        int stride = 2;
        for (int d = strides.length - 1; d >= 0; d--) {
            strides[d] = stride;
            stride = stride * Math.max(shape.size(d), 1) + 3;
        }
        return Layout.of(shape, strides, 5);
    }

    private static Tensor expanded(Tensor sample) {
        Tensor first =
                copy(sample.detach().narrow(0, 0, 1), sliced(sample.shape().with(0, 1)));
        return Tensor.of(first.view().with(first.layout().expand(sample.shape())));
    }

    private static Tensor copy(Tensor sample, Layout layout) {
        View from = sample.view();
        int length = Math.max((int) layout.end(), layout.offset());
        Storage storage =
                Elements.filled(from.dtype(), length, from.dtype().isFloating() ? (Number) 1e4 : (Number) 77L);
        int[] places = Places.of(layout);
        int[] sources = Places.of(from.layout());
        for (int i = 0; i < places.length; i++) {
            if (from.dtype().isFloating()) {
                double value = Elements.getDouble(from.storage(), from.dtype(), sources[i]);
                Elements.setDouble(storage, from.dtype(), places[i], value);
            } else {
                long value = Elements.getLong(from.storage(), from.dtype(), sources[i]);
                Elements.setLong(storage, from.dtype(), places[i], value);
            }
        }
        return Tensor.of(new View(storage, layout, from.dtype()));
    }
}
