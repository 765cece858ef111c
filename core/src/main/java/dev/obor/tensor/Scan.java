package dev.obor.tensor;

import dev.obor.storage.Elements;
import dev.obor.storage.View;
import java.util.List;

/// Running values along the last dim of a dense tensor, each from those before: one after another, so that
/// the order of rounding is fixed. Floating-point numbers run in double and are rounded when they are
/// written.
///
/// @param kind what runs
/// @param reverse from the end to the start
record Scan(Kind kind, boolean reverse) implements RowRoutine {
    /// What runs.
    enum Kind {
        /// yᵢ = yᵢ₋₁ + xᵢ.
        SUM,
        /// yᵢ = yᵢ₋₁ · xᵢ.
        PRODUCT,
        /// yᵢ = aᵢ · yᵢ₋₁ + bᵢ, from inputs a and b: gradients are cases of it.
        LINEAR
    }

    @Override
    public String name() {
        return switch (kind) {
            case SUM -> "cumsum";
            case PRODUCT -> "cumprod";
            case LINEAR -> "linearScan";
        };
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        return new Spec[] {inputs[0]};
    }

    @Override
    public boolean savesInput(int input, int saved) {
        return saved == 0 && kind != Kind.SUM;
    }

    @Override
    public boolean savesOutput(int input) {
        return kind != Kind.SUM;
    }

    /// Of a sum: the sum from the other end. Of a product: that of a linear scan with respect to its factors,
    /// with 1 before the first. Of a linear scan with respect to b: the same scan backwards,
    /// each factor standing one place earlier; with respect to a: that times the value before.
    @Override
    public Tensor gradient(int input, Tensor arrived, Saved saved) {
        Tensor g = arrived.contiguous();
        if (kind == Kind.SUM) {
            return Tensor.of(new Scan(kind, !reverse), g);
        }
        Tensor back = Tensor.of(new Scan(Kind.LINEAR, !reverse), moved(saved.input(0), !reverse, 0), g);
        return input == 1 ? back : back.mul(moved(saved.output(), reverse, kind == Kind.PRODUCT ? 1 : 0));
    }

    /// Returns the elements moved along the last dim: by one place to the end, with `edge` at the start, or
    /// the other way.
    static Tensor moved(Tensor x, boolean toStart, double edge) {
        int n = x.size(-1);
        if (n == 0) {
            return x;
        }
        Tensor one = Tensor.full(x.shape().with(x.dim() - 1, 1), edge, x.dtype());
        Tensor rest = x.narrow(-1, toStart ? 1 : 0, n - 1);
        return Concatenation.of(toStart ? List.of(rest, one) : List.of(one, rest), -1);
    }

    @Override
    public void run(View[] inputs, View[] outputs, int from, int to) {
        int length = RowRoutine.length(inputs[0].shape());
        boolean whole = !inputs[0].dtype().isFloating();
        int step = reverse ? -1 : 1;
        for (int row = from, done; row < to; row += done) {
            int place = row * length + (reverse ? length - 1 : 0);
            done = 1;
            switch (kind) {
                case SUM, PRODUCT -> {
                    if (to - row >= ScanLoops.TOGETHER && someRows(inputs[0], outputs[0], place, step, length)) {
                        done = ScanLoops.TOGETHER;
                    } else {
                        oneRow(inputs[0], outputs[0], place, step, length);
                    }
                }
                case LINEAR -> {
                    if (whole) {
                        wholeRow(inputs, outputs[0], place, step, length);
                    } else {
                        linearRow(inputs, outputs[0], place, step, length);
                    }
                }
            }
        }
    }

    /// Runs the sums or products of several rows, if their dtype has loops for that.
    private boolean someRows(View input, View output, int first, int step, int length) {
        int from = input.layout().offset() + first;
        int at = output.layout().offset() + first;
        boolean sums = kind == Kind.SUM;
        if (input.storage().array() instanceof float[] x) {
            float[] y = (float[]) output.storage().array();
            if (sums) {
                ScanLoops.sums(x, from, y, at, step, length, length);
            } else {
                ScanLoops.products(x, from, y, at, step, length, length);
            }
            return true;
        }
        if (input.storage().array() instanceof double[] x) {
            double[] y = (double[]) output.storage().array();
            if (sums) {
                ScanLoops.sums(x, from, y, at, step, length, length);
            } else {
                ScanLoops.products(x, from, y, at, step, length, length);
            }
            return true;
        }
        return false;
    }

    private void oneRow(View input, View output, int first, int step, int length) {
        int from = input.layout().offset() + first;
        int at = output.layout().offset() + first;
        Object to = output.storage().array();
        boolean sums = kind == Kind.SUM;
        switch (input.storage().array()) {
            case float[] x when sums -> ScanLoops.sums(x, from, (float[]) to, at, step, length);
            case float[] x -> ScanLoops.products(x, from, (float[]) to, at, step, length);
            case double[] x when sums -> ScanLoops.sums(x, from, (double[]) to, at, step, length);
            case double[] x -> ScanLoops.products(x, from, (double[]) to, at, step, length);
            case long[] x when sums -> ScanLoops.sums(x, from, (long[]) to, at, step, length);
            case long[] x -> ScanLoops.products(x, from, (long[]) to, at, step, length);
            default -> {
                double y = sums ? -0. : 1;
                for (int i = 0; i < length; i++) {
                    double x = Elements.getDouble(input.storage(), input.dtype(), from + i * step);
                    y = sums ? y + x : y * x;
                    Elements.setDouble(output.storage(), output.dtype(), at + i * step, y);
                }
            }
        }
    }

    private static void linearRow(View[] inputs, View output, int first, int step, int length) {
        View a = inputs[0];
        View b = inputs[1];
        int fromA = a.layout().offset() + first;
        int fromB = b.layout().offset() + first;
        Object terms = b.storage().array();
        Object to = output.storage().array();
        switch (a.storage().array()) {
            case float[] x
            when terms instanceof float[] t -> ScanLoops.linear(x, fromA, t, fromB, (float[]) to, first, step, length);
            case double[] x
            when terms instanceof double[] t ->
                ScanLoops.linear(x, fromA, t, fromB, (double[]) to, first, step, length);
            default -> {
                // The first has nothing before it, whatever its factor.
                double y = -0.;
                for (int i = 0, at = 0; i < length; i++, at += step) {
                    double factor = i == 0 ? 1 : Elements.getDouble(a.storage(), a.dtype(), fromA + at);
                    y = factor * y + Elements.getDouble(b.storage(), b.dtype(), fromB + at);
                    Elements.setDouble(output.storage(), output.dtype(), first + at, y);
                }
            }
        }
    }

    private static void wholeRow(View[] inputs, View output, int first, int step, int length) {
        View a = inputs[0];
        View b = inputs[1];
        long y = 0;
        for (int i = 0; i < length; i++) {
            int place = first + i * step;
            long factor = Elements.getLong(a.storage(), a.dtype(), a.layout().offset() + place);
            y = factor * y + Elements.getLong(b.storage(), b.dtype(), b.layout().offset() + place);
            Elements.setLong(output.storage(), output.dtype(), place, y);
        }
    }
}
