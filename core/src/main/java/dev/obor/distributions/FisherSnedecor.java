package dev.obor.distributions;

import dev.obor.layout.Shape;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;

/// The F distribution: the ratio of two χ² numbers, each divided by its degrees of freedom.
public final class FisherSnedecor extends Distribution {
    private final Tensor df1;
    private final Tensor df2;

    /// Makes distributions; the parameters are broadcast.
    ///
    /// @param df1 the degrees of freedom above
    /// @param df2 the degrees of freedom below
    public FisherSnedecor(Tensor df1, Tensor df2) {
        Tensor[] all = Params.broadcast("FisherSnedecor", df1, df2);
        super(
                all[0].shape(),
                Shape.SCALAR,
                new Parameter("df1", all[0], Constraints.POSITIVE),
                new Parameter("df2", all[1], Constraints.POSITIVE));
        this.df1 = all[0];
        this.df2 = all[1];
    }

    /// Makes one distribution.
    public FisherSnedecor(double df1, double df2) {
        this(Tensor.number(df1), Tensor.number(df2));
    }

    /// Returns the degrees of freedom above.
    public Tensor df1() {
        return df1;
    }

    /// Returns the degrees of freedom below.
    public Tensor df2() {
        return df2;
    }

    @Override
    protected FisherSnedecor expanded(Shape batch) {
        return new FisherSnedecor(df1.expand(batch), df2.expand(batch));
    }

    @Override
    public Constraint support() {
        return Constraints.POSITIVE;
    }

    @Override
    public boolean hasRsample() {
        return true;
    }

    @Override
    public Tensor mean() {
        Tensor safe = df2.maskedFill(df2.le(2), Double.NaN);
        return safe.div(safe.sub(2));
    }

    @Override
    public Tensor mode() {
        return df1.sub(2).div(df1).mul(df2).div(df2.add(2)).maskedFill(df1.le(2), Double.NaN);
    }

    @Override
    public Tensor variance() {
        Tensor safe = df2.maskedFill(df2.le(4), Double.NaN);
        Tensor top = safe.square().mul(2).mul(df1.add(safe).sub(2));
        return top.div(df1.mul(safe.sub(2).square()).mul(safe.sub(4)));
    }

    @Override
    protected Tensor reparameterized(Shape sampleShape, Generator generator) {
        double tiny = Bounds.tiny(df1.dtype());
        return withValidation(false, () -> {
            Tensor above = new Gamma(df1.mul(0.5), df1).reparameterized(sampleShape, generator);
            Tensor below = new Gamma(df2.mul(0.5), df2).reparameterized(sampleShape, generator);
            return above.div(below.clampMin(tiny)).clampMin(tiny);
        });
    }

    @Override
    protected Tensor logDensity(Tensor value) {
        Tensor half1 = df1.mul(0.5);
        Tensor half2 = df2.mul(0.5);
        Tensor logBeta = half1.lgamma().add(half2.lgamma()).sub(half1.add(half2).lgamma());
        return value.apply(Densities.FISHER, df1, df2, logBeta.neg());
    }
}
