package dev.obor.distributions;

import dev.obor.Obor;
import dev.obor.layout.Shape;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;

/// Student's t distribution with degrees of freedom, moved and stretched.
public final class StudentT extends Distribution {
    private final Tensor df;
    private final Tensor loc;
    private final Tensor scale;

    /// Makes distributions; the parameters are broadcast.
    ///
    /// @param df the degrees of freedom
    /// @param loc the place of the middle
    /// @param scale the width
    public StudentT(Tensor df, Tensor loc, Tensor scale) {
        Tensor[] all = Params.broadcast("StudentT", df, loc, scale);
        super(
                all[0].shape(),
                Shape.SCALAR,
                new Parameter("df", all[0], Constraints.POSITIVE),
                new Parameter("loc", all[1], Constraints.REAL),
                new Parameter("scale", all[2], Constraints.POSITIVE));
        this.df = all[0];
        this.loc = all[1];
        this.scale = all[2];
    }

    /// Makes one distribution.
    public StudentT(double df, double loc, double scale) {
        this(Tensor.number(df), Tensor.number(loc), Tensor.number(scale));
    }

    /// Makes distributions around 0 of width 1.
    public StudentT(Tensor df) {
        this(df, Tensor.number(0.0), Tensor.number(1.0));
    }

    /// Makes one distribution around 0 of width 1.
    public StudentT(double df) {
        this(Tensor.number(df));
    }

    /// Returns the degrees of freedom.
    public Tensor df() {
        return df;
    }

    /// Returns the place of the middle.
    public Tensor loc() {
        return loc;
    }

    /// Returns the width.
    public Tensor scale() {
        return scale;
    }

    @Override
    protected StudentT expanded(Shape batch) {
        return new StudentT(df.expand(batch), loc.expand(batch), scale.expand(batch));
    }

    @Override
    public Constraint support() {
        return Constraints.REAL;
    }

    @Override
    public boolean hasRsample() {
        return true;
    }

    @Override
    public Tensor mean() {
        return loc.maskedFill(df.le(1), Double.NaN);
    }

    @Override
    public Tensor mode() {
        return loc;
    }

    @Override
    public Tensor variance() {
        Tensor finite = df.gt(2);
        Tensor safe = Obor.where(finite, df, 3);
        Tensor value = scale.square().mul(safe).div(safe.sub(2));
        Tensor infinite = Obor.where(finite, value, Double.POSITIVE_INFINITY);
        return infinite.maskedFill(df.le(1), Double.NaN);
    }

    @Override
    protected Tensor reparameterized(Shape sampleShape, Generator generator) {
        Tensor x = Draws.normal(extended(sampleShape), df.dtype(), generator);
        Tensor z = withValidation(false, () -> new Chi2(df)).reparameterized(sampleShape, generator);
        return loc.add(scale.mul(x.mul(z.div(df).rsqrt())));
    }

    @Override
    protected Tensor logDensity(Tensor value) {
        Tensor half = df.mul(0.5);
        Tensor normalizer = scale.log()
                .add(df.log().mul(0.5))
                .add(0.5 * Densities.LOG_PI)
                .add(half.lgamma())
                .sub(half.add(0.5).lgamma());
        return value.apply(Densities.STUDENT_T, df, loc, scale, normalizer);
    }

    @Override
    public Tensor entropy() {
        Tensor half = df.mul(0.5);
        Tensor more = df.add(1).mul(0.5);
        Tensor logBeta = half.lgamma().add(0.5 * Densities.LOG_PI).sub(more.lgamma());
        return scale.log()
                .add(more.mul(more.digamma().sub(half.digamma())))
                .add(df.log().mul(0.5))
                .add(logBeta);
    }
}
