package dev.obor.tensor;

import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Derivatives from differences of neighbours: of second order inside, of first or second order at the ends.
/// Source of the coefficients: B. Fornberg, "Generation of finite difference formulas on arbitrarily spaced
/// grids" (1988).
final class Differences {
    private Differences() {}

    static List<Tensor> gradient(Tensor x, double[] spacing, int[] given, int edgeOrder) {
        int[] dims = dims(x, given, edgeOrder);
        if (spacing.length != 1 && spacing.length != dims.length) {
            throw new OborException("gradient: there are " + spacing.length + " spacings for " + dims.length
                    + " dims: pass one for all, or one for each");
        }
        List<Tensor> result = new ArrayList<>();
        for (int i = 0; i < dims.length; i++) {
            double h = spacing[spacing.length == 1 ? 0 : i];
            int d = dims[i];
            int n = x.size(d);
            Tensor inner = x.narrow(d, 2, n - 2).sub(x.narrow(d, 0, n - 2)).div(2 * h);
            Tensor first = edge(x, d, 0, 1, h, edgeOrder);
            Tensor last = edge(x, d, n - 1, -1, h, edgeOrder);
            result.add(Concatenation.of(List.of(first, inner, last), d));
        }
        return result;
    }

    /// At an end, from there on inwards.
    private static Tensor edge(Tensor x, int d, int at, int step, double h, int order) {
        Tensor x0 = x.narrow(d, at, 1);
        Tensor x1 = x.narrow(d, at + step, 1);
        if (order == 1) {
            return x1.sub(x0).div(step * h);
        }
        Tensor x2 = x.narrow(d, at + 2 * step, 1);
        return x1.mul(4).sub(x0.mul(3)).sub(x2).div(2 * step * h);
    }

    static List<Tensor> gradient(Tensor x, List<Tensor> spacing, int[] given, int edgeOrder) {
        int[] dims = dims(x, given, edgeOrder);
        if (spacing.size() != dims.length) {
            throw new OborException("gradient: there are places for " + spacing.size() + " dims, and " + dims.length
                    + " dims: pass places for each");
        }
        List<Tensor> result = new ArrayList<>();
        for (int i = 0; i < dims.length; i++) {
            result.add(along(x, dims[i], spacing.get(i), edgeOrder));
        }
        return result;
    }

    private static Tensor along(Tensor x, int d, Tensor places, int order) {
        int n = x.size(d);
        if (places.dim() != 1 || places.size(0) != n) {
            throw new ShapeException("gradient: the places have shape " + places.shape() + " and dim " + d + " of "
                    + x.shape() + " has size " + n + ": pass one place for each element");
        }
        Shape shape = Shape.SCALAR;
        for (int k = 0; k < x.dim(); k++) {
            shape = shape.insert(k, k == d ? n - 1 : 1);
        }
        Tensor h = Scans.diff(places, 1, 0, Optional.empty(), Optional.empty()).reshape(shape);
        Tensor h1 = h.narrow(d, 0, n - 2);
        Tensor h2 = h.narrow(d, 1, n - 2);
        Tensor a = h2.neg().div(h1.mul(h1.add(h2)));
        Tensor b = h2.sub(h1).div(h1.mul(h2));
        Tensor c = h1.div(h2.mul(h1.add(h2)));
        Tensor inner =
                a.mul(x.narrow(d, 0, n - 2)).add(b.mul(x.narrow(d, 1, n - 2))).add(c.mul(x.narrow(d, 2, n - 2)));
        Tensor first;
        Tensor last;
        if (order == 1) {
            first = x.narrow(d, 1, 1).sub(x.narrow(d, 0, 1)).div(h.narrow(d, 0, 1));
            last = x.narrow(d, n - 1, 1).sub(x.narrow(d, n - 2, 1)).div(h.narrow(d, n - 2, 1));
        } else {
            first = second(x, d, 0, 1, h.narrow(d, 0, 1), h.narrow(d, 1, 1));
            last = second(
                    x,
                    d,
                    n - 1,
                    -1,
                    h.narrow(d, n - 2, 1).neg(),
                    h.narrow(d, n - 3, 1).neg());
        }
        return Concatenation.of(List.of(first, inner, last), d);
    }

    private static Tensor second(Tensor x, int d, int at, int step, Tensor h1, Tensor h2) {
        Tensor sum = h1.add(h2);
        Tensor a = h1.mul(2).add(h2).neg().div(h1.mul(sum));
        Tensor b = sum.div(h1.mul(h2));
        Tensor c = h1.neg().div(h2.mul(sum));
        return a.mul(x.narrow(d, at, 1))
                .add(b.mul(x.narrow(d, at + step, 1)))
                .add(c.mul(x.narrow(d, at + 2 * step, 1)));
    }

    private static int[] dims(Tensor x, int[] given, int edgeOrder) {
        if (edgeOrder != 1 && edgeOrder != 2) {
            throw new OborException("gradient: edgeOrder is " + edgeOrder + " and must be 1 or 2");
        }
        int[] dims = new int[given.length == 0 ? x.dim() : given.length];
        for (int i = 0; i < dims.length; i++) {
            dims[i] = given.length == 0 ? i : x.wrap("gradient", given[i]);
            int size = x.dim() == 0 ? 1 : x.size(dims[i]);
            if (size < edgeOrder + 1) {
                throw new ShapeException("gradient: dim " + dims[i] + " of " + x.shape() + " has size " + size
                        + " and needs " + (edgeOrder + 1) + " for edgeOrder " + edgeOrder
                        + ": pass a longer one, or name other dims");
            }
        }
        return dims;
    }
}
