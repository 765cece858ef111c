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

/// Operators on ten elements: what a call costs beside its work (W10).
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@Warmup(iterations = 5)
@Measurement(iterations = 7)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SmallBenchmark {
    private final Tensor x = Obor.rand(10);
    private final Tensor y = Obor.rand(10);
    private final Tensor out = Obor.zeros(10);
    private final Tensor matrix = Obor.rand(10, 10);
    private final Tensor leaf = Obor.rand(10).requiresGrad(true);

    @Benchmark
    public Tensor add() {
        return x.add(y);
    }

    @Benchmark
    public Tensor addInPlace() {
        return out.add_(x);
    }

    @Benchmark
    public Tensor mulScalar() {
        return x.mul(2.0);
    }

    @Benchmark
    public Tensor relu() {
        return x.relu();
    }

    @Benchmark
    public Tensor sum() {
        return x.sum();
    }

    @Benchmark
    public Tensor view() {
        return matrix.view(100);
    }

    @Benchmark
    public Tensor matmul10x10() {
        return matrix.matmul(matrix);
    }

    @Benchmark
    public Tensor addRequiresGrad() {
        return leaf.add(y);
    }

    @Benchmark
    public Tensor squareSumForwardBackward() {
        leaf.clearGrad();
        leaf.mul(leaf).sum().backward();
        return leaf.grad();
    }
}
