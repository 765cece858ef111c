package dev.obor.bench;

import dev.obor.Obor;
import dev.obor.tensor.Tensor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Pointwise operators on float32, into fresh results unless the name says in place (W7).
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@Warmup(iterations = 5)
@Measurement(iterations = 7)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PointwiseBenchmark {
    /// The number of elements.
    @Param({"100000", "10000000"})
    public int size;

    private Tensor x;
    private Tensor y;
    private Tensor out;
    private Tensor column;
    private Tensor row;

    /// Draws the operands.
    @Setup
    public void setUp() {
        x = Obor.randn(size);
        y = Obor.randn(size);
        out = Obor.zeros(size);
        int side = (int) Math.sqrt(size);
        column = Obor.randn(side, 1);
        row = Obor.randn(1, side);
    }

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
    public Tensor exp() {
        return x.exp();
    }

    @Benchmark
    public Tensor sigmoid() {
        return x.sigmoid();
    }

    @Benchmark
    public Tensor tanh() {
        return x.tanh();
    }

    @Benchmark
    public Tensor copyInPlace() {
        return out.copy_(x);
    }

    @Benchmark
    public Tensor broadcastAdd() {
        return column.add(row);
    }
}
