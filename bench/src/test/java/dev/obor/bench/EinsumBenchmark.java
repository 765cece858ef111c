package dev.obor.bench;

import dev.obor.Obor;
import dev.obor.tensor.Tensor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Contractions by pattern, and one written out (W11).
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@Warmup(iterations = 5)
@Measurement(iterations = 7)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class EinsumBenchmark {
    private final Tensor a = Obor.randn(512, 512);
    private final Tensor b = Obor.randn(512, 512);
    private final Tensor x = Obor.randn(128, 64, 64);
    private final Tensor y = Obor.randn(128, 64, 64);
    private final Tensor queries = Obor.randn(8, 8, 256, 64);
    private final Tensor keys = Obor.randn(8, 8, 256, 64);

    /// A matrix product.
    @Benchmark
    public Tensor product512() {
        return Obor.einsum("ik,kj->ij", a, b);
    }

    /// Dot products of a batch of matrices.
    @Benchmark
    public Tensor batchedDot() {
        return Obor.einsum("bij,bij->b", x, y);
    }

    /// The same, written out.
    @Benchmark
    public Tensor multiplyAndSum() {
        return x.mul(y).sum(1, 2);
    }

    /// The scores of attention.
    @Benchmark
    public Tensor attentionScores() {
        return Obor.einsum("bhqd,bhkd->bhqk", queries, keys);
    }
}
