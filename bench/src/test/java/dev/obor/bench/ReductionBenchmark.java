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

/// Reductions of about ten million float32 (W7).
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@Warmup(iterations = 5)
@Measurement(iterations = 7)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ReductionBenchmark {
    private final Tensor flat = Obor.randn(10_000_000);
    private final Tensor small = Obor.randn(100_000);
    private final Tensor square = Obor.randn(3162, 3162);
    private final Tensor rows = Obor.randn(10_000, 1000);

    @Benchmark
    public Tensor sum10M() {
        return flat.sum();
    }

    @Benchmark
    public Tensor sum100k() {
        return small.sum();
    }

    @Benchmark
    public Tensor sumDim0() {
        return square.sum(0);
    }

    @Benchmark
    public Tensor sumDim1() {
        return square.sum(1);
    }

    @Benchmark
    public Tensor softmaxRows() {
        return rows.softmax(1);
    }

    @Benchmark
    public Tensor logsumexpRows() {
        return rows.logsumexp(new int[] {1}, false);
    }

    @Benchmark
    public Tensor argmaxRows() {
        return rows.argmax(1);
    }
}
