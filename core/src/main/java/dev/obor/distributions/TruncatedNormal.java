package dev.obor.distributions;

import static dev.obor.distributions.Densities.HALF_LOG_TWO_PI;

import dev.obor.Obor;
import dev.obor.Special;
import dev.obor.error.DistributionException;
import dev.obor.expr.Expr;
import dev.obor.expr.Function;
import dev.obor.expr.ScalarMethod;
import dev.obor.expr.SpecialFunctions;
import dev.obor.layout.Shape;
import dev.obor.math.NormalTail;
import dev.obor.random.Generator;
import dev.obor.tensor.Pointwise;
import dev.obor.tensor.Tensor;

/// The distribution of a normal number given that it lies between bounds, which may be infinite. What PyTorch
/// lacks.
///
/// All comes from logarithms of the normal distribution function, taken on the side where it is small, so
/// that bounds far out in a tail do no harm. Samples are quantiles of uniform numbers, and so carry
/// gradients.
public final class TruncatedNormal extends Distribution {
    /// The x with log Φ(x) = y.
    private static final Pointwise TAIL_QUANTILE = Pointwise.of(
            Function.unary("normalTailQuantile", ScalarMethod.of(NormalTail.class, "quantile", 1)::of)
                    .withGradient((g, y, x) -> g.mul(Expr.constant(Math.sqrt(Math.PI / 2)))
                            .mul(SpecialFunctions.ERFCX.of(x.mul(Expr.constant(-Math.sqrt(0.5)))))),
            Pointwise.Result.FLOATING);

    private final Tensor loc;
    private final Tensor scale;
    private final Tensor low;
    private final Tensor high;

    /// Makes distributions; the parameters are broadcast.
    ///
    /// @param loc the means before truncation
    /// @param scale the standard deviations before truncation
    /// @param low the lower bounds
    /// @param high the upper bounds
    /// @throws DistributionException if a lower bound is not below its upper one
    public TruncatedNormal(Tensor loc, Tensor scale, Tensor low, Tensor high) {
        Tensor[] all = Params.broadcast("TruncatedNormal", loc, scale, low, high);
        super(
                all[0].shape(),
                Shape.SCALAR,
                new Parameter("loc", all[0], Constraints.REAL),
                new Parameter("scale", all[1], Constraints.POSITIVE),
                new Parameter("low", all[2], Constraints.REAL),
                new Parameter("high", all[3], Constraints.greaterThan(all[2].detach())));
        this.loc = all[0];
        this.scale = all[1];
        this.low = all[2];
        this.high = all[3];
    }

    /// Makes one distribution.
    public TruncatedNormal(double loc, double scale, double low, double high) {
        this(Tensor.number(loc), Tensor.number(scale), Tensor.number(low), Tensor.number(high));
    }

    /// Returns the mean before truncation.
    public Tensor loc() {
        return loc;
    }

    /// Returns the standard deviation before truncation.
    public Tensor scale() {
        return scale;
    }

    /// Returns the lower bound.
    public Tensor low() {
        return low;
    }

    /// Returns the upper bound.
    public Tensor high() {
        return high;
    }

    @Override
    protected TruncatedNormal expanded(Shape batch) {
        return new TruncatedNormal(loc.expand(batch), scale.expand(batch), low.expand(batch), high.expand(batch));
    }

    @Override
    public Constraint support() {
        return Constraints.interval(low, high);
    }

    @Override
    public boolean hasRsample() {
        return true;
    }

    /// Where the bounds lie in standard deviations from the mean, turned round to the other side where they
    /// lie above: so that the probability between them is a difference of small numbers.
    ///
    /// @param turned where they are turned round
    /// @param logA log Φ(a)
    /// @param logZ log of the probability between a and b
    private record Window(Tensor turned, Tensor a, Tensor b, Tensor logA, Tensor logZ) {}

    /// (x − loc) / scale, with no gradient where x is infinite, which would be NaN.
    private Tensor standard(Tensor x) {
        Tensor infinite = x.isinf();
        Tensor finite = Obor.where(infinite, loc.detach(), x).sub(loc).div(scale);
        return Obor.where(infinite, x.detach(), finite);
    }

    private static Tensor logNdtr(Tensor x) {
        Tensor none = x.isneginf();
        return Special.logNdtr(x.maskedFill(none, 0)).maskedFill(none, Double.NEGATIVE_INFINITY);
    }

    /// log(exp(b) − exp(a)) for a < b.
    private static Tensor logDifference(Tensor a, Tensor b) {
        return b.add(a.sub(b).expm1().neg().log());
    }

    private Window window() {
        Tensor from = standard(low);
        Tensor to = standard(high);
        Tensor turned = from.neg().lt(to);
        Tensor a = Obor.where(turned, to.neg(), from);
        Tensor b = Obor.where(turned, from.neg(), to);
        Tensor logA = logNdtr(a);
        return new Window(turned, a, b, logA, logDifference(logA, logNdtr(b)));
    }

    @Override
    protected Tensor logDensity(Tensor value) {
        Tensor inside = value.ge(low).logicalAnd(value.le(high));
        Tensor density = value.apply(Densities.NORMAL, loc, scale).sub(window().logZ());
        return Obor.where(inside, density, Double.NEGATIVE_INFINITY);
    }

    @Override
    protected Tensor cumulative(Tensor value) {
        Window window = window();
        Tensor inside = value.maximum(low).minimum(high);
        Tensor x = standard(inside);
        Tensor near = logNdtr(Obor.where(window.turned(), x.neg(), x));
        Tensor p = logDifference(window.logA(), near).sub(window.logZ()).exp();
        return Obor.where(window.turned(), p.rsub(1), p);
    }

    @Override
    protected Tensor quantile(Tensor probability) {
        Window window = window();
        Tensor p = Obor.where(window.turned(), probability.rsub(1), probability);
        Tensor target = window.logA().logaddexp(p.log().add(window.logZ()));
        Tensor x = target.apply(TAIL_QUANTILE);
        Tensor found = loc.add(scale.mul(Obor.where(window.turned(), x.neg(), x)));
        return found.maximum(low).minimum(high);
    }

    @Override
    protected Tensor reparameterized(Shape sampleShape, Generator generator) {
        // 0 would give infinity where a bound is.
        double least = Bounds.tiny(loc.dtype());
        return quantile(Draws.uniform(extended(sampleShape), loc.dtype(), least, 1, generator));
    }

    /// Mean and variance of the distance below b, in standard deviations, by Gauss and Legendre's rule on the
    /// part of the window that matters: the normal density falls by exp(−40) to its end.
    private Tensor[] moments(Window window) {
        Tensor b = window.b().clampMax(9);
        Tensor below = b.clampMax(0);
        Tensor most =
                below.square().add(80).sqrt().sub(below).reciprocal().mul(80).add(b.clampMin(0));
        Tensor width = b.sub(window.a()).minimum(most).unsqueeze(-1);
        Tensor t = Quadrature.nodes(loc.dtype()).mul(width);
        Tensor density = t.mul(b.unsqueeze(-1)).sub(t.square().mul(0.5)).exp().mul(Quadrature.weights(loc.dtype()));
        Tensor total = density.sum(-1, true);
        Tensor mean = density.mul(t).sum(-1, true).div(total);
        Tensor variance = density.mul(t.sub(mean).square()).sum(-1, true).div(total);
        return new Tensor[] {b.sub(mean.squeeze(-1)), variance.squeeze(-1)};
    }

    @Override
    public Tensor mean() {
        Window window = window();
        Tensor mean = moments(window)[0];
        return loc.add(scale.mul(Obor.where(window.turned(), mean.neg(), mean)));
    }

    @Override
    public Tensor mode() {
        return loc.maximum(low).minimum(high);
    }

    @Override
    public Tensor variance() {
        return scale.square().mul(moments(window())[1]);
    }

    @Override
    public Tensor entropy() {
        Window window = window();
        Tensor[] moments = moments(window);
        Tensor half = moments[0].square().add(moments[1]).mul(0.5);
        return half.add(window.logZ()).add(scale.log()).add(HALF_LOG_TWO_PI);
    }
}
