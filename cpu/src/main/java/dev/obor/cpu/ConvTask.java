package dev.obor.cpu;

import dev.obor.layout.Layout;
import dev.obor.layout.Shape;
import dev.obor.storage.View;
import dev.obor.tensor.Convolution;
import java.util.Arrays;
import java.util.Optional;

/// A convolution over three dims of space, those that are not there having size 1; what [ConvSweep] and
/// [ConvWeights] are handed.
///
/// @param x `[batch, channels, depth, height, width]`
/// @param w `[out, channels / groups, kernel depth, kernel height, kernel width]`
/// @param y `[batch, out, depth, height, width]`
record ConvTask(ConvElement element, Convolution.Geometry geometry, View x, View w, View y) {
    static ConvTask of(ConvElement element, Convolution.Geometry geometry, View x, View w, View y) {
        int missing = 3 - geometry.rank();
        Convolution.Geometry all = new Convolution.Geometry(
                widened(missing, 1, geometry.stride()),
                widened(missing, 0, geometry.before()),
                widened(missing, 1, geometry.dilation()),
                geometry.groups());
        ConvTask task = new ConvTask(element, all, widened(missing, x), widened(missing, w), widened(missing, y));
        return task.isPointwise() ? task.flat() : task;
    }

    /// Tells whether each place of y comes from the same place of x alone, both dense, so that the dims of
    /// space are one.
    private boolean isPointwise() {
        boolean pointwise = true;
        for (int d = 0; d < 3; d++) {
            pointwise &= w.shape().size(d + 2) == 1
                    && geometry.stride()[d] == 1
                    && geometry.before()[d] == 0
                    && x.shape().size(d + 2) == y.shape().size(d + 2);
        }
        return pointwise && flat(x.layout()).isPresent() && flat(y.layout()).isPresent();
    }

    private ConvTask flat() {
        return new ConvTask(
                element,
                geometry,
                x.with(flat(x.layout()).orElseThrow()),
                w,
                y.with(flat(y.layout()).orElseThrow()));
    }

    private static Optional<Layout> flat(Layout layout) {
        Shape shape = layout.shape();
        int places = shape.size(2) * shape.size(3) * shape.size(4);
        return layout.reshape(Shape.of(shape.size(0), shape.size(1), 1, 1, places));
    }

    private static int[] widened(int missing, int value, int... given) {
        int[] all = new int[missing + given.length];
        Arrays.fill(all, value);
        System.arraycopy(given, 0, all, missing, given.length);
        return all;
    }

    private static View widened(int missing, View view) {
        Layout layout = view.layout();
        for (int i = 0; i < missing; i++) {
            layout = layout.unsqueeze(2);
        }
        return view.with(layout);
    }

    /// Returns the channels of x in a group.
    int channels() {
        return w.shape().size(1);
    }

    /// Returns the channels of y in a group.
    int outs() {
        return w.shape().size(0) / geometry.groups();
    }

    /// The places of a view's elements.
    ///
    /// @param array of the storage
    /// @param strides of batch, channel and the three dims of space
    /// @param sizes of the same
    record Image(Object array, int offset, int[] strides, int[] sizes) {
        static Image of(View view) {
            Layout layout = view.layout();
            return new Image(
                    view.storage().array(),
                    layout.offset(),
                    layout.strides(),
                    layout.shape().toArray());
        }

        int at(int item, int channel, int z, int y, int x) {
            return offset + item * strides[0] + channel * strides[1] + z * strides[2] + y * strides[3] + x * strides[4];
        }
    }
}
