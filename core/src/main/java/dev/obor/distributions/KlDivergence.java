package dev.obor.distributions;

import dev.obor.error.DistributionException;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/// The Kullback–Leibler divergence KL(p ‖ q) = E_p[log p − log q] between distributions, by formulas for
/// pairs of classes.
///
/// ```java
/// Tensor distance = KlDivergence.of(new Normal(loc, scale), new Normal(0, 1));
/// KlDivergence.register(Mine.class, Normal.class, (p, q) -> …);
/// ```
public final class KlDivergence {
    /// A formula for two classes and their subclasses.
    private record Entry(Class<?> p, Class<?> q, BiFunction<Distribution, Distribution, Tensor> formula) {
        boolean fits(Distribution left, Distribution right) {
            return p.isInstance(left) && q.isInstance(right);
        }
    }

    private record Pair(Class<?> p, Class<?> q) {}

    /// The subclass before its superclass, by the class of p first.
    private static final Comparator<Entry> MORE_SPECIFIC = (a, b) -> {
        int byP = compare(a.p(), b.p());
        return byP != 0 ? byP : compare(a.q(), b.q());
    };

    private static final Map<Pair, Entry> ENTRIES = new ConcurrentHashMap<>();

    static {
        KlFormulas.register();
        KlCrossFormulas.register();
    }

    private KlDivergence() {}

    private static int compare(Class<?> a, Class<?> b) {
        if (a == b) {
            return 0;
        }
        return b.isAssignableFrom(a) ? -1 : a.isAssignableFrom(b) ? 1 : 0;
    }

    /// Says how to compute the divergence of distributions of two classes, or of subclasses for which nothing
    /// more special is said; it replaces what was said before.
    public static <P extends Distribution, Q extends Distribution> void register(
            Class<P> p, Class<Q> q, BiFunction<P, Q, Tensor> formula) {
        ENTRIES.put(new Pair(p, q), new Entry(p, q, (left, right) -> formula.apply(p.cast(left), q.cast(right))));
    }

    /// Returns the divergence, of the batches' broadcast shape.
    ///
    /// Of the formulas that fit, the one for the most special class of p is taken, and among these that for
    /// the most special class of q.
    ///
    /// @throws DistributionException if there is no formula for the two classes
    public static Tensor of(Distribution p, Distribution q) {
        return find(p, q)
                .orElseThrow(() -> new DistributionException("klDivergence: no formula is known for " + p.name()
                        + " and " + q.name() + ": register one, or estimate it from samples"))
                .formula()
                .apply(p, q);
    }

    private static Optional<Entry> find(Distribution p, Distribution q) {
        List<Entry> fitting = new ArrayList<>();
        for (Entry entry : ENTRIES.values()) {
            if (entry.fits(p, q)) {
                fitting.add(entry);
            }
        }
        return fitting.stream().min(MORE_SPECIFIC);
    }
}
