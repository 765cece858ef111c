package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Broadcast;
import dev.obor.layout.Shape;
import dev.obor.tensor.ScatterReduce.Kind;
import dev.obor.tensor.Selection.Axes;
import dev.obor.tensor.Selection.Combine;
import java.util.Arrays;

/// What [Gathering] does before an operator is applied: a single number is seen as one of one dim, arguments
/// are checked and cut to size.
final class Addressing {
    private final String op;
    private final Tensor x;
    private final boolean inPlace;

    private Addressing(String op, Tensor x, boolean inPlace) {
        this.op = op;
        this.x = x;
        this.inPlace = inPlace;
    }

    /// Reads from a tensor, or makes a copy of it with other elements.
    static Addressing of(String op, Tensor x) {
        return new Addressing(op, x, false);
    }

    /// Edits a tensor.
    static Addressing into(String op, Tensor x) {
        return new Addressing(op, x, true);
    }

    private static Tensor atLeast1d(Tensor tensor) {
        return tensor.dim() == 0 ? tensor.unsqueeze(0) : tensor;
    }

    private Tensor write(Op operator, Tensor... others) {
        Tensor target = atLeast1d(x);
        if (inPlace) {
            target.applyInPlace(operator, others);
            return x;
        }
        Tensor result = target.apply(operator, others);
        return x.dim() == 0 ? result.reshape(Shape.SCALAR) : result;
    }

    /// Returns this tensor if it is edited, else a copy.
    private Tensor unchanged() {
        return inPlace ? x : x.clone();
    }

    Tensor gather(int dim, Tensor index) {
        int d = x.wrap(op, dim);
        if (index.numel() == 0) {
            return x.reshape(-1).narrow(0, 0, 0).reshape(index.shape());
        }
        return atLeast1d(x)
                .apply(new Selection.Gather(Axes.along(op, d)), atLeast1d(index))
                .reshape(index.shape());
    }

    /// Elements of a source, cut to the index's size, at places along a dim.
    Tensor scatter(int dim, Tensor index, Tensor source, Combine combine) {
        int d = x.wrap(op, dim);
        return isNone(index, source)
                ? unchanged()
                : write(new Selection.Scatter(Axes.along(op, d), combine), cut(source, index), atLeast1d(index));
    }

    /// Tells whether an index has no elements, whatever its rank and dtype: then a source has no part either.
    private boolean isNone(Tensor index, Tensor source) {
        if (index.numel() > 0 || index.dim() == source.dim() && index.dim() == x.dim()) {
            return false;
        }
        if (source.dtype() != x.dtype()) {
            throw new DTypeException(op + ": the tensor is " + x.dtype() + " and the source " + source.dtype()
                    + ": they must be equal, so convert the source with to("
                    + x.dtype().name() + ")");
        }
        return true;
    }

    Tensor scatter(int dim, Tensor index, Number value, Combine combine) {
        int d = x.wrap(op, dim);
        if (index.numel() == 0) {
            return unchanged();
        }
        Tensor one = Fill.of(op, value, x.dtype());
        return write(new Selection.Scatter(Axes.along(op, d), combine), one, atLeast1d(index));
    }

    static Combine combine(String op, String reduce) {
        return switch (reduce) {
            case "add" -> Combine.ADD;
            case "multiply" -> Combine.MULTIPLY;
            default ->
                throw new OborException(
                        op + ": there is no reduction '" + reduce + "': pass add or multiply, or use scatterReduce");
        };
    }

    Tensor scatter(int dim, Tensor index, Tensor source, String reduce) {
        Combine combine = combine(op, reduce);
        return combine == Combine.ADD
                ? scatter(dim, index, source, combine)
                : scatterReduce(dim, index, source, Kind.PROD, true);
    }

    Tensor scatterReduce(int dim, Tensor index, Tensor source, Kind kind, boolean includeSelf) {
        int d = x.wrap(op, dim);
        if (isNone(index, source)) {
            return unchanged();
        }
        return reduce(new ScatterReduce(Axes.along(op, d), kind, includeSelf), cut(source, index), atLeast1d(index));
    }

    private Tensor reduce(ScatterReduce operator, Tensor source, Tensor index) {
        if (x.dtype() == DType.BOOL
                && (operator.kind() == Kind.MEAN || !operator.axes().whole())) {
            throw new DTypeException(op + ": the tensor is bool and must be of numbers: convert it with to(UINT8)");
        }
        if (!inPlace) {
            return write(operator, source, index);
        }
        // The gradient needs the elements that are about to be overwritten.
        boolean tracked = GradMode.isEnabled() && (x.requiresGrad() || source.requiresGrad());
        Tensor result = of(op, tracked ? x.clone() : x).write(operator, source, index);
        return x.copy_(result);
    }

    /// The part of a source that an index reaches.
    private Tensor cut(Tensor source, Tensor index) {
        Tensor part = atLeast1d(source);
        Tensor wide = atLeast1d(index);
        boolean fits = part.dim() == wide.dim();
        for (int d = 0; fits && d < part.dim(); d++) {
            fits = wide.size(d) <= part.size(d);
        }
        if (!fits) {
            throw new ShapeException(op + ": the index has shape " + index.shape() + ", the source " + source.shape()
                    + ": their ranks must be equal, and the index no larger");
        }
        for (int d = 0; d < part.dim(); d++) {
            part = part.size(d) == wide.size(d) ? part : part.narrow(d, 0, wide.size(d));
        }
        return part;
    }

    /// An index of one dim.
    private Tensor line(Tensor index) {
        if (index.dim() > 1) {
            throw new ShapeException(
                    op + ": the index has shape " + index.shape() + " and must have one dim: flatten it");
        }
        return atLeast1d(index);
    }

    Tensor indexSelect(int dim, Tensor index) {
        Axes axes = Axes.inPlaceOf(op, x.wrap(op, dim), false);
        if (x.dim() == 0 && index.numel() != 1) {
            throw new ShapeException(op + ": the index has " + index.numel()
                    + " elements and names places in a single number: give one element");
        }
        Tensor result = atLeast1d(x).apply(new Selection.Gather(axes), line(index));
        return x.dim() == 0 ? result.reshape(Shape.SCALAR) : result;
    }

    /// Slices of a source at places of a dim.
    Tensor indexWrite(int dim, Tensor index, Tensor source, Combine combine) {
        Axes axes = Axes.inPlaceOf(op, x.wrap(op, dim), false);
        return write(new Selection.Scatter(axes, combine), slices(axes, index, source), line(index));
    }

    Tensor indexAdd(int dim, Tensor index, Tensor source, Number alpha) {
        boolean fraction = alpha instanceof Double || alpha instanceof Float;
        if (fraction && !x.dtype().isFloating()) {
            throw new DTypeException(op + ": alpha is " + alpha + " and the tensor " + x.dtype()
                    + ": pass a whole number, or convert the tensor");
        }
        boolean scales = alpha.doubleValue() != 1;
        return indexWrite(dim, index, scales ? source.mul(alpha).to(source.dtype()) : source, Combine.ADD);
    }

    Tensor indexFill(int dim, Tensor index, Tensor value) {
        Axes axes = Axes.inPlaceOf(op, x.wrap(op, dim), true);
        Tensor one = Fill.of(op, value, x.dtype());
        if (!one.requiresGrad() || x.dim() == 0) {
            return write(new Selection.Scatter(axes, Combine.REPLACE), one, line(index));
        }
        // Its gradient counts a place that is named twice once, which a mask does.
        int[] sizes = new int[x.dim()];
        Arrays.fill(sizes, 1);
        sizes[axes.dim()] = x.size(axes.dim());
        Tensor none = Tensor.full(Shape.of(sizes[axes.dim()]), 0, DType.BOOL);
        Tensor mask = new Addressing(op, none, false).indexFill(0, index, Tensor.full(Shape.SCALAR, 1, DType.BOOL));
        return maskedFill(mask.reshape(Shape.of(sizes)), one);
    }

    Tensor indexReduce(int dim, Tensor index, Tensor source, String reduce, boolean includeSelf) {
        Axes axes = Axes.inPlaceOf(op, x.wrap(op, dim), false);
        Kind kind = Kind.of(op, reduce, Kind.PROD, Kind.MEAN, Kind.AMAX, Kind.AMIN);
        return reduce(new ScatterReduce(axes, kind, includeSelf), slices(axes, index, source), line(index));
    }

    private Tensor slices(Axes axes, Tensor index, Tensor source) {
        Shape expected = atLeast1d(x).shape().with(axes.dim(), index.numel());
        Tensor slices = atLeast1d(source);
        if (!slices.shape().equals(expected)) {
            throw new ShapeException(op + ": the source has shape " + source.shape() + " and must have " + expected
                    + ", that of the tensor with the index's length at dim " + axes.dim());
        }
        return slices;
    }

    Tensor take(Tensor index) {
        return x.reshape(-1).apply(new Selection.Gather(Axes.inPlaceOf(op, 0, true)), index);
    }

    Tensor put(Tensor index, Tensor source, boolean accumulate) {
        if (index.numel() != source.numel()) {
            throw new ShapeException(op + ": the index has " + index.numel() + " elements and the source "
                    + source.numel() + ": there must be one for each place");
        }
        Op operator = new Selection.Scatter(Axes.inPlaceOf(op, 0, true), accumulate ? Combine.ADD : Combine.REPLACE);
        Tensor values = source.reshape(index.shape());
        if (inPlace && x.isContiguous()) {
            x.view(-1).applyInPlace(operator, values, index);
            return x;
        }
        Tensor result = x.reshape(-1).apply(operator, values, index).reshape(x.shape());
        return inPlace ? x.copy_(result) : result;
    }

    /// A mask as a bool tensor; PyTorch takes uint8, too.
    static Tensor mask(String op, Tensor mask) {
        if (mask.dtype() == DType.UINT8) {
            return mask.ne(0);
        }
        if (mask.dtype() != DType.BOOL) {
            throw new DTypeException(
                    op + ": the mask is " + mask.dtype() + " and must be bool: compare it, as in x.ne(0)");
        }
        return mask;
    }

    Tensor maskedFill(Tensor mask, Tensor value) {
        Tensor bool = mask(op, mask);
        Tensor one = Fill.of(op, value, x.dtype());
        return inPlace ? x.applyInPlace(Ops.MASKED_FILL, bool, one) : x.apply(Ops.MASKED_FILL, bool, one);
    }

    Tensor maskedSelect(Tensor mask) {
        Tensor bool = mask(op, mask);
        Shape shape = Broadcast.of(op, x.shape(), bool.shape());
        Tensor wide = bool.expand(shape);
        Tensor counts = Tensor.of(new Masking.TrueCounts(), wide);
        return x.expand(shape).apply(new Masking.MaskedSelect(total(counts)), wide, counts);
    }

    Tensor maskedScatter(Tensor mask, Tensor source) {
        Tensor bool = mask(op, mask);
        Shape shape = Broadcast.of(op, x.shape(), bool.shape());
        Tensor wide = bool.expand(shape);
        Tensor counts = Tensor.of(new Masking.TrueCounts(), wide);
        Op operator = new Masking.MaskedScatter(total(counts));
        return inPlace
                ? x.applyInPlace(operator, wide, source, counts)
                : x.expand(shape).apply(operator, wide, source, counts);
    }

    private static int total(Tensor counts) {
        return (int) Arrays.stream(counts.toLongArray()).sum();
    }

    /// The indices of the elements that differ from 0, a row for each dim.
    static Tensor nonzero(Tensor x) {
        Tensor mask = x.dtype() == DType.BOOL ? x : x.ne(0);
        Tensor counts = Tensor.of(new Masking.TrueCounts(), mask);
        return Tensor.of(new Masking.Nonzero(total(counts)), mask, counts);
    }
}
