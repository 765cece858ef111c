package dev.obor.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.error.AutogradException;
import dev.obor.error.DTypeException;
import dev.obor.error.IndexException;
import dev.obor.error.ShapeException;
import dev.obor.tensor.Tensor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class GridTest {
    @Test
    void everyThreadOfEveryBlockRunsOnce() {
        Tensor counts = Obor.zeros(6, 8, 10);
        Cells cells = Cells.of("counts", counts);
        Grid.debug(new Size(5, 2, 3), new Size(2, 4, 2), t -> {
            assertThat(t.gridDim()).isEqualTo(new Size(5, 2, 3));
            assertThat(t.blockDim()).isEqualTo(new Size(2, 4, 2));
            cells.set(cells.get(t.globalZ(), t.globalY(), t.globalX()) + 1, t.globalZ(), t.globalY(), t.globalX());
        });
        assertThat(counts.eq(1).all().itemBoolean()).isTrue();
    }

    @Test
    void whatIsWrittenBeforeABarrierIsSeenBehindIt() {
        Tensor x = Obor.arange(64.0);
        Tensor reversed = Obor.zeros(64);
        Cells in = Cells.of("in", x);
        Cells out = Cells.of("out", reversed);
        Kernel reverse = t -> {
            Cells shared = t.shared("s", 16);
            int i = t.threadIdx().x();
            shared.set(in.get(t.globalX()), i);
            t.barrier();
            out.set(shared.get(15 - i), t.globalX());
        };
        Grid.debug(Size.of(4), Size.of(16), reverse);
        Tensor expected = x.reshape(4, 16).flip(1).flatten();
        assertThat(reversed.equal(expected)).isTrue();
        reversed.zero_();
        Grid.launch(Size.of(4), Size.of(16), reverse);
        assertThat(reversed.equal(expected)).isTrue();
    }

    @Test
    void aTreeOfSumsNeedsABarrierForEachLevel() {
        Tensor x = Obor.arange(256.0);
        Tensor total = Obor.zeros(1);
        Cells in = Cells.of("x", x);
        Cells out = Cells.of("total", total);
        Grid.debug(Size.of(1), Size.of(256), t -> {
            Cells sums = t.shared("sums", 256);
            int i = t.threadIdx().x();
            sums.set(in.get(i), i);
            for (int half = 128; half > 0; half /= 2) {
                t.barrier();
                if (i < half) {
                    sums.set(sums.get(i) + sums.get(i + half), i);
                }
            }
            if (i == 0) {
                out.set(sums.get(0), 0);
            }
        });
        assertThat(total.item()).isEqualTo(256 * 255 / 2.0);
    }

    @Test
    void aThreadThatHasEndedIsNotWaitedFor() {
        AtomicInteger behind = new AtomicInteger();
        Grid.launch(Size.of(3), Size.of(8), t -> {
            if (t.threadIdx().x() % 2 == 0) {
                return;
            }
            t.barrier();
            behind.incrementAndGet();
        });
        assertThat(behind).hasValue(12);
    }

    @Test
    void aRaceBetweenBarriersNamesBothThreads() {
        assertThatThrownBy(() -> Grid.debug(Size.of(1), Size.of(4), t -> {
                    Cells shared = t.shared("s", 4);
                    shared.set(1, t.threadIdx().x());
                    shared.get((t.threadIdx().x() + 1) % 4);
                }))
                .isInstanceOf(GridException.class)
                .hasMessage("grid: a race for s[1]: thread (0, 0, 0) of block (0, 0, 0) reads it and thread (1,"
                        + " 0, 0) of"
                        + " block (0, 0, 0) writes it without a barrier between: put thread.barrier() there");
        assertThatThrownBy(() -> Grid.debug(
                        Size.of(1),
                        Size.of(2),
                        t -> t.shared("s", 1).set(t.threadIdx().x(), 0)))
                .hasMessageContaining("thread (0, 0, 0) of block (0, 0, 0) writes it and thread (1, 0, 0)");
    }

    @Test
    void aRaceBetweenBlocksIsFound() {
        Cells cells = Cells.of("sum", Obor.zeros(1));
        assertThatThrownBy(() -> Grid.debug(Size.of(2), Size.of(1), t -> cells.set(cells.get(0) + 1, 0)))
                .isInstanceOf(GridException.class)
                .hasMessageContaining("sum[0]")
                .hasMessageContaining("block (0, 0, 0)")
                .hasMessageContaining("block (1, 0, 0)");
    }

    @Test
    void readingTogetherIsNoRace() {
        Cells cells = Cells.of("x", Obor.ones(1));
        Tensor out = Obor.zeros(32);
        Cells results = Cells.of("out", out);
        Grid.debug(Size.of(4), Size.of(8), t -> results.set(cells.get(0), t.globalX()));
        assertThat(out.sum().item()).isEqualTo(32);
    }

    @Test
    void boundsAreCheckedAndTheThreadIsNamed() {
        Cells cells = Cells.of("x", Obor.zeros(3, 5));
        assertThatThrownBy(() -> Grid.launch(
                        Size.of(1), Size.of(6), t -> cells.get(0, t.threadIdx().x())))
                .isInstanceOf(IndexException.class)
                .hasMessage("grid: thread (5, 0, 0) of block (0, 0, 0) asks for x[0, 5], and the shape is [3,"
                        + " 5]: compare"
                        + " the index with size(dim) first");
        assertThatThrownBy(() -> cells.set(1, 0)).isInstanceOf(IndexException.class);
        assertThatThrownBy(() -> cells.get(0, -1)).isInstanceOf(IndexException.class);
    }

    @Test
    void anErrorBehindABarrierEndsTheLaunch() {
        assertThatThrownBy(() -> Grid.launch(Size.of(2), Size.of(8), t -> {
                    t.barrier();
                    if (t.threadIdx().x() == 3) {
                        throw new IllegalStateException("three");
                    }
                    t.barrier();
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("three");
    }

    @Test
    void cellsOfAViewWriteIntoIt() {
        Tensor matrix = Obor.zeros(2, 3);
        Cells transposed = Cells.of("t", matrix.t());
        Grid.launch(
                Size.of(1),
                Size.of(3, 2),
                t -> transposed.set(10 * t.globalX() + t.globalY(), t.globalX(), t.globalY()));
        assertThat(matrix.equal(Obor.tensor(new double[][] {{0, 10, 20}, {1, 11, 21}})))
                .isTrue();
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> Size.of(0)).isInstanceOf(ShapeException.class).hasMessageContaining("0 × 1 × 1");
        assertThatThrownBy(() -> new Size(1 << 16, 1 << 16, 1)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> Cells.of("x", Obor.zeros(DType.FLOAT64, 2)))
                .isInstanceOf(DTypeException.class)
                .hasMessageContaining("float64");
        assertThatThrownBy(() -> Cells.of("x", Obor.zeros(2).requiresGrad(true)))
                .isInstanceOf(AutogradException.class);
        assertThatThrownBy(() -> Grid.launch(
                        Size.of(1),
                        Size.of(2),
                        t -> t.shared("s", 1 + t.threadIdx().x())))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("'s' has shape [1] and is asked for with [2]");
    }
}
