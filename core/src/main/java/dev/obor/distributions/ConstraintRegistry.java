package dev.obor.distributions;

import dev.obor.error.DistributionException;
import dev.obor.tensor.Tensor;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Which transform maps unconstrained numbers to a constraint, so that an optimizer or a sampler may walk
/// freely.
///
/// ```java
/// Transform t = ConstraintRegistry.transformTo(prior.support());
/// Tensor x = t.forward(free);
/// ```
///
/// A user adds constraints of their own by [#register].
public final class ConstraintRegistry {
    /// Bijections, whose Jacobian is known.
    public static final ConstraintRegistry BIJECT_TO = new ConstraintRegistry("bijectTo");
    /// Transforms that need not be bijective and are often better conditioned.
    public static final ConstraintRegistry TRANSFORM_TO = new ConstraintRegistry("transformTo");

    static {
        for (ConstraintRegistry registry : new ConstraintRegistry[] {BIJECT_TO, TRANSFORM_TO}) {
            registry.register(Constraints.Real.class, _ -> ComposeTransform.IDENTITY);
            registry.register(
                    Constraints.Independent.class,
                    of -> new IndependentTransform(registry.transform(of.base()), of.reinterpretedBatchNdims()));
            registry.register(
                    Constraints.GreaterThan.class,
                    of -> new ComposeTransform(new ExpTransform(), new AffineTransform(of.lowerBound(), number(1))));
            registry.register(
                    Constraints.GreaterThanEq.class,
                    of -> new ComposeTransform(new ExpTransform(), new AffineTransform(of.lowerBound(), number(1))));
            registry.register(
                    Constraints.LessThan.class,
                    of -> new ComposeTransform(new ExpTransform(), new AffineTransform(of.upperBound(), number(-1))));
            registry.register(Constraints.Interval.class, of -> between(of.lowerBound(), of.upperBound()));
            registry.register(Constraints.HalfOpenInterval.class, of -> between(of.lowerBound(), of.upperBound()));
            registry.register(MatrixConstraints.CorrCholesky.class, _ -> new CorrCholeskyTransform());
            registry.register(
                    Constraints.Cat.class,
                    of -> new CatTransform(
                            of.parts().stream().map(registry::transform).toList(), of.dim(), of.lengths()));
            registry.register(
                    Constraints.Stack.class,
                    of -> new StackTransform(
                            of.parts().stream().map(registry::transform).toList(), of.dim()));
        }
        BIJECT_TO.register(Constraints.Simplex.class, _ -> new StickBreakingTransform());
        TRANSFORM_TO.register(Constraints.Simplex.class, _ -> new SoftmaxTransform());
        TRANSFORM_TO.register(MatrixConstraints.LowerCholesky.class, _ -> new LowerCholeskyTransform());
    }

    private final String name;
    private final Map<Class<?>, Function<Constraint, Transform>> factories = new ConcurrentHashMap<>();

    private ConstraintRegistry(String name) {
        this.name = name;
    }

    private static Tensor number(long value) {
        return Tensor.number(value);
    }

    private static Transform between(Tensor low, Tensor high) {
        if (Bounds.isNumber(low, 0) && Bounds.isNumber(high, 1)) {
            return new SigmoidTransform();
        }
        Tensor width = low.isNumber() && high.isNumber() ? Tensor.number(high.item() - low.item()) : high.sub(low);
        return new ComposeTransform(new SigmoidTransform(), new AffineTransform(low, width));
    }

    /// Returns the bijection from unconstrained numbers to a constraint.
    ///
    /// @throws DistributionException if none is registered
    public static Transform bijectTo(Constraint constraint) {
        return BIJECT_TO.transform(constraint);
    }

    /// Returns the transform from unconstrained numbers to a constraint.
    ///
    /// @throws DistributionException if none is registered
    public static Transform transformTo(Constraint constraint) {
        return TRANSFORM_TO.transform(constraint);
    }

    /// Says how to make the transform for constraints of a class; it replaces what was said before.
    public <C extends Constraint> void register(Class<C> type, Function<C, Transform> factory) {
        factories.put(type, constraint -> factory.apply(type.cast(constraint)));
    }

    /// Returns the transform to a constraint.
    ///
    /// @throws DistributionException if none is registered for its class
    public Transform transform(Constraint constraint) {
        Function<Constraint, Transform> factory = factories.get(constraint.getClass());
        if (factory == null) {
            throw new DistributionException(name + ": no transform to " + constraint + " is known: register one for "
                    + constraint.getClass().getSimpleName());
        }
        return factory.apply(constraint);
    }
}
