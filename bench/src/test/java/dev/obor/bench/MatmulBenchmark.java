package dev.obor.bench;

import dev.obor.Obor;
import dev.obor.dtype.DType;
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

/// Matrix products (W1).
public class MatmulBenchmark {
    /// Square ones.
    @State(Scope.Thread)
    @BenchmarkMode(Mode.AverageTime)
    @Warmup(iterations = 5)
    @Measurement(iterations = 7)
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public static class Square {
        /// Rows and columns.
        @Param({"64", "256", "512", "1024", "2048"})
        public int size;

        private Tensor a;
        private Tensor b;

        /// Draws the operands.
        @Setup
        public void setUp() {
            a = Obor.randn(size, size);
            b = Obor.randn(size, size);
        }

        @Benchmark
        public Tensor float32() {
            return a.matmul(b);
        }

        @Benchmark
        public Tensor float32TransposedLeft() {
            return a.t().matmul(b);
        }
    }

    /// Others.
    @State(Scope.Thread)
    @BenchmarkMode(Mode.AverageTime)
    @Warmup(iterations = 5)
    @Measurement(iterations = 7)
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public static class Shapes {
        private final Tensor few = Obor.randn(5, 784);
        private final Tensor many = Obor.randn(50_000, 784);
        private final Tensor narrow = Obor.randn(784, 10);
        private final Tensor batch = Obor.randn(64, 784);
        private final Tensor weight = Obor.randn(128, 784);
        private final Tensor a = Obor.randn(DType.FLOAT64, 1024, 1024);
        private final Tensor b = Obor.randn(DType.FLOAT64, 1024, 1024);

        @Benchmark
        public Tensor few5x784x10() {
            return few.matmul(narrow);
        }

        @Benchmark
        public Tensor tall50000x784x10() {
            return many.matmul(narrow);
        }

        @Benchmark
        public Tensor layer64x784x128() {
            return batch.matmul(weight.t());
        }

        @Benchmark
        public Tensor float64Of1024() {
            return a.matmul(b);
        }
    }
}
