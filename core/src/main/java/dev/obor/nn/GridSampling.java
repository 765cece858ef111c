package dev.obor.nn;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import dev.obor.storage.Storage;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The values of images at positions between their places.
///
/// Along each dim a position has some *taps*: a place and its weight. The value is the sum over all
/// combinations of taps, a place outside the image counting as 0.
///
/// @param image `[batch, channels, size…]`
/// @param grid `[batch, size…, rank]`, the positions, with that along the last dim of space first
record GridSampling(Tensor image, Tensor grid, Interpolation mode, GridPadding padding, boolean alignCorners) {
    /// A place, as a floating-point tensor without gradient, and its weight.
    private record Tap(Tensor place, Tensor weight) {}

    GridSampling {
        int rank = image.dim() - 2;
        boolean fits = (rank == 2 || rank == 3)
                && grid.dim() == image.dim()
                && grid.size(0) == image.size(0)
                && grid.size(-1) == rank;
        if (!fits) {
            throw new ShapeException(
                    "gridSample: the input has shape " + image.shape() + " and the grid " + grid.shape()
                            + ": they must be [batch, channels, height, width] and [batch, height, width, 2], or the same with a"
                            + " depth and 3");
        }
        for (int d = 2; d < image.dim(); d++) {
            if (image.size(d) == 0) {
                throw new ShapeException(
                        "gridSample: the input has shape " + image.shape() + ": its dims of space must not be empty");
            }
        }
        if (image.dtype() != grid.dtype() || !image.dtype().isFloating()) {
            throw new DTypeException("gridSample: the input is " + image.dtype() + " and the grid " + grid.dtype()
                    + ": both must be of one floating-point dtype");
        }
        boolean known = mode == Interpolation.BILINEAR
                || mode == Interpolation.NEAREST
                || mode == Interpolation.BICUBIC && rank == 2;
        if (!known) {
            throw new OborException("gridSample: " + mode + " is not there for " + rank
                    + " dims of space: use BILINEAR or NEAREST, or BICUBIC for two");
        }
    }

    Tensor result() {
        int rank = image.dim() - 2;
        List<List<Tap>> taps = new ArrayList<>();
        for (int d = 0; d < rank; d++) {
            Tensor position = unnormalized(grid.select(-1, rank - 1 - d), image.size(d + 2));
            taps.add(taps(position, image.size(d + 2)));
        }
        // With the channels last, a place is a row: its index serves all of them, and they are copied together.
        Tensor inside = image.flatten(2, -1).transpose(1, 2).reshape(-1, image.size(1));
        // The last row is for all that lies outside.
        Tensor rows = Obor.cat(List.of(inside, Obor.zeros(image.dtype(), 1, image.size(1))), 0);
        Shape places = grid.shape().remove(rank + 1);
        Tensor sum = Tensor.full(Shape.of(places.numel(), image.size(1)), 0, image.dtype());
        int[] chosen = new int[rank];
        int combinations = taps.stream().mapToInt(List::size).reduce(1, (a, b) -> a * b);
        for (int i = 0; i < combinations; i++) {
            int rest = i;
            for (int d = rank - 1; d >= 0; d--) {
                chosen[d] = rest % taps.get(d).size();
                rest /= taps.get(d).size();
            }
            sum = added(sum, rows, taps, chosen);
        }
        return sum.reshape(places.insert(rank + 1, image.size(1)))
                .permute(channelsSecond(rank))
                .contiguous();
    }

    private static int[] channelsSecond(int rank) {
        int[] order = new int[rank + 2];
        Arrays.setAll(order, d -> d < 2 ? d * (rank + 1) : d - 1);
        return order;
    }

    /// Adds the values of one combination of taps, weighted; a row for each place.
    private Tensor added(Tensor sum, Tensor rows, List<List<Tap>> taps, int... chosen) {
        int outside = rows.size(0) - 1;
        Tensor item = Obor.arange(image.size(0)).mul(outside / Math.max(image.size(0), 1));
        Tensor index = item.reshape(itemShape(chosen.length))
                .expand(taps.getFirst().getFirst().place.shape());
        Tensor weight = null;
        Tensor inside = null;
        int stride = 1;
        for (int d = chosen.length - 1; d >= 0; d--) {
            Tap tap = taps.get(d).get(chosen[d]);
            int size = image.size(d + 2);
            Tensor here = tap.place.ge(0).logicalAnd(tap.place.le(size - 1));
            Tensor place = Tensor.where(here, tap.place, Tensor.number(0)).to(DType.INT64);
            index = index.add(place.mul(stride));
            weight = weight == null ? tap.weight : weight.mul(tap.weight);
            inside = inside == null ? here : inside.logicalAnd(here);
            stride *= size;
        }
        Tensor known = Tensor.where(inside, index, Tensor.number(outside)).flatten();
        Tensor weights = Tensor.where(inside, weight, Tensor.number(0)).reshape(-1, 1);
        return sum.addcmul(rows.indexSelect(0, known), weights, 1);
    }

    private Shape itemShape(int rank) {
        int[] sizes = new int[rank + 1];
        Arrays.fill(sizes, 1);
        sizes[0] = image.size(0);
        return Shape.of(sizes);
    }

    private List<Tap> taps(Tensor position, int size) {
        if (mode == Interpolation.BICUBIC) {
            return cubicTaps(position, size);
        }
        Tensor at = padded(position, size);
        if (mode == Interpolation.NEAREST) {
            // The gradient is 0, but there is one.
            Tensor one =
                    Tensor.where(at.isfinite(), at, Tensor.number(0.0)).mul(0.0).add(1.0);
            return List.of(new Tap(at.detach().round(), one));
        }
        Tensor first = at.detach().floor();
        Tensor second = first.add(1.0);
        return List.of(new Tap(first, second.sub(at)), new Tap(second, at.sub(first)));
    }

    private List<Tap> cubicTaps(Tensor position, int size) {
        Tensor first = position.detach().floor();
        Tensor rest = position.sub(first);
        Tensor back = rest.rsub(1.0);
        List<Tap> taps = new ArrayList<>();
        taps.add(new Tap(padded(first.sub(1.0), size), outer(rest.add(1.0))));
        taps.add(new Tap(padded(first, size), inner(rest)));
        taps.add(new Tap(padded(first.add(1.0), size), inner(back)));
        taps.add(new Tap(padded(first.add(2.0), size), outer(back.add(1.0))));
        return taps;
    }

    /// ((A + 2)·x − (A + 3))·x² + 1 with A = −0.75.
    private static Tensor inner(Tensor x) {
        return x.mul(1.25).sub(2.25).mul(x).mul(x).add(1.0);
    }

    /// ((A·x − 5A)·x + 8A)·x − 4A with A = −0.75.
    private static Tensor outer(Tensor x) {
        return x.mul(-0.75).add(3.75).mul(x).sub(6.0).mul(x).add(3.0);
    }

    /// From −1 … 1 to 0 … size − 1, the centres of the first and last places, or their ends.
    private Tensor unnormalized(Tensor position, int size) {
        return alignCorners
                ? position.add(1.0).div(2.0).mul(size - 1)
                : position.add(1.0).mul(size).sub(1.0).div(2.0);
    }

    private Tensor padded(Tensor position, int size) {
        return switch (padding) {
            case ZEROS -> position;
            case BORDER -> clipped(position, size);
            case REFLECTION ->
                clipped(
                        alignCorners ? reflected(position, 0, 2 * (size - 1)) : reflected(position, -1, 2 * size - 1),
                        size);
        };
    }

    /// Positions from 0 to size − 1; the gradient at and beyond these ends is 0.
    private static Tensor clipped(Tensor position, int size) {
        Tensor inside = position.gt(0).logicalAnd(position.lt(size - 1));
        return Tensor.where(inside, position, position.detach().clamp(0.0, (double) (size - 1)));
    }

    /// Positions mirrored at half of `low` and half of `high` as often as it takes.
    private static Tensor reflected(Tensor position, int low, int high) {
        if (low == high) {
            return position.detach().mul(0.0);
        }
        double least = low / 2.0;
        double span = (high - low) / 2.0;
        Tensor from = position.sub(least);
        Tensor away = Tensor.where(from.lt(0), from.neg(), from);
        Tensor flips = away.detach().div(span).floor();
        Tensor extra = away.sub(flips.mul(span));
        Tensor isEven = flips.div(2.0).floor().mul(2.0).eq(flips);
        return Tensor.where(isEven, extra, extra.rsub(span)).add(least);
    }

    /// The positions to which affine maps `[batch, rank, rank + 1]` take those of a result.
    ///
    /// @param size `[batch, channels, size…]` of the result
    static Tensor affine(Tensor theta, boolean alignCorners, int... size) {
        int rank = size.length - 2;
        boolean fits = (rank == 2 || rank == 3)
                && theta.dim() == 3
                && theta.size(0) == size[0]
                && theta.size(1) == rank
                && theta.size(2) == rank + 1
                && Arrays.stream(size).allMatch(s -> s > 0);
        if (!fits) {
            throw new ShapeException("affineGrid: theta has shape " + theta.shape() + " and the size is "
                    + Arrays.toString(size)
                    + ": for a size [batch, channels, height, width], all 1 or more, theta must be"
                    + " [batch, 2, 3], and with a depth [batch, 3, 4]");
        }
        ResizingCalls.checkFloating("affineGrid", "matrix", theta.dtype());
        Shape space = Shape.of(Arrays.copyOfRange(size, 2, size.length));
        Tensor base = Tensor.full(space.insert(rank, rank + 1), 1, theta.dtype());
        for (int d = 0; d < rank; d++) {
            int[] shape = new int[rank];
            Arrays.fill(shape, 1);
            shape[d] = space.size(d);
            base.select(-1, rank - 1 - d)
                    .copy_(positions(space.size(d), alignCorners, theta.dtype()).reshape(shape));
        }
        Tensor rows = base.reshape(Shape.of(1, space.numel(), rank + 1));
        Shape result = space.insert(0, size[0]).insert(rank + 1, rank);
        return rows.matmul(theta.transpose(1, 2)).reshape(result);
    }

    private static Tensor positions(int size, boolean alignCorners, DType dtype) {
        double[] positions = new double[size];
        for (int i = 0; i < size; i++) {
            double centre = size == 1 ? 0 : (2.0 * i - (size - 1)) / (size - 1);
            positions[i] = alignCorners ? centre : centre * (size - 1) / size;
        }
        return Tensor.of(new Storage.Doubles(positions), DType.FLOAT64, Shape.of(size))
                .to(dtype);
    }
}
