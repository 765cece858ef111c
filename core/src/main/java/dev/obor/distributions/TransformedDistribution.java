package dev.obor.distributions;

import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;
import java.util.List;

/// The distribution of y = f(x) for x of another distribution, f being one transform after the other.
///
/// ```java
/// Distribution logistic = new TransformedDistribution(
///         new Uniform(0, 1), new SigmoidTransform().inv(), new AffineTransform(2, 0.5));
/// ```
public class TransformedDistribution extends Distribution {
    private final Distribution base;
    private final List<Transform> transforms;

    /// The base distribution brought to the shape that the transforms give and take, and the shapes of the
    /// result.
    private record Arrangement(Distribution base, Shape batch, Shape event) {
        static Arrangement of(Distribution base, List<Transform> transforms) {
            Transform all = new ComposeTransform(transforms);
            Shape baseShape = Dims.concat(base.batchShape(), base.eventShape());
            int baseDims = base.eventShape().rank();
            int domainDims = all.domain().eventDim();
            if (baseShape.rank() < domainDims) {
                throw new ShapeException("TransformedDistribution: the base distribution has the shape " + baseShape
                        + " and the transforms take events of " + domainDims + " dims: expand it first");
            }
            Shape shape = all.forwardShape(baseShape);
            Shape expanded = all.inverseShape(shape);
            Distribution fitting = baseShape.equals(expanded) ? base : base.expand(Dims.dropLast(expanded, baseDims));
            if (domainDims > baseDims) {
                fitting = new Independent(fitting, domainDims - baseDims);
            }
            int eventDims = all.codomain().eventDim() + Math.max(baseDims - domainDims, 0);
            return new Arrangement(fitting, Dims.dropLast(shape, eventDims), Dims.last(shape, eventDims));
        }
    }

    /// Makes the distribution.
    ///
    /// @param transforms the first to be applied first
    /// @throws ShapeException if the base distribution's shape does not suit the transforms
    public TransformedDistribution(Distribution baseDistribution, List<Transform> transforms) {
        this(baseDistribution, transforms, new Parameter[0]);
    }

    /// Makes the distribution.
    ///
    /// @param transforms the first to be applied first
    /// @throws ShapeException if the base distribution's shape does not suit the transforms
    public TransformedDistribution(Distribution baseDistribution, Transform... transforms) {
        this(baseDistribution, List.of(transforms));
    }

    /// Makes a distribution that has parameters of its own.
    protected TransformedDistribution(
            Distribution baseDistribution, List<Transform> transforms, Parameter... parameters) {
        Arrangement arrangement = Arrangement.of(baseDistribution, transforms);
        super(arrangement.batch(), arrangement.event(), parameters);
        this.base = arrangement.base();
        this.transforms = List.copyOf(transforms);
    }

    /// Returns the distribution of x.
    public final Distribution base() {
        return base;
    }

    /// Returns the transforms, the first to be applied first.
    public final List<Transform> transforms() {
        return transforms;
    }

    @Override
    protected Distribution expanded(Shape batch) {
        Shape shape = new ComposeTransform(transforms).inverseShape(Dims.concat(batch, eventShape()));
        return new TransformedDistribution(
                base.expand(Dims.dropLast(shape, base.eventShape().rank())), transforms);
    }

    @Override
    public Constraint support() {
        if (transforms.isEmpty()) {
            return base.support();
        }
        Constraint codomain = transforms.getLast().codomain();
        int more = eventShape().rank() - codomain.eventDim();
        return more > 0 ? Constraints.independent(codomain, more) : codomain;
    }

    @Override
    public boolean hasRsample() {
        return base.hasRsample();
    }

    private Tensor transformed(Tensor x) {
        Tensor y = x;
        for (Transform transform : transforms) {
            y = transform.forward(y);
        }
        return y;
    }

    @Override
    protected Tensor drawn(Shape sampleShape, Generator generator) {
        return transformed(base.drawn(sampleShape, generator));
    }

    @Override
    protected Tensor reparameterized(Shape sampleShape, Generator generator) {
        return transformed(base.reparameterized(sampleShape, generator));
    }

    @Override
    protected Tensor logDensity(Tensor value) {
        int eventDim = eventShape().rank();
        Tensor result = null;
        Tensor y = value;
        for (Transform transform : transforms.reversed()) {
            Tensor x = transform.inverse(y);
            int domainDim = transform.domain().eventDim();
            eventDim += domainDim - transform.codomain().eventDim();
            Tensor volume = Dims.sumRightmost(transform.logAbsDetJacobian(x, y), eventDim - domainDim);
            result = result == null ? volume.neg() : result.sub(volume);
            y = x;
        }
        Tensor density =
                Dims.sumRightmost(base.logProb(y), eventDim - base.eventShape().rank());
        return result == null ? density : result.add(density);
    }

    /// Turns a probability round where the transforms fall.
    private Tensor monotonized(Tensor probability) {
        Tensor sign = new ComposeTransform(transforms).sign();
        return Bounds.isNumber(sign, 1)
                ? probability
                : sign.mul(probability.sub(0.5)).add(0.5);
    }

    /// The base distribution checks its own values.
    @Override
    protected Tensor cumulative(Tensor value) {
        Tensor x = value;
        for (Transform transform : transforms.reversed()) {
            x = transform.inverse(x);
        }
        return monotonized(base.cdf(x));
    }

    @Override
    protected Tensor quantile(Tensor probability) {
        return transformed(base.icdf(monotonized(probability)));
    }
}
