package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.dtype.Promotion;
import dev.obor.error.DTypeException;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.expr.Constants;
import dev.obor.expr.Expr;
import dev.obor.expr.Function;
import dev.obor.layout.Shape;
import java.util.Optional;

/// Distances between rows, and covariances.
final class Distances {
    /// √(|a|² + |b|² − 2 a·b) of a·b, |a|² and |b|², in one pass. Rounding must not make the root's argument
    /// negative; at 0 the gradient is 0.
    private static final Pointwise BY_PRODUCT = Pointwise.of(
            Function.ternary("cdist", (product, a, b) -> root(a.add(b).sub(product.mul(Expr.constant(2))))),
            Pointwise.Result.FLOATING);

    private Distances() {}

    private static Expr root(Expr squares) {
        Expr positive = Ops.CLAMP_MIN.function().of(squares, Constants.ZERO);
        return Ops.NORM_ROOT.function().of(positive);
    }

    static Tensor between(Tensor a, Tensor b, double p, String mode) {
        if (a.dim() < 2 || b.dim() < 2 || a.size(-1) != b.size(-1)) {
            throw new ShapeException("cdist: shapes " + a.shape() + " and " + b.shape()
                    + ": both need two dims at least and rows of one length");
        }
        if (!(p >= 0)) {
            throw new OborException("cdist: p is " + p + " and must be 0 or more");
        }
        boolean product = switch (mode) {
            case "use_mm_for_euclid_dist" -> true;
            case "donot_use_mm_for_euclid_dist" -> false;
            case "use_mm_for_euclid_dist_if_necessary" -> a.size(-2) > 25 || b.size(-2) > 25;
            default ->
                throw new OborException("cdist: the mode is '" + mode + "': pass 'use_mm_for_euclid_dist',"
                        + " 'donot_use_mm_for_euclid_dist' or 'use_mm_for_euclid_dist_if_necessary'");
        };
        if (p == 2 && product) {
            Tensor first = a.square().sum(-1, true);
            Tensor second = b.square().sum(-1, true).transpose(-2, -1);
            Tensor products = a.matmul(b.transpose(-2, -1));
            boolean inPlace = products.dtype().isFloating() && !products.requiresGrad();
            return inPlace
                    ? products.applyInPlace(BY_PRODUCT, first, second)
                    : products.apply(BY_PRODUCT, first, second);
        }
        Tensor differences = a.unsqueeze(-2).sub(b.unsqueeze(-3));
        return lengths(differences, p);
    }

    static Tensor pairs(Tensor x, double p) {
        if (x.dim() != 2) {
            throw new ShapeException("pdist: the tensor has shape " + x.shape() + " and must be a matrix of rows");
        }
        if (!(p >= 0)) {
            throw new OborException("pdist: p is " + p + " and must be 0 or more");
        }
        int n = x.size(0);
        int count = Math.toIntExact((long) n * (n - 1) / 2);
        long[] first = new long[count];
        long[] second = new long[count];
        int place = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                first[place] = i;
                second[place++] = j;
            }
        }
        return lengths(x.indexSelect(0, Tensor.of(first)).sub(x.indexSelect(0, Tensor.of(second))), p);
    }

    /// Returns the norms along the last dim. The number of differences, for p = 0, has a gradient here, which
    /// is 0.
    private static Tensor lengths(Tensor differences, double p) {
        return p == 0 ? differences.sign().abs().sum(new int[] {-1}, false) : VectorNorm.of(differences, p, false, -1);
    }

    static Tensor renorm(Tensor x, double p, int dim, double maxnorm) {
        if (x.dim() < 2) {
            throw new ShapeException(
                    "renorm: the tensor has shape " + x.shape() + " and needs two dims at least: unsqueeze it");
        }
        if (!(p > 0) || !(maxnorm >= 0)) {
            throw new OborException(
                    "renorm: p is " + p + " and maxnorm " + maxnorm + ": p must be positive, and maxnorm 0 or more");
        }
        int d = x.wrap("renorm", dim);
        int[] others = new int[x.dim() - 1];
        for (int i = 0, k = 0; i < x.dim(); i++) {
            if (i != d) {
                others[k++] = i;
            }
        }
        Tensor norm = VectorNorm.of(x, p, true, others);
        Tensor one = Tensor.full(Shape.SCALAR, 1, x.dtype());
        return x.mul(Tensor.where(norm.gt(maxnorm), norm.add(1e-7).reciprocal().mul(maxnorm), one));
    }

    static Tensor covariance(Tensor given, int correction, Optional<Tensor> fweights, Optional<Tensor> aweights) {
        if (given.dim() > 2 || given.dtype() == DType.BOOL) {
            throw new ShapeException("cov: the tensor has shape " + given.shape() + " and " + given.dtype()
                    + ": pass numbers of at most two dims, variables by observations");
        }
        Tensor x = given.dim() < 2 ? given.reshape(1, given.numel()) : given;
        int n = x.size(1);
        fweights.ifPresent(w -> check("fweights", w, n, false));
        aweights.ifPresent(w -> check("aweights", w, n, true));
        Tensor real = x.dtype().isFloating() ? x : x.to(Promotion.defaultDtype());
        Optional<Tensor> weights = fweights.isPresent() && aweights.isPresent()
                ? Optional.of(fweights.get().mul(aweights.get()))
                : fweights.or(() -> aweights);
        Tensor total = weights.map(w -> w.sum()).orElseGet(() -> Tensor.full(Shape.SCALAR, n, DType.INT64));
        Tensor mean = weights.map(real::mul).orElse(real).sum(1, true).div(total);
        Tensor left = aweights.isPresent() && correction != 0
                ? total.sub(weights.get().mul(aweights.get()).sum().div(total).mul(correction))
                : total.sub(correction);
        Tensor centred = real.sub(mean);
        Tensor weighted = weights.map(centred::mul).orElse(centred).to(centred.dtype());
        Tensor result = weighted.matmul(centred.t()).div(left.clampMin(0)).to(centred.dtype());
        return result.squeeze();
    }

    private static void check(String what, Tensor weights, int n, boolean floating) {
        if (weights.dim() > 1 || weights.numel() != n) {
            throw new ShapeException("cov: " + what + " has shape " + weights.shape() + " for " + n
                    + " observations: pass one number for each");
        }
        if (weights.dtype().isFloating() != floating) {
            throw new DTypeException("cov: " + what + " is " + weights.dtype() + " and must be "
                    + (floating ? "floating-point" : "of integers"));
        }
        if (weights.numel() > 0 && weights.lt(0).any().itemBoolean()) {
            throw new OborException("cov: " + what + " holds a negative number: weights are 0 or more");
        }
    }

    static Tensor correlation(Tensor x) {
        Tensor c = covariance(x, 1, Optional.empty(), Optional.empty());
        if (c.dim() == 0) {
            return c.div(c);
        }
        Tensor deviation = c.diagonal().sqrt();
        return c.div(deviation.unsqueeze(1)).div(deviation.unsqueeze(0)).clamp(-1, 1);
    }
}
