package dev.obor.distributions;

import static dev.obor.distributions.Densities.LOG_2;

import dev.obor.Linalg;
import dev.obor.Obor;
import dev.obor.error.DistributionException;
import dev.obor.layout.Shape;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;

/// The Wishart distribution of matrices Σ x xᵀ over normal vectors x, as many as there are degrees of
/// freedom. Samples are made by Bartlett's decomposition.
public final class Wishart extends ExponentialFamily {
    /// How often singular samples are drawn again.
    private static final int MOST_CORRECTIONS = 10;

    private final Tensor df;
    private final Covariance covariance;

    private Wishart(Tensor df, Covariance covariance) {
        Tensor like = covariance.parameter(covariance.batch()).value();
        Tensor degrees = Params.tensors(like, df)[1];
        Shape batch = Dims.broadcast("Wishart", covariance.batch(), degrees.shape());
        Tensor all = Params.expand(degrees, batch);
        int size = covariance.size();
        if (all.detach().le(size - 1).any().itemBoolean()) {
            throw new DistributionException("Wishart: the parameter df must be greater than " + (size - 1)
                    + ", the size of the matrices less 1, but it is " + df + ": correct it");
        }
        super(
                batch,
                Shape.of(size, size),
                covariance.parameter(batch),
                new Parameter("df", all, new Constraints.GreaterThan(Tensor.number(size - 1))));
        this.df = all;
        this.covariance = covariance;
    }

    /// Makes distributions from covariance matrices of the vectors.
    ///
    /// @param df the degrees of freedom, above n − 1; for samples that are not singular, n or more
    /// @param covarianceMatrix of shape `batch + [n, n]`, positive definite
    public static Wishart ofCovarianceMatrix(Tensor df, Tensor covarianceMatrix) {
        return new Wishart(df, Covariance.of("Wishart", Covariance.Form.COVARIANCE, covarianceMatrix));
    }

    /// Makes distributions from inverse covariance matrices of the vectors.
    ///
    /// @param df the degrees of freedom, above n − 1
    /// @param precisionMatrix of shape `batch + [n, n]`, positive definite
    public static Wishart ofPrecisionMatrix(Tensor df, Tensor precisionMatrix) {
        return new Wishart(df, Covariance.of("Wishart", Covariance.Form.PRECISION, precisionMatrix));
    }

    /// Makes distributions from Cholesky factors of covariance matrices of the vectors.
    ///
    /// @param df the degrees of freedom, above n − 1
    /// @param scaleTril of shape `batch + [n, n]`, lower triangular with a positive diagonal
    public static Wishart ofScaleTril(Tensor df, Tensor scaleTril) {
        return new Wishart(df, Covariance.of("Wishart", Covariance.Form.SCALE_TRIL, scaleTril));
    }

    /// Makes distributions with one number of degrees of freedom from covariance matrices.
    public static Wishart ofCovarianceMatrix(double df, Tensor covarianceMatrix) {
        return ofCovarianceMatrix(Tensor.number(df), covarianceMatrix);
    }

    /// Makes distributions with one number of degrees of freedom from inverse covariance matrices.
    public static Wishart ofPrecisionMatrix(double df, Tensor precisionMatrix) {
        return ofPrecisionMatrix(Tensor.number(df), precisionMatrix);
    }

    /// Makes distributions with one number of degrees of freedom from Cholesky factors.
    public static Wishart ofScaleTril(double df, Tensor scaleTril) {
        return ofScaleTril(Tensor.number(df), scaleTril);
    }

    /// Returns the degrees of freedom.
    public Tensor df() {
        return df;
    }

    /// Returns the covariance matrix of the vectors.
    public Tensor covarianceMatrix() {
        return covariance.covariance(batchShape());
    }

    /// Returns the inverse covariance matrix of the vectors.
    public Tensor precisionMatrix() {
        return covariance.precision(batchShape());
    }

    /// Returns the Cholesky factor of the covariance matrix of the vectors.
    public Tensor scaleTril() {
        return covariance.scaleTril(batchShape());
    }

    @Override
    protected Wishart expanded(Shape batch) {
        return new Wishart(df.expand(batch), covariance);
    }

    @Override
    public Constraint support() {
        return Constraints.POSITIVE_DEFINITE;
    }

    @Override
    public boolean hasRsample() {
        return true;
    }

    private int size() {
        return covariance.size();
    }

    private static Tensor asMatrix(Tensor factor) {
        return factor.unsqueeze(-1).unsqueeze(-1);
    }

    @Override
    public Tensor mean() {
        return asMatrix(df).mul(covarianceMatrix());
    }

    @Override
    public Tensor mode() {
        Tensor factor = df.sub(size() + 1);
        return asMatrix(factor.maskedFill(factor.le(0), Double.NaN)).mul(covarianceMatrix());
    }

    @Override
    public Tensor variance() {
        Tensor v = covarianceMatrix();
        Tensor diagonal = v.diagonal(0, -2, -1);
        Tensor outer = diagonal.unsqueeze(-1).mul(diagonal.unsqueeze(-2));
        return asMatrix(df).mul(v.square().add(outer));
    }

    private Tensor bartlett(Shape sampleShape, Generator generator) {
        int p = size();
        Tensor degrees = df.unsqueeze(-1).sub(Obor.arange(p, df.dtype()));
        Tensor chi = withValidation(false, () -> new Chi2(degrees)).reparameterized(sampleShape, generator);
        Tensor diagonal = chi.sqrt().clampMin(Bounds.eps(df.dtype())).diagEmbed();
        Shape below = Dims.append(Dims.concat(sampleShape, batchShape()), p * (p - 1) / 2);
        Tensor normal = Draws.normal(below, df.dtype(), generator);
        Tensor both = Obor.trilIndices(p, p, -1);
        Tensor places = both.select(0, 0).mul(p).add(both.select(0, 1)).expand(below);
        Tensor flat = Params.filled(Dims.append(Dims.concat(sampleShape, batchShape()), p * p), 0, df.dtype());
        Tensor noise = diagonal.add(flat.scatter(-1, places, normal).reshape(diagonal.shape()));
        Tensor factor = covariance.tril().matmul(noise);
        return factor.matmul(factor.mT());
    }

    @Override
    protected Tensor reparameterized(Shape sampleShape, Generator generator) {
        // PyTorch draws a first sample whose every regular matrix it then draws anew; its numbers are those of the
        // second.
        Tensor discarded = Obor.noGrad(() -> bartlett(sampleShape, generator));
        Tensor sample = bartlett(
                        Shape.of(discarded.numel()
                                / Math.max(1, extended(Shape.SCALAR).numel())),
                        generator)
                .reshape(discarded.shape());
        for (int i = 0; i < MOST_CORRECTIONS; i++) {
            Tensor singular = support().check(sample.detach()).logicalNot();
            if (!singular.any().itemBoolean()) {
                break;
            }
            sample = Obor.where(asMatrix(singular), bartlett(sampleShape, generator), sample);
        }
        return sample;
    }

    /// Σ log L_ii and p/2 · log 2.
    private Tensor halfLogDet() {
        return Gaussian.halfLogDet(covariance.tril()).add(0.5 * size() * LOG_2);
    }

    @Override
    protected Tensor logDensity(Tensor value) {
        int p = size();
        Tensor v = covariance.tril().matmul(covariance.tril().mT());
        Shape batch = Dims.broadcast("logProb of Wishart", covariance.batch(), Dims.dropLast(value.shape(), 2));
        Shape shape = Dims.append(batch, p, p);
        Tensor trace = Linalg.solve(Params.expand(v, shape), Params.expand(value, shape))
                .diagonal(0, -2, -1)
                .sum(-1);
        return df.neg()
                .mul(halfLogDet())
                .sub(df.div(2).mvlgamma(p))
                .add(df.sub(p + 1).div(2).mul(Linalg.slogdet(value).logabsdet()))
                .sub(trace.div(2));
    }

    @Override
    public Tensor entropy() {
        int p = size();
        Tensor digamma = df.div(2)
                .unsqueeze(-1)
                .sub(Obor.arange(p, df.dtype()).div(2))
                .digamma()
                .sum(-1);
        return halfLogDet()
                .mul(p + 1)
                .add(df.div(2).mvlgamma(p))
                .sub(df.sub(p + 1).div(2).mul(digamma))
                .add(df.mul(0.5 * p));
    }

    @Override
    protected Tensor[] naturalParams() {
        return new Tensor[] {precisionMatrix().div(-2), df.sub(size() + 1).div(2)};
    }

    @Override
    protected Tensor logNormalizer(Tensor... naturalParams) {
        double more = 0.5 * (size() + 1);
        Tensor y = naturalParams[1].add(more);
        Tensor logDet = Linalg.slogdet(naturalParams[0].mul(-2)).logabsdet();
        return y.mul(logDet.rsub(LOG_2 * size())).add(y.mvlgamma(size()));
    }
}
