package dev.obor.distributions;

import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;

/// The χ² distribution with degrees of freedom: the gamma distribution with half of them as shape and rate ½.
public final class Chi2 extends Gamma {
    private final Tensor df;

    /// Makes χ² distributions.
    ///
    /// @param df the degrees of freedom
    public Chi2(Tensor df) {
        Tensor value = Params.tensor(df);
        super(
                value.mul(0.5),
                Params.filled(value.shape(), 0.5, value.dtype()),
                new Parameter("df", value, Constraints.POSITIVE));
        this.df = value;
    }

    /// Makes one χ² distribution.
    public Chi2(double df) {
        this(Tensor.number(df));
    }

    /// Returns the degrees of freedom.
    public Tensor df() {
        return df;
    }

    @Override
    protected Chi2 expanded(Shape batch) {
        return new Chi2(df.expand(batch));
    }
}
