package dev.obor.distributions;

import static dev.obor.distributions.Densities.HALF_LOG_TWO_PI;

import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;

/// The normal distribution of vectors, given by the mean and the covariance matrix, its inverse, or its
/// Cholesky factor, which is what all is computed from.
public final class MultivariateNormal extends Distribution {
    private final Tensor loc;
    private final Covariance covariance;

    private MultivariateNormal(Tensor loc, Covariance covariance) {
        Tensor mean = vector("MultivariateNormal", loc, covariance.size());
        Shape batch = Dims.broadcast("MultivariateNormal", covariance.batch(), Dims.dropLast(mean.shape(), 1));
        Tensor means = Params.expand(mean, Dims.append(batch, covariance.size()));
        super(
                batch,
                Shape.of(covariance.size()),
                new Parameter("loc", means, Constraints.REAL_VECTOR),
                covariance.parameter(batch));
        this.loc = means;
        this.covariance = covariance;
    }

    /// Returns a vector of a size, or of size 1, which is broadcast.
    static Tensor vector(String distribution, Tensor loc, int size) {
        if (loc.dim() < 1 || loc.size(-1) != size && loc.size(-1) != 1) {
            throw new ShapeException(distribution + ": the parameter loc has shape " + loc.shape()
                    + " and must hold vectors of " + size + " numbers in its last dim: reshape it");
        }
        return Params.tensor(loc);
    }

    /// Makes distributions from covariance matrices.
    ///
    /// @param loc of shape `batch + [n]`
    /// @param covarianceMatrix of shape `batch + [n, n]`, positive definite
    public static MultivariateNormal ofCovarianceMatrix(Tensor loc, Tensor covarianceMatrix) {
        return new MultivariateNormal(
                loc, Covariance.of("MultivariateNormal", Covariance.Form.COVARIANCE, covarianceMatrix));
    }

    /// Makes distributions from inverse covariance matrices.
    ///
    /// @param loc of shape `batch + [n]`
    /// @param precisionMatrix of shape `batch + [n, n]`, positive definite
    public static MultivariateNormal ofPrecisionMatrix(Tensor loc, Tensor precisionMatrix) {
        return new MultivariateNormal(
                loc, Covariance.of("MultivariateNormal", Covariance.Form.PRECISION, precisionMatrix));
    }

    /// Makes distributions from Cholesky factors L of covariance matrices L Lᵀ.
    ///
    /// @param loc of shape `batch + [n]`
    /// @param scaleTril of shape `batch + [n, n]`, lower triangular with a positive diagonal
    public static MultivariateNormal ofScaleTril(Tensor loc, Tensor scaleTril) {
        return new MultivariateNormal(loc, Covariance.of("MultivariateNormal", Covariance.Form.SCALE_TRIL, scaleTril));
    }

    /// Returns the mean.
    public Tensor loc() {
        return loc;
    }

    /// Returns the covariance matrix.
    public Tensor covarianceMatrix() {
        return covariance.covariance(batchShape());
    }

    /// Returns the inverse covariance matrix.
    public Tensor precisionMatrix() {
        return covariance.precision(batchShape());
    }

    /// Returns the Cholesky factor of the covariance matrix.
    public Tensor scaleTril() {
        return covariance.scaleTril(batchShape());
    }

    /// Returns the Cholesky factor with the batch that was given.
    Tensor tril() {
        return covariance.tril();
    }

    @Override
    protected MultivariateNormal expanded(Shape batch) {
        return new MultivariateNormal(loc.expand(Dims.concat(batch, eventShape())), covariance);
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
        return Params.expand(tril().square().sum(-1), loc.shape());
    }

    @Override
    protected Tensor reparameterized(Shape sampleShape, Generator generator) {
        Tensor standard = Draws.normal(extended(sampleShape), loc.dtype(), generator);
        return loc.add(Gaussian.product(tril(), standard));
    }

    @Override
    protected Tensor logDensity(Tensor value) {
        Tensor distance = Gaussian.mahalanobis(tril(), value.sub(loc));
        return distance.add(2 * HALF_LOG_TWO_PI * covariance.size()).mul(-0.5).sub(Gaussian.halfLogDet(tril()));
    }

    @Override
    public Tensor entropy() {
        Tensor entropy = Gaussian.halfLogDet(tril()).add(covariance.size() * (0.5 + HALF_LOG_TWO_PI));
        return Params.expand(entropy, batchShape());
    }
}
