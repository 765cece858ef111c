package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.error.LinalgException;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import java.util.Locale;
import java.util.OptionalDouble;

/// The X of least norm among those that make ‖A·X − B‖ least, in float64. Inputs: A [..., m, n], B [..., m,
/// k] of one batch. Outputs: X [..., n, k], the sums of squared residuals, the rank of A, and its singular
/// values.
///
/// Gradient of X: that of pinv(A)·B, as of [PseudoInverse].
///
/// @param driver which of LAPACK's drivers is imitated
/// @param rcond singular values up to rcond times the largest count as zero
public record LeastSquares(Driver driver, double rcond) implements Composite {
    /// Names of LAPACK's drivers. They differ in what they return besides X.
    public enum Driver {
        /// By QR; A must have full rank. Returns residuals, but no rank and no singular values.
        GELS(true, false, false),
        /// Returns the rank, but no residuals and no singular values. PyTorch's default.
        GELSY(false, true, false),
        /// Returns residuals, rank and singular values.
        GELSD(true, true, true),
        /// Returns residuals, rank and singular values.
        GELSS(true, true, true);

        private final boolean hasResiduals;
        private final boolean hasRank;
        private final boolean hasSingularValues;

        Driver(boolean hasResiduals, boolean hasRank, boolean hasSingularValues) {
            this.hasResiduals = hasResiduals;
            this.hasRank = hasRank;
            this.hasSingularValues = hasSingularValues;
        }

        /// Returns the driver of that name, in lower case.
        ///
        /// @throws OborException if there is none
        public static Driver named(String name) {
            for (Driver driver : values()) {
                if (driver.name().toLowerCase(Locale.ROOT).equals(name)) {
                    return driver;
                }
            }
            throw new OborException("lstsq: the driver '" + name + "' is none: use gels, gelsy, gelsd or gelss");
        }
    }

    @Override
    public String name() {
        return "lstsq";
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        Shape a = inputs[0].shape();
        Shape b = inputs[1].shape();
        Shape batch = Matrices.batch(a);
        DType dtype = inputs[0].dtype();
        Shape none = Shape.of(0);
        // Whether there are residuals depends on the rank, so the specs say what there is for full rank.
        boolean overdetermined = a.size(-2) > a.size(-1) && driver.hasResiduals;
        Shape values = Matrices.with(batch, Math.min(a.size(-2), a.size(-1)));
        return new Spec[] {
            new Spec(Matrices.with(batch, a.size(-1), b.size(-1)), dtype),
            new Spec(overdetermined ? Matrices.with(batch, b.size(-1)) : none, dtype),
            new Spec(driver.hasRank ? batch : none, DType.INT64),
            new Spec(driver.hasSingularValues ? values : none, dtype)
        };
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        return forwardAll(inputs)[0];
    }

    @Override
    public Tensor[] forwardAll(Tensor... inputs) {
        Tensor a = inputs[0].to(DType.FLOAT64);
        Tensor b = inputs[1].to(DType.FLOAT64);
        DType dtype = inputs[0].dtype();
        Tensor x;
        Tensor rank = Tensor.full(Shape.of(0), 0, DType.INT64);
        Tensor values = Tensor.full(Shape.of(0), 0, dtype);
        boolean hasFullRank = true;
        if (driver == Driver.GELS) {
            x = byReflectors(a, b);
        } else {
            Tensor[] svd = SingularValues.of(name(), a, false, true);
            Tensor kept = svd[1].gt(cut(svd[1]));
            Tensor zero = Tensor.full(Shape.SCALAR, 0, DType.FLOAT64);
            Tensor inverse = Tensor.where(kept, svd[1].reciprocal(), zero).unsqueeze(-1);
            x = svd[2].transpose(-2, -1)
                    .matmul(svd[0].transpose(-2, -1).matmul(b).mul(inverse));
            rank = kept.sum(-1);
            values = driver.hasSingularValues ? svd[1].to(dtype) : values;
            hasFullRank = rank.eq(a.size(-1)).all().itemBoolean();
        }
        boolean overdetermined = a.size(-2) > a.size(-1);
        Tensor residuals = overdetermined && hasFullRank && driver.hasResiduals
                ? a.matmul(x).sub(b).square().sum(-2).to(dtype)
                : Tensor.full(Shape.of(0), 0, dtype);
        return new Tensor[] {x.to(dtype), residuals, rank, values};
    }

    private Tensor cut(Tensor values) {
        return values.size(-1) == 0 ? values : values.narrow(-1, 0, 1).mul(rcond);
    }

    private Tensor byReflectors(Tensor a, Tensor b) {
        boolean tall = a.size(-2) >= a.size(-1);
        Tensor[] qr = QrFactor.of(name(), tall ? a : a.transpose(-2, -1), QrFactor.Mode.REDUCED);
        checkRank(qr[1]);
        if (tall) {
            return TriangularSolve.of(name(), qr[1], qr[0].transpose(-2, -1).matmul(b), true, true, false);
        }
        Tensor inner = TriangularSolve.of(name(), qr[1].transpose(-2, -1), b, false, true, false);
        return qr[0].matmul(inner);
    }

    private static void checkRank(Tensor r) {
        if (r.numel() == 0) {
            return;
        }
        Tensor diagonal = r.diagonal(0, -2, -1).abs();
        Tensor lacking = diagonal.le(diagonal.amax(-1, true).mul(0x1p-52)).any(new int[] {-1}, false);
        boolean[] items = lacking.toBooleanArray();
        for (int item = 0; item < items.length; item++) {
            if (items[item]) {
                throw LinalgException.of(
                        "lstsq",
                        item,
                        lacking.shape().toArray(),
                        "does not have full rank, which the driver gels needs: use gelsy, gelsd or gelss");
            }
        }
    }

    @Override
    public boolean savesInput(int input, int saved) {
        return saved == 0 || input == 0;
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        Tensor a = saved.input(0);
        Tensor inverse = pseudoInverse(a);
        if (input == 1) {
            return inverse.transpose(-2, -1).matmul(g);
        }
        return PseudoInverse.gradient(g.matmul(saved.input(1).transpose(-2, -1)), inverse, a);
    }

    private Tensor pseudoInverse(Tensor a) {
        Tensor atol = Tensor.full(Shape.SCALAR, 0, DType.FLOAT64);
        return a.apply(new PseudoInverse(false), atol, Tensor.full(Shape.SCALAR, rcond, DType.FLOAT64));
    }

    /// Returns the solution, residuals, rank and singular values; empty tensors in the place of what the
    /// driver does not return, and of residuals unless m > n and A has full rank. B is a vector, or a batch
    /// of them, if it has one dim less than A.
    ///
    /// @param rcond empty for the dtype's rounding unit times the larger of m and n
    /// @throws ShapeException if the shapes do not fit
    /// @throws LinalgException if the driver gels meets a matrix without full rank
    public static Tensor[] of(String op, Tensor a, Tensor b, OptionalDouble rcond, Driver driver) {
        Matrices.checkMatrix(op, new Spec(a.shape(), a.dtype()));
        Matrices.checkSameType(op, new Spec(a.shape(), a.dtype()), new Spec(b.shape(), b.dtype()));
        boolean isVector = b.dim() == a.dim() - 1;
        Tensor right = isVector ? b.unsqueeze(-1) : b;
        if (right.dim() != a.dim() || right.size(-2) != a.size(-2)) {
            throw new ShapeException(op + ": shapes " + a.shape() + " and " + b.shape()
                    + " do not fit: B needs as many rows as A, and A's dims or one less");
        }
        Shape batch = Matrices.commonBatch(op, a, right);
        double unit = Matrices.unit(a.dtype());
        double limit = rcond.orElse(unit * Math.max(a.size(-1), a.size(-2)));
        LeastSquares solver = new LeastSquares(driver, limit < 0 ? unit : limit);
        Tensor[] found =
                Interpreter.current().apply(solver, Matrices.expandBatch(a, batch), Matrices.expandBatch(right, batch));
        if (isVector) {
            found[0] = found[0].squeeze(-1);
            found[1] = found[1].dim() > 1 || found[1].numel() > 0 ? found[1].squeeze(-1) : found[1];
        }
        return found;
    }
}
