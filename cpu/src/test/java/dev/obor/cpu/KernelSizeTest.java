package dev.obor.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.nn.F;
import dev.obor.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// HotSpot's first compiler takes the kernels of rows. One that it gives up as too long was not seen to get to
/// the second compiler, so that its vector twin would not be used, and nothing would tell.
class KernelSizeTest {
    /// Calls after which HotSpot has profiled code made of a kernel: it asks for 200, and looks now and then.
    private static final int CALLS = 1000;

    /// Folds rows of more than one set of lanes and a rest, and columns.
    static final class Program {
        public static void main(String[] args) throws InterruptedException {
            Tensor x = Obor.rand(2, 173);
            Tensor y = Obor.rand(2, 173);
            Tensor column = Obor.rand(173, 1);
            Tensor row = Obor.rand(1, 173);
            Tensor doubles = x.to(DType.FLOAT64);
            Tensor halves = Obor.rand(346).to(DType.FLOAT16);
            Tensor doubleColumn = column.to(DType.FLOAT64);
            List<Runnable> calls = List.of(
                    () -> x.sum(1),
                    () -> x.prod(1),
                    () -> x.amax(new int[] {1}, false),
                    () -> x.logsumexp(new int[] {1}, false),
                    () -> x.var(1),
                    () -> x.matmul(column),
                    () -> Obor.einsum("ij,ij->i", x, y),
                    () -> x.sum(0),
                    () -> x.logsumexp(new int[] {0}, false),
                    () -> x.add(row),
                    halves::sum,
                    () -> F.mseLoss(halves, halves),
                    () -> doubles.sum(1),
                    () -> doubles.matmul(doubleColumn));
            for (Runnable call : calls) {
                for (int i = 0; i < CALLS; i++) {
                    call.run();
                }
            }
            Thread.sleep(1500);
            System.out.println("folded");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 32, 64})
    void noKernelIsGivenUp(int bytes) throws Exception {
        String output = Child.run(
                Program.class,
                new String[0],
                "--add-modules",
                "jdk.incubator.vector",
                "-Dobor.kernels=vector",
                "-Dobor.threads=1",
                "-XX:MaxVectorSize=" + bytes,
                "-XX:TieredStopAtLevel=3",
                "-XX:+PrintCompilation");
        assertThat(output).contains("folded", "Kernel_sum_float32_vector");
        assertThat(output.lines().filter(line -> line.contains("COMPILE SKIPPED") && line.contains("Kernel_")))
                .isEmpty();
    }
}
