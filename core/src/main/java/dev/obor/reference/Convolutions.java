package dev.obor.reference;

import dev.obor.dtype.DType;
import dev.obor.layout.Layout;
import dev.obor.layout.Shape;
import dev.obor.storage.Elements;
import dev.obor.storage.View;
import dev.obor.tensor.Convolution;

/// Convolutions and their gradients, each element one chain of fused multiply-adds.
final class Convolutions {
    private final Convolution.Geometry geometry;
    private final View x;
    private final View w;
    private final View y;
    private final int channels;
    private final int outs;

    private Convolutions(Convolution.Geometry geometry, View x, View w, View y) {
        this.geometry = geometry;
        this.x = x;
        this.w = w;
        this.y = y;
        this.channels = x.shape().size(1) / geometry.groups();
        this.outs = y.shape().size(1) / geometry.groups();
    }

    static void run(Convolution op, View[] inputs, View output) {
        View bias = inputs.length > 2 ? inputs[2] : null;
        switch (op) {
            case Convolution.Forward _ -> new Convolutions(op.geometry(), inputs[0], inputs[1], output).forward(bias);
            case Convolution.Transposed _ ->
                new Convolutions(op.geometry(), output, inputs[1], inputs[0]).transposed(bias);
            case Convolution.Weights _ -> new Convolutions(op.geometry(), inputs[0], output, inputs[1]).weights();
        }
    }

    private void forward(View bias) {
        each(y.shape(), at -> {
            int group = at[1] / outs;
            Sum sum = new Sum(y.dtype(), bias, at[1]);
            each(w.shape().with(0, 1), k -> {
                int[] from = k.clone();
                from[0] = at[0];
                from[1] += group * channels;
                for (int d = 2; d < at.length; d++) {
                    from[d] = at[d] * stride(d) + k[d] * dilation(d) - before(d);
                }
                k[0] = at[1];
                sum.add(x, from, w, k);
            });
            sum.store(y, at);
        });
    }

    private void transposed(View bias) {
        each(x.shape(), at -> {
            int group = at[1] / channels;
            Sum sum = new Sum(x.dtype(), bias, at[1]);
            each(w.shape().with(0, outs).with(1, 1), k -> {
                int[] from = k.clone();
                from[0] = at[0];
                k[0] += group * outs;
                from[1] = k[0];
                k[1] = at[1] % channels;
                boolean whole = true;
                for (int d = 2; d < at.length; d++) {
                    int reach = at[d] + before(d) - k[d] * dilation(d);
                    whole &= reach % stride(d) == 0;
                    from[d] = reach / stride(d);
                }
                if (whole) {
                    sum.add(y, from, w, k);
                }
            });
            sum.store(x, at);
        });
    }

    private void weights() {
        each(w.shape(), at -> {
            int group = at[0] / outs;
            Sum sum = new Sum(w.dtype(), null, 0);
            each(y.shape().with(1, 1), q -> {
                int[] from = q.clone();
                q[1] = at[0];
                from[1] = group * channels + at[1];
                for (int d = 2; d < at.length; d++) {
                    from[d] = q[d] * stride(d) + at[d] * dilation(d) - before(d);
                }
                sum.add(x, from, y, q);
            });
            sum.store(w, at);
        });
    }

    private int stride(int d) {
        return geometry.stride()[d - 2];
    }

    private int before(int d) {
        return geometry.before()[d - 2];
    }

    private int dilation(int d) {
        return geometry.dilation()[d - 2];
    }

    private interface Body {
        void at(int... index);
    }

    /// Calls the body with each index of a shape, a fresh array, in row-major order.
    private static void each(Shape shape, Body body) {
        for (int e = 0; e < shape.numel(); e++) {
            int[] index = new int[shape.rank()];
            int rest = e;
            for (int d = index.length - 1; d >= 0; d--) {
                index[d] = rest % shape.size(d);
                rest /= shape.size(d);
            }
            body.at(index);
        }
    }

    /// One chain: in float64 for float64, in float32 for the other floating-point dtypes, else in long.
    private static final class Sum {
        private final DType dtype;
        private double real;
        private long whole;

        Sum(DType dtype, View bias, int channel) {
            this.dtype = dtype;
            if (bias != null) {
                int place = bias.layout().offset() + channel * bias.layout().stride(0);
                real = Elements.getDouble(bias.storage(), dtype, place);
                whole = Elements.getLong(bias.storage(), dtype, place);
            }
        }

        void add(View a, int[] at, View b, int... bt) {
            if (!dtype.isFloating()) {
                whole += integer(a, at) * integer(b, bt);
            } else if (dtype == DType.FLOAT64) {
                real = Math.fma(number(a, at), number(b, bt), real);
            } else {
                real = Math.fma((float) number(a, at), (float) number(b, bt), (float) real);
            }
        }

        void store(View to, int... at) {
            if (dtype.isFloating()) {
                Elements.setDouble(to.storage(), dtype, place(to.layout(), at), real);
            } else {
                Elements.setLong(to.storage(), dtype, place(to.layout(), at), whole);
            }
        }

        private static double number(View view, int... at) {
            return isInside(view.shape(), at)
                    ? Elements.getDouble(view.storage(), view.dtype(), place(view.layout(), at))
                    : 0;
        }

        private static long integer(View view, int... at) {
            return isInside(view.shape(), at)
                    ? Elements.getLong(view.storage(), view.dtype(), place(view.layout(), at))
                    : 0;
        }

        private static boolean isInside(Shape shape, int... at) {
            for (int d = 0; d < at.length; d++) {
                if (at[d] < 0 || at[d] >= shape.size(d)) {
                    return false;
                }
            }
            return true;
        }

        private static int place(Layout layout, int... at) {
            int place = layout.offset();
            for (int d = 0; d < at.length; d++) {
                place += at[d] * layout.stride(d);
            }
            return place;
        }
    }
}
