package dev.obor.tensor;

import static dev.obor.expr.Constants.ONE;
import static dev.obor.expr.Constants.ZERO;
import static dev.obor.expr.Expr.lt;
import static dev.obor.expr.Expr.ne;
import static dev.obor.expr.Expr.where;

import dev.obor.dtype.DType;
import dev.obor.error.OborException;
import dev.obor.layout.Shape;
import dev.obor.tensor.Selection.Combine;
import java.util.Locale;

/// A copy of x with the elements of a source reduced into the places that an index names. Inputs: x, the
/// source, the index. The gradients are those of PyTorch; extremes share theirs among equals.
///
/// @param includeSelf whether the elements of x take part
record ScatterReduce(Selection.Axes axes, Kind kind, boolean includeSelf) implements Composite {
    /// The reductions.
    enum Kind {
        SUM(Combine.ADD),
        PROD(Combine.MULTIPLY),
        MEAN(Combine.ADD),
        AMAX(Combine.MAX),
        AMIN(Combine.MIN);

        private final Combine combine;

        Kind(Combine combine) {
            this.combine = combine;
        }

        /// Returns the reduction of a name.
        ///
        /// @throws OborException if it is not among those allowed
        static Kind of(String op, String name, Kind... allowed) {
            StringBuilder names = new StringBuilder();
            for (Kind kind : allowed) {
                String known = kind.toString();
                if (known.equals(name)) {
                    return kind;
                }
                names.append(names.isEmpty() ? "" : ", ").append(known);
            }
            throw new OborException(op + ": there is no reduction '" + name + "': pass one of " + names);
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// a / n rounded down, for integers and n above 0.
    private static final Pointwise FLOOR_QUOTIENT = Ops.binary(
            "floorQuotient",
            (a, n) -> a.div(n).sub(where(lt(a, ZERO).and(ne(a.div(n).mul(n), a)), ONE, ZERO)));

    @Override
    public String name() {
        return axes.op();
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        return new Selection.Scatter(axes, kind.combine).infer(inputs);
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        Tensor index = inputs[2];
        Tensor x = includeSelf || kind == Kind.MEAN ? inputs[0] : fill(inputs[0], index, identity(inputs[0].dtype()));
        if (kind != Kind.MEAN) {
            return write(kind.combine, x, inputs[1], index);
        }
        Tensor start = includeSelf ? x : fill(x, index, 0);
        Tensor sum = write(Combine.ADD, start, inputs[1], index);
        Tensor counts = counts(x.shape(), DType.INT64, index);
        return x.dtype().isFloating()
                ? sum.div(counts)
                : sum.to(DType.INT64).apply(FLOOR_QUOTIENT, counts).to(x.dtype());
    }

    private Tensor write(Combine combine, Tensor x, Tensor source, Tensor index) {
        return Tensor.of(new Selection.Scatter(axes, combine), x, source, index);
    }

    private Tensor fill(Tensor x, Tensor index, Number value) {
        return write(Combine.REPLACE, x, Tensor.full(Shape.SCALAR, value, x.dtype()), index);
    }

    private Tensor read(Tensor x, Tensor index) {
        return Tensor.of(new Selection.Gather(axes), x, index);
    }

    /// How many elements each mean is taken of.
    private Tensor counts(Shape shape, DType dtype, Tensor index) {
        Tensor start = Tensor.full(shape, includeSelf ? 1 : 0, dtype);
        Tensor counts = write(Combine.ADD, start, Tensor.full(Shape.SCALAR, 1, dtype), index);
        return includeSelf ? counts : counts.maskedFill(counts.eq(0), 1);
    }

    private Number identity(DType dtype) {
        return switch (kind) {
            case SUM, MEAN -> 0;
            case PROD -> 1;
            case AMAX -> dtype.isFloating() ? Double.NEGATIVE_INFINITY : (Number) lowest(dtype);
            case AMIN -> dtype.isFloating() ? Double.POSITIVE_INFINITY : (Number) highest(dtype);
        };
    }

    private static long highest(DType dtype) {
        return switch (dtype) {
            case BOOL -> 1;
            case UINT8 -> 255;
            default -> (1L << (8 * dtype.bytes() - 1)) - 1;
        };
    }

    private static long lowest(DType dtype) {
        return dtype == DType.BOOL || dtype == DType.UINT8 ? 0 : -highest(dtype) - 1;
    }

    @Override
    public boolean savesInput(int input, int saved) {
        return saved == 2 || kind != Kind.SUM && kind != Kind.MEAN;
    }

    @Override
    public boolean savesOutput(int input) {
        return kind != Kind.SUM && kind != Kind.MEAN;
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        Tensor index = saved.input(2);
        if (input == 1) {
            return sourceGradient(g, saved, index);
        }
        Tensor gradient = switch (kind) {
            case SUM -> g;
            case MEAN -> g.div(counts(g.shape(), g.dtype(), index));
            case PROD -> {
                Tensor x = saved.input(0);
                Tensor others = x.maskedFill(x.eq(0), 1);
                yield g.mul(Tensor.of(this, others, saved.input(1), index)).div(others);
            }
            case AMAX, AMIN -> share(g, saved, index).mul(selfIsResult(saved, g.dtype(), index));
        };
        return includeSelf ? gradient : fill(gradient, index, 0);
    }

    private Tensor sourceGradient(Tensor g, Saved saved, Tensor index) {
        return switch (kind) {
            case SUM -> read(g, index);
            case MEAN -> read(g.div(counts(g.shape(), g.dtype(), index)), index);
            case PROD -> {
                Tensor source = saved.input(1);
                Tensor zero = source.eq(0);
                Tensor none = Tensor.full(saved.spec(0).shape(), 0, g.dtype());
                Tensor zeros = read(write(Combine.ADD, none, zero.to(g.dtype()), index), index);
                // Where one factor is 0, its gradient is the product of the others, which no division finds.
                Tensor onlyZero = zero.logicalAnd(zeros.eq(1));
                Tensor others = Tensor.of(this, saved.input(0), source.maskedFill(onlyZero, 1), index);
                yield Tensor.where(
                        onlyZero,
                        read(g.mul(others), index),
                        read(g.mul(saved.output()), index).div(source.maskedFill(zero, 1)));
            }
            case AMAX, AMIN -> read(share(g, saved, index), index).mul(sourceIsResult(saved, g.dtype(), index));
        };
    }

    private Tensor selfIsResult(Saved saved, DType dtype, Tensor index) {
        Tensor equal = saved.input(0).eq(saved.output()).to(dtype);
        return includeSelf ? equal : fill(equal, index, 0);
    }

    private Tensor sourceIsResult(Saved saved, DType dtype, Tensor index) {
        return saved.input(1).eq(read(saved.output(), index)).to(dtype);
    }

    private Tensor share(Tensor g, Saved saved, Tensor index) {
        Tensor self = selfIsResult(saved, g.dtype(), index);
        return g.div(write(Combine.ADD, self, sourceIsResult(saved, g.dtype(), index), index));
    }
}
