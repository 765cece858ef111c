package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import dev.obor.storage.Elements;
import dev.obor.storage.View;

/// The patches of images that a kernel of two dims sees, as columns: `[batch, channels, height, width]` becomes
/// `[batch, channels · kernel, places]`. What lies outside is 0.
///
/// @param size of the images, two dims
/// @param count how many places the kernel takes along each
/// @param kernel its size
/// @param stride from one place to the next
/// @param padding how much lies outside before each dim
/// @param dilation how far the kernel's places lie apart
public record Unfolding(int[] size, int[] count, int[] kernel, int[] stride, int[] padding, int[] dilation)
        implements Routine {
    @Override
    public String name() {
        return "im2col";
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        Shape x = inputs[0].shape();
        Shape expected = Shape.of(x.size(0), x.size(1), size[0], size[1]);
        if (!x.equals(expected)) {
            throw new ShapeException("im2col: the input has shape " + x + " and must have " + expected);
        }
        long columns = (long) x.size(1) * kernel[0] * kernel[1];
        long places = (long) count[0] * count[1];
        Shape shape = Shape.of(
                x.size(0), Math.clamp(columns, 0, Integer.MAX_VALUE), Math.clamp(places, 0, Integer.MAX_VALUE));
        return new Spec[] {new Spec(shape, inputs[0].dtype())};
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        return Tensor.of(new Folding(this), g);
    }

    @Override
    public void run(View[] inputs, View[] outputs) {
        View x = inputs[0];
        View y = outputs[0];
        Object to = y.storage().array();
        walk(x, y.layout().offset(), (from, step, at, length) -> {
            if (step == 1) {
                System.arraycopy(x.storage().array(), from, to, at, length);
                return;
            }
            for (int i = 0; i < length; i++) {
                System.arraycopy(x.storage().array(), from + i * step, to, at + i, 1);
            }
        });
    }

    /// Elements of an image in steps, and neighbours among the patches.
    private interface Visit {
        void run(int place, int step, int patchPlace, int length);
    }

    /// Visits what lies inside of each row of each patch.
    private void walk(View image, int patches, Visit visit) {
        Shape shape = image.shape();
        int width = count[1];
        int line = patches;
        for (int plane = 0; plane < shape.size(0) * shape.size(1); plane++) {
            int start = image.layout().offset()
                    + plane / shape.size(1) * image.layout().stride(0)
                    + plane % shape.size(1) * image.layout().stride(1);
            for (int k = 0; k < kernel[0] * kernel[1]; k++) {
                int shift = k % kernel[1] * dilation[1] - padding[1];
                int left = Math.clamp(Math.ceilDiv(-(long) shift, stride[1]), 0, width);
                int right = Math.clamp(Math.ceilDiv((long) size[1] - shift, stride[1]), left, width);
                for (int i = 0; i < count[0]; i++, line += width) {
                    int row = i * stride[0] + k / kernel[1] * dilation[0] - padding[0];
                    if (row >= 0 && row < size[0] && left < right) {
                        int step = image.layout().stride(3);
                        int place = start + row * image.layout().stride(2) + (left * stride[1] + shift) * step;
                        visit.run(place, step * stride[1], line + left, right - left);
                    }
                }
            }
        }
    }

    /// The sums of the patches in which each place of an image occurs: the gradient of an [Unfolding].
    ///
    /// @param unfolding what is undone
    public record Folding(Unfolding unfolding) implements Routine {
        @Override
        public String name() {
            return "col2im";
        }

        @Override
        public Spec[] infer(Spec... inputs) {
            Shape y = inputs[0].shape();
            int patch = unfolding.kernel[0] * unfolding.kernel[1];
            if (inputs[0].dtype() == DType.BOOL) {
                throw new DTypeException("col2im: bool has no sums: convert with to(UINT8)");
            }
            return new Spec[] {
                new Spec(
                        Shape.of(y.size(0), y.size(1) / patch, unfolding.size[0], unfolding.size[1]), inputs[0].dtype())
            };
        }

        @Override
        public Tensor gradient(int input, Tensor g, Saved saved) {
            return Tensor.of(unfolding, g);
        }

        @Override
        public void run(View[] inputs, View[] outputs) {
            View y = inputs[0];
            View x = outputs[0];
            int row = unfolding.count[0] * unfolding.count[1];
            unfolding.walk(x, 0, (place, step, patchPlace, length) -> {
                int line = patchPlace / row;
                int from = y.layout().offset()
                        + line / y.shape().size(1) * y.layout().stride(0)
                        + line % y.shape().size(1) * y.layout().stride(1)
                        + patchPlace % row * y.layout().stride(2);
                int along = y.layout().stride(2);
                if (x.storage().array() instanceof float[] sums && y.storage().array() instanceof float[] values) {
                    for (int i = 0; i < length; i++) {
                        sums[place + i * step] += values[from + i * along];
                    }
                    return;
                }
                for (int i = 0; i < length; i++) {
                    add(y, from + i * along, x, place + i * step);
                }
            });
        }

        private static void add(View from, int source, View to, int target) {
            if (to.dtype().isFloating()) {
                double sum = Elements.getDouble(to.storage(), to.dtype(), target)
                        + Elements.getDouble(from.storage(), from.dtype(), source);
                Elements.setDouble(to.storage(), to.dtype(), target, sum);
            } else {
                long sum = Elements.getLong(to.storage(), to.dtype(), target)
                        + Elements.getLong(from.storage(), from.dtype(), source);
                Elements.setLong(to.storage(), to.dtype(), target, sum);
            }
        }
    }
}
