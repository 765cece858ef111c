package dev.obor.primer;

import static dev.obor.Obor.einsum;
import static dev.obor.console.Timing.timeit;
import static dev.obor.layout.Index.all;
import static dev.obor.layout.Index.at;

import dev.obor.Obor;
import dev.obor.grid.Cells;
import dev.obor.grid.Grid;
import dev.obor.grid.Size;
import dev.obor.plot.Figure;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BinaryOperator;

/// One matrix product in many ways, from three loops to a single call.
final class SpeedLadder {
    private static final Size BLOCK = Size.of(16, 16);
    private static final int TILE = 16;

    private SpeedLadder() {}

    /// A way to multiply matrices.
    private record Rung(String name, BinaryOperator<Tensor> product) {}

    private static final List<Rung> SMALL = List.of(
            new Rung("three loops over elements", SpeedLadder::byElements),
            new Rung("three loops over arrays", SpeedLadder::byArrays),
            new Rung("(a[i] * b[:, j]).sum()", SpeedLadder::bySums),
            new Rung("a[i].dot(b[:, j])", SpeedLadder::byDots),
            new Rung("(a[i, :, None] * b).sum(0)", SpeedLadder::byBroadcasting),
            new Rung("grid, a thread per element", SpeedLadder::byGrid),
            new Rung("grid, tiles in shared memory", SpeedLadder::byTiles),
            new Rung("einsum(\"ik,kj->ij\")", (a, b) -> einsum("ik,kj->ij", a, b)),
            new Rung("matmul", Tensor::matmul));

    private static final List<Rung> LARGE = List.of(SMALL.get(1), SMALL.get(5), SMALL.get(7), SMALL.get(8));

    private static Tensor byElements(Tensor a, Tensor b) {
        Tensor c = Obor.zeros(a.size(0), b.size(1));
        for (int i = 0; i < c.size(0); i++) {
            for (int j = 0; j < c.size(1); j++) {
                double sum = 0;
                for (int k = 0; k < a.size(1); k++) {
                    sum += a.get(i, k).item() * b.get(k, j).item();
                }
                c.set(at(i), at(j), sum);
            }
        }
        return c;
    }

    private static Tensor byArrays(Tensor a, Tensor b) {
        int inner = a.size(1);
        int columns = b.size(1);
        float[] left = a.toFloatArray();
        float[] right = b.toFloatArray();
        float[] result = new float[a.size(0) * columns];
        for (int i = 0; i < a.size(0); i++) {
            for (int j = 0; j < columns; j++) {
                float sum = 0;
                for (int k = 0; k < inner; k++) {
                    sum += left[i * inner + k] * right[k * columns + j];
                }
                result[i * columns + j] = sum;
            }
        }
        return Obor.fromArray(result, a.size(0), columns);
    }

    private static Tensor bySums(Tensor a, Tensor b) {
        Tensor c = Obor.zeros(a.size(0), b.size(1));
        for (int i = 0; i < c.size(0); i++) {
            for (int j = 0; j < c.size(1); j++) {
                c.set(at(i), at(j), a.get(i).mul(b.get(all(), at(j))).sum());
            }
        }
        return c;
    }

    private static Tensor byDots(Tensor a, Tensor b) {
        Tensor c = Obor.zeros(a.size(0), b.size(1));
        for (int i = 0; i < c.size(0); i++) {
            for (int j = 0; j < c.size(1); j++) {
                c.set(at(i), at(j), a.get(i).dot(b.get(all(), at(j))));
            }
        }
        return c;
    }

    private static Tensor byBroadcasting(Tensor a, Tensor b) {
        Tensor c = Obor.zeros(a.size(0), b.size(1));
        for (int i = 0; i < c.size(0); i++) {
            c.set(at(i), a.get(i).unsqueeze(1).mul(b).sum(0));
        }
        return c;
    }

    private static Tensor byGrid(Tensor x, Tensor y) {
        Tensor product = Obor.zeros(x.size(0), y.size(1));
        Cells a = Cells.of("a", x);
        Cells b = Cells.of("b", y);
        Cells c = Cells.of("c", product);
        Grid.launch(Size.covering(c.size(1), c.size(0), BLOCK), BLOCK, thread -> {
            int row = thread.globalY();
            int column = thread.globalX();
            if (row < c.size(0) && column < c.size(1)) {
                float sum = 0;
                for (int k = 0; k < a.size(1); k++) {
                    sum += a.get(row, k) * b.get(k, column);
                }
                c.set(sum, row, column);
            }
        });
        return product;
    }

    /// A block of threads loads a tile of each matrix into memory that it shares, waits, multiplies them,
    /// waits, and goes on to the next tiles.
    private static Tensor byTiles(Tensor x, Tensor y) {
        Tensor product = Obor.zeros(x.size(0), y.size(1));
        Cells a = Cells.of("a", x);
        Cells b = Cells.of("b", y);
        Cells c = Cells.of("c", product);
        Grid.launch(Size.covering(c.size(1), c.size(0), BLOCK), BLOCK, thread -> {
            Cells left = thread.shared("left", TILE, TILE);
            Cells right = thread.shared("right", TILE, TILE);
            int row = thread.threadIdx().y();
            int column = thread.threadIdx().x();
            float sum = 0;
            for (int start = 0; start < a.size(1); start += TILE) {
                left.set(orZero(a, thread.globalY(), start + column), row, column);
                right.set(orZero(b, start + row, thread.globalX()), row, column);
                thread.barrier();
                for (int k = 0; k < TILE; k++) {
                    sum += left.get(row, k) * right.get(k, column);
                }
                thread.barrier();
            }
            if (thread.globalY() < c.size(0) && thread.globalX() < c.size(1)) {
                c.set(sum, thread.globalY(), thread.globalX());
            }
        });
        return product;
    }

    private static float orZero(Cells cells, int row, int column) {
        return row < cells.size(0) && column < cells.size(1) ? cells.get(row, column) : 0;
    }

    private static void ladder(Page page) {
        page.say("Five images times a matrix of weights, [5, 784] · [784, 10]: each way against the first, and"
                + " timed.");
        Tensor weights = Obor.randn(784, 10);
        climb(page, "small", SMALL, page.digits().images(0, 5).reshape(5, 784), weights);
        int images = page.digits().real() ? 50_000 : 2_000;
        page.say("The fast ways on " + images + " images.");
        climb(page, "large", LARGE, page.digits().images(0, images).reshape(images, 784), weights);
    }

    private static void climb(Page page, String name, List<Rung> rungs, Tensor a, Tensor b) {
        Tensor expected = rungs.getFirst().product.apply(a, b);
        List<Double> seconds = new ArrayList<>();
        double slowest = 0;
        for (Rung rung : rungs) {
            page.close(rung.product.apply(a, b), expected, 1e-4, 1e-3);
            double time = timeit(() -> rung.product.apply(a, b), 3, 1).best();
            slowest = Math.max(slowest, time);
            seconds.add(time);
        }
        for (int i = 0; i < rungs.size(); i++) {
            page.show(String.format(
                    Locale.ROOT,
                    "%-30s %12.3f ms %9.1f ×",
                    rungs.get(i).name,
                    seconds.get(i) * 1e3,
                    slowest / seconds.get(i)));
        }
        page.picture(name, chart(rungs, seconds));
    }

    private static Figure chart(List<Rung> rungs, List<Double> seconds) {
        return Figure.of(720, 420)
                .title("The speed ladder")
                .xLabel("time (ms)")
                .logX()
                .horizontalBars(
                        rungs.stream().map(Rung::name).toList(),
                        seconds.stream().mapToDouble(time -> time * 1e3).toArray());
    }

    static final List<Exercise> ALL = List.of(new Exercise("E7", "The speed ladder", SpeedLadder::ladder));
}
