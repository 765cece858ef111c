package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.error.ShapeException;
import java.util.Optional;

/// Running sums and their kin along a dim: each element is computed from those up to it, one after another,
/// so results are the same bits whatever the threads. Floating-point numbers run in double.
public sealed interface Scanning extends Applicable permits Tensor {
    /// Returns the sums of the elements up to each along a dim; int64 for integers and bool.
    default Tensor cumsum(int dim) {
        Tensor x = Scans.widened(self());
        return Scans.along(x, "cumsum", dim, t -> Tensor.of(new Scan(Scan.Kind.SUM, false), t));
    }

    /// Returns the sums of the elements up to each along a dim, computed in a dtype.
    default Tensor cumsum(int dim, DType dtype) {
        return Scans.sameType(self().to(dtype).cumsum(dim), dtype);
    }

    /// Replaces the elements by the sums of those up to each along a dim.
    default Tensor cumsum_(int dim) {
        return self().copy_(cumsum(dim));
    }

    /// Returns the products of the elements up to each along a dim; int64 for integers and bool.
    default Tensor cumprod(int dim) {
        Tensor x = Scans.widened(self());
        return Scans.along(x, "cumprod", dim, Scans::products);
    }

    /// Returns the products of the elements up to each along a dim, computed in a dtype.
    default Tensor cumprod(int dim, DType dtype) {
        return Scans.sameType(self().to(dtype).cumprod(dim), dtype);
    }

    /// Replaces the elements by the products of those up to each along a dim.
    default Tensor cumprod_(int dim) {
        return self().copy_(cumprod(dim));
    }

    /// Returns log Σ exp of the elements up to each along a dim, without overflow.
    default Tensor logcumsumexp(int dim) {
        LogSoftmax.check("logcumsumexp", self());
        return Scans.along(self(), "logcumsumexp", dim, t -> Tensor.of(new LogCumSumExp(), t));
    }

    /// Returns the largest of the elements up to each along a dim, and its place, the latest of equals; from
    /// a NaN on, NaN.
    default ValuesIndices cummax(int dim) {
        return Scans.found(self(), dim, new RunningExtreme(true));
    }

    /// Returns the smallest of the elements up to each along a dim, and its place, the latest of equals; from
    /// a NaN on, NaN.
    default ValuesIndices cummin(int dim) {
        return Scans.found(self(), dim, new RunningExtreme(false));
    }

    /// Returns the differences of neighbours along the last dim.
    default Tensor diff() {
        return diff(1, -1);
    }

    /// Returns the n-th differences of neighbours along the last dim, which is n shorter.
    ///
    /// @throws ShapeException if n is negative, or there is no dim
    default Tensor diff(int n) {
        return diff(n, -1);
    }

    /// Returns the n-th differences of neighbours along a dim, which is n shorter; for bool, where neighbours
    /// differ.
    ///
    /// @throws ShapeException if n is negative, or there is no dim
    default Tensor diff(int n, int dim) {
        return diff(n, dim, Optional.empty(), Optional.empty());
    }

    /// Returns the n-th differences of neighbours along a dim, with other elements before and after.
    ///
    /// @throws ShapeException if n is negative, or there is no dim
    default Tensor diff(int n, int dim, Optional<Tensor> prepend, Optional<Tensor> append) {
        return Scans.diff(self(), n, dim, prepend, append);
    }

    /// Returns the area under a line through the elements along the last dim, one apart (the trapezoidal
    /// rule).
    default Tensor trapezoid() {
        return trapezoid(1, -1);
    }

    /// Returns the area under a line through the elements along a dim, `dx` apart.
    default Tensor trapezoid(double dx, int dim) {
        return Scans.panels(self(), Optional.empty(), dx, dim).sum(dim);
    }

    /// Returns the area under a line through the elements along a dim, at the places x.
    default Tensor trapezoid(Tensor x, int dim) {
        return Scans.panels(self(), Optional.of(x), 1, dim).sum(dim);
    }

    /// Returns the area under a line through the elements along the last dim, at the places x.
    default Tensor trapezoid(Tensor x) {
        return trapezoid(x, -1);
    }

    /// Returns the areas under a line through the elements up to each but the first along the last dim, one
    /// apart.
    default Tensor cumulativeTrapezoid() {
        return cumulativeTrapezoid(1, -1);
    }

    /// Returns the areas under a line through the elements up to each but the first along a dim, `dx` apart.
    default Tensor cumulativeTrapezoid(double dx, int dim) {
        return Scans.panels(self(), Optional.empty(), dx, dim).cumsum(dim);
    }

    /// Returns the areas under a line through the elements up to each but the first along a dim, at the
    /// places x.
    default Tensor cumulativeTrapezoid(Tensor x, int dim) {
        return Scans.panels(self(), Optional.of(x), 1, dim).cumsum(dim);
    }

    /// Returns the areas under a line through the elements up to each but the first along the last dim, at
    /// the places x.
    default Tensor cumulativeTrapezoid(Tensor x) {
        return cumulativeTrapezoid(x, -1);
    }
}
