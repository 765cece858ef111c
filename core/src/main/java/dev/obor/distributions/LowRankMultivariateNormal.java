package dev.obor.distributions;

import static dev.obor.distributions.Densities.HALF_LOG_TWO_PI;

import dev.obor.Linalg;
import dev.obor.Obor;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;

/// The normal distribution of vectors with covariance matrix W Wᵀ + D, of a tall matrix W and a diagonal D.
/// All is computed from matrices of W's small size, by Woodbury's identity and the lemma on determinants.
public final class LowRankMultivariateNormal extends Distribution {
    private final Tensor loc;
    private final Tensor factor;
    private final Tensor diag;
    /// The Cholesky factor of I + Wᵀ D⁻¹ W.
    private final Lazy capacitance;
    private final Tensor covFactor;
    private final Tensor covDiag;

    /// Makes distributions.
    ///
    /// @param loc the means, of shape `batch + [n]`
    /// @param covFactor W, of shape `batch + [n, m]`
    /// @param covDiag the diagonal of D, of shape `batch + [n]`, positive
    /// @throws ShapeException if the shapes do not fit
    public LowRankMultivariateNormal(Tensor loc, Tensor covFactor, Tensor covDiag) {
        if (loc.dim() < 1
                || covFactor.dim() < 2
                || covDiag.dim() < 1
                || covFactor.size(-2) != loc.size(-1)
                || covDiag.size(-1) != loc.size(-1)) {
            throw new ShapeException(
                    "LowRankMultivariateNormal: loc, covFactor and covDiag have the shapes " + loc.shape()
                            + ", " + covFactor.shape() + " and " + covDiag.shape()
                            + " and must have [n], [n, m] and [n], with batch dims before: reshape them");
        }
        Tensor[] all = Params.tensors(loc, covFactor, covDiag);
        Shape batch = Dims.broadcast(
                "LowRankMultivariateNormal",
                Dims.dropLast(all[0].shape(), 1),
                Dims.dropLast(all[1].shape(), 2),
                Dims.dropLast(all[2].shape(), 1));
        Shape event = Dims.last(all[0].shape(), 1);
        Tensor mean = Params.expand(all[0], Dims.concat(batch, event));
        Tensor wide = Params.expand(all[1], Dims.concat(batch, Dims.last(all[1].shape(), 2)));
        Tensor diagonal = Params.expand(all[2], Dims.concat(batch, event));
        super(
                batch,
                event,
                new Parameter("loc", mean, Constraints.REAL_VECTOR),
                new Parameter("cov_factor", wide, Constraints.independent(Constraints.REAL, 2)),
                new Parameter("cov_diag", diagonal, Constraints.independent(Constraints.POSITIVE, 1)));
        this.loc = mean;
        this.factor = all[1];
        this.diag = all[2];
        this.covFactor = wide;
        this.covDiag = diagonal;
        this.capacitance = new Lazy(
                () -> Linalg.cholesky(weighted().matmul(factor).add(Obor.eye(factor.size(-1), factor.dtype()))));
    }

    /// Wᵀ D⁻¹.
    private Tensor weighted() {
        return factor.mT().div(diag.unsqueeze(-2));
    }

    /// Returns the mean.
    public Tensor loc() {
        return loc;
    }

    /// Returns W.
    public Tensor covFactor() {
        return covFactor;
    }

    /// Returns the diagonal of D.
    public Tensor covDiag() {
        return covDiag;
    }

    /// Returns W with the batch that was given.
    Tensor factor() {
        return factor;
    }

    /// Returns the diagonal of D with the batch that was given.
    Tensor diag() {
        return diag;
    }

    private Tensor expandMatrix(Tensor matrix) {
        return Params.expand(matrix, Dims.concat(batchShape(), eventShape(), eventShape()));
    }

    /// Returns the covariance matrix.
    public Tensor covarianceMatrix() {
        return expandMatrix(factor.matmul(factor.mT()).add(diag.diagEmbed()));
    }

    /// Returns the inverse covariance matrix.
    public Tensor precisionMatrix() {
        Tensor a = solved();
        return expandMatrix(diag.reciprocal().diagEmbed().sub(a.mT().matmul(a)));
    }

    /// Returns the Cholesky factor of the covariance matrix.
    public Tensor scaleTril() {
        Tensor root = diag.sqrt().unsqueeze(-1);
        Tensor scaled = factor.div(root);
        Tensor inner = scaled.matmul(scaled.mT()).add(Obor.eye(diag.size(-1), diag.dtype()));
        return expandMatrix(root.mul(Linalg.cholesky(inner)));
    }

    /// Returns C⁻¹ Wᵀ D⁻¹ for the Cholesky factor C of the capacitance.
    Tensor solved() {
        return Gaussian.solve(capacitance.get(), weighted());
    }

    /// Returns the logarithm of the covariance matrix's determinant.
    Tensor logDet() {
        return Gaussian.halfLogDet(capacitance.get()).mul(2).add(diag.log().sum(-1));
    }

    /// Returns xᵀ Σ⁻¹ x.
    Tensor mahalanobis(Tensor x) {
        Tensor plain = x.square().div(diag).sum(-1);
        return plain.sub(Gaussian.mahalanobis(capacitance.get(), Gaussian.product(weighted(), x)));
    }

    @Override
    protected LowRankMultivariateNormal expanded(Shape batch) {
        return new LowRankMultivariateNormal(loc.expand(Dims.concat(batch, eventShape())), factor, diag);
    }

    @Override
    public Constraint support() {
        return Constraints.REAL_VECTOR;
    }

    @Override
    public boolean hasRsample() {
        return true;
    }

    @Override
    public Tensor mean() {
        return loc;
    }

    @Override
    public Tensor mode() {
        return loc;
    }

    @Override
    public Tensor variance() {
        return Params.expand(factor.square().sum(-1).add(diag), loc.shape());
    }

    @Override
    protected Tensor reparameterized(Shape sampleShape, Generator generator) {
        Shape shape = extended(sampleShape);
        Shape inner = shape.with(shape.rank() - 1, factor.size(-1));
        Tensor first = Draws.normal(inner, loc.dtype(), generator);
        Tensor second = Draws.normal(shape, loc.dtype(), generator);
        return loc.add(Gaussian.product(factor, first)).add(diag.sqrt().mul(second));
    }

    @Override
    protected Tensor logDensity(Tensor value) {
        double constant = 2 * HALF_LOG_TWO_PI * eventShape().numel();
        return mahalanobis(value.sub(loc)).add(logDet()).add(constant).mul(-0.5);
    }

    @Override
    public Tensor entropy() {
        Tensor entropy = logDet().mul(0.5).add(eventShape().numel() * (0.5 + HALF_LOG_TWO_PI));
        return Params.expand(entropy, batchShape());
    }
}
