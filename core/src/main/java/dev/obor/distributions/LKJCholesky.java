package dev.obor.distributions;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.error.DistributionException;
import dev.obor.layout.Shape;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;

/// The distribution of Cholesky factors of correlation matrices whose density is in proportion to a power,
/// one less than the concentration, of the matrix's determinant (D. Lewandowski, D. Kurowicka and H. Joe,
/// "Generating random correlation matrices based on vines and extended onion method", 2009). Samples are made
/// by the onion method.
public final class LKJCholesky extends Distribution {
    private final int dim;
    private final Tensor concentration;

    /// Makes distributions.
    ///
    /// @param dim the size of the matrices, 2 or more
    /// @param concentration 1 for the uniform distribution of correlation matrices, more for smaller
    ///     correlations
    /// @throws DistributionException if `dim` is less than 2
    public LKJCholesky(int dim, Tensor concentration) {
        if (dim < 2) {
            throw new DistributionException(
                    "LKJCholesky: dim is " + dim + ": a correlation matrix has the size 2 or more");
        }
        Tensor value = Params.tensor(concentration);
        super(value.shape(), Shape.of(dim, dim), new Parameter("concentration", value, Constraints.POSITIVE));
        this.dim = dim;
        this.concentration = value;
    }

    /// Makes one distribution.
    ///
    /// @throws DistributionException if `dim` is less than 2
    public LKJCholesky(int dim, double concentration) {
        this(dim, Tensor.number(concentration));
    }

    /// Makes the uniform distribution.
    ///
    /// @throws DistributionException if `dim` is less than 2
    public LKJCholesky(int dim) {
        this(dim, 1.0);
    }

    /// Returns the size of the matrices.
    public int dim() {
        return dim;
    }

    /// Returns the concentration.
    public Tensor concentration() {
        return concentration;
    }

    @Override
    protected LKJCholesky expanded(Shape batch) {
        return new LKJCholesky(dim, concentration.expand(batch));
    }

    @Override
    public Constraint support() {
        return Constraints.CORR_CHOLESKY;
    }

    /// The distribution of the squared lengths of the rows' parts below the diagonal.
    private Beta lengths() {
        Tensor offset = Obor.arange(dim, concentration.dtype()).sub(1).clampMin(0);
        Tensor marginal = concentration.add(0.5 * (dim - 2)).unsqueeze(-1);
        return withValidation(false, () -> new Beta(offset.add(0.5), marginal.sub(offset.mul(0.5))));
    }

    @Override
    protected Tensor drawn(Shape sampleShape, Generator generator) {
        DType dtype = concentration.dtype();
        Tensor squares = lengths().drawn(sampleShape, generator).unsqueeze(-1);
        Tensor normal = Draws.normal(extended(sampleShape), dtype, generator).tril(-1);
        Tensor directions = normal.div(normal.square().sum(-1, true).sqrt());
        Tensor first = Obor.arange(dim).eq(0).unsqueeze(-1);
        Tensor rows = squares.sqrt().mul(directions.maskedFill(first, 0));
        Tensor diagonal =
                rows.square().sum(-1).rsub(1).clampMin(Bounds.tiny(dtype)).sqrt();
        return rows.add(diagonal.diagEmbed());
    }

    @Override
    protected Tensor logDensity(Tensor value) {
        Tensor diagonal = value.diagonal(0, -2, -1).narrow(-1, 1, dim - 1);
        Tensor order = Obor.arange(dim - 2, -1, -1, concentration.dtype());
        Tensor power = concentration.sub(1).mul(2).unsqueeze(-1).add(order);
        Tensor unnormalized = power.mul(diagonal.log()).sum(-1);
        int below = dim - 1;
        Tensor alpha = concentration.add(0.5 * below);
        Tensor normalizer =
                alpha.sub(0.5).mvlgamma(below).sub(alpha.lgamma().mul(below)).add(0.5 * below * Densities.LOG_PI);
        return unnormalized.sub(normalizer);
    }
}
