package dev.obor.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Obor;
import dev.obor.error.DataException;
import dev.obor.error.IndexException;
import dev.obor.error.OborException;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.PrimitiveIterator;
import org.junit.jupiter.api.Test;

/// Orders are those of PyTorch 1.13 for the same seeds.
class DataLoaderTest {
    /// The numbers from 0 on, each with a random number of its own.
    private record Noisy(int size) implements Dataset<List<Double>> {
        @Override
        public List<Double> get(int index) {
            return List.of((double) index);
        }

        @Override
        public List<Double> get(int index, Generator generator) {
            return List.of((double) index, generator.uniform());
        }
    }

    private static List<Integer> all(Sampler sampler) {
        List<Integer> order = new ArrayList<>();
        PrimitiveIterator.OfInt examples = sampler.iterator();
        while (examples.hasNext()) {
            order.add(examples.nextInt());
        }
        return order;
    }

    private static TensorDataset tens() {
        return new TensorDataset(Obor.arange(10).reshape(10, 1), Obor.arange(10, 20));
    }

    @Test
    void batchesAreInOrderAndTheLastMayBeSmaller() {
        List<List<Long>> batches = new ArrayList<>();
        DataLoader<List<Tensor>> loader = DataLoader.of(tens()).batchSize(4);
        for (List<Tensor> batch : loader) {
            assertThat(batch.getFirst().dim()).isEqualTo(2);
            batches.add(Arrays.stream(batch.getLast().toLongArray()).boxed().toList());
        }
        assertThat(batches)
                .containsExactly(List.of(10L, 11L, 12L, 13L), List.of(14L, 15L, 16L, 17L), List.of(18L, 19L));
        assertThat(loader.size()).isEqualTo(3);
        assertThat(loader.dropLast(true).size()).isEqualTo(2);
    }

    @Test
    void shuffledOrdersArePyTorchs() {
        Obor.manualSeed(0);
        List<Integer> order = new ArrayList<>();
        for (List<Tensor> batch : DataLoader.of(tens()).batchSize(3).shuffle(true)) {
            for (long element : batch.getFirst().toLongArray()) {
                order.add((int) element);
            }
        }
        assertThat(order).containsExactly(6, 7, 1, 4, 2, 0, 9, 8, 3, 5);
        Obor.manualSeed(42);
        assertThat(all(new RandomSampler(10, true, 12, Optional.empty())))
                .containsExactly(4, 8, 8, 6, 4, 2, 0, 3, 3, 8, 0, 0);
        Obor.manualSeed(42);
        assertThat(all(new RandomSampler(10, false, 12, Optional.empty())))
                .containsExactly(4, 2, 8, 9, 1, 7, 0, 3, 5, 6, 8, 3);
        List<Subset<List<Tensor>>> parts = Datasets.randomSplit(tens(), Generator.mersenneTwister(42), 7, 3);
        assertThat(parts.get(0).indices()).containsExactly(2, 6, 1, 8, 4, 5, 0);
        assertThat(parts.get(1).indices()).containsExactly(9, 3, 7);
    }

    @Test
    void workersChangeNeitherOrderNorRandomNumbers() {
        List<Object> alone = pass(0);
        assertThat(pass(1)).isEqualTo(alone);
        assertThat(pass(3)).isEqualTo(alone);
        assertThat(alone.stream().distinct().count()).isEqualTo(alone.size());
    }

    private static List<Object> pass(int workers) {
        List<Object> seen = new ArrayList<>();
        DataLoader.of(new Noisy(100), batch -> batch)
                .batchSize(7)
                .shuffle(true)
                .workers(workers)
                .generator(Generator.mersenneTwister(5))
                .forEach(seen::addAll);
        return seen;
    }

    @Test
    void aPassMayStartInTheMiddle() {
        for (int workers : new int[] {0, 2}) {
            DataLoader<List<List<Double>>> loader = DataLoader.of(new Noisy(23), batch -> batch)
                    .batchSize(5)
                    .shuffle(true)
                    .workers(workers);
            List<Object> whole = new ArrayList<>();
            loader.generator(Generator.mersenneTwister(4)).iterator().forEachRemaining(whole::add);
            List<Object> rest = new ArrayList<>();
            DataLoader<List<List<Double>>> again = loader.generator(Generator.mersenneTwister(4));
            again.iterator(2).forEachRemaining(rest::add);
            assertThat(rest).isEqualTo(whole.subList(2, 5));
            assertThat(again.iterator(5).hasNext()).isFalse();
            assertThatThrownBy(() -> again.iterator(6))
                    .isInstanceOf(OborException.class)
                    .hasMessage("DataLoader: 6 batches to leave out of 5: pass 0 to 5");
        }
    }

    @Test
    void aLoopThatIsLeftLeavesNoThreads() throws InterruptedException {
        DataLoader.of(new Noisy(1000), batch -> batch).workers(3).iterator().next();
        long end = System.nanoTime() + 20_000_000_000L;
        while (System.nanoTime() < end && loaderThreads() > 0) {
            Thread.sleep(50);
        }
        assertThat(loaderThreads()).isZero();
    }

    private static long loaderThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("obor-loader"))
                .count();
    }

    @Test
    void anExceptionInAWorkerNamesTheExample() {
        Dataset<Integer> broken = new Dataset<>() {
            @Override
            public int size() {
                return 20;
            }

            @Override
            public Integer get(int index) {
                if (index == 13) {
                    throw new IllegalStateException("no such file");
                }
                return index;
            }
        };
        for (int workers : new int[] {0, 2}) {
            assertThatThrownBy(() -> DataLoader.of(broken, batch -> batch)
                            .batchSize(4)
                            .workers(workers)
                            .forEach(batch -> assertThat(batch).doesNotContain(13)))
                    .isInstanceOf(DataException.class)
                    .hasMessage("DataLoader: example 13 cannot be read: no such file");
        }
    }

    @Test
    void partsAndSumsOfDatasets() {
        Dataset<List<Tensor>> ten = tens();
        ConcatDataset<List<Tensor>> both = new ConcatDataset<>(List.of(ten, new Subset<>(ten, 9, 8)));
        assertThat(both.size()).isEqualTo(12);
        assertThat(both.get(10).getLast().itemLong()).isEqualTo(19);
        assertThatThrownBy(() -> both.get(12))
                .isInstanceOf(IndexException.class)
                .hasMessageContaining("12 among 12");
        assertThatThrownBy(() -> new Subset<>(ten, 10)).isInstanceOf(IndexException.class);
        assertThat(Datasets.map(ten, example -> example.reversed())
                        .get(3)
                        .getFirst()
                        .itemLong())
                .isEqualTo(13);
        assertThatThrownBy(() -> Datasets.randomSplit(ten, 7, 4))
                .isInstanceOf(OborException.class)
                .hasMessageContaining("add up to 11 and the dataset has 10");
        List<Subset<List<Tensor>>> shares = Datasets.randomSplit(ten, Generator.mersenneTwister(1), 0.55, 0.45);
        assertThat(shares.get(0).size()).isEqualTo(6);
    }

    @Test
    void weightsDecideHowOftenAnExampleComes() {
        int[] counts = new int[3];
        all(new WeightedRandomSampler(new double[] {0, 1, 3}, 4000, true, Generator.mersenneTwister(3)))
                .forEach(i -> counts[i]++);
        assertThat(counts[0]).isZero();
        assertThat(counts[2]).isBetween(2900, 3100);
        double[] weights = {1, 2, 3, 4, 0, 6};
        Obor.manualSeed(7);
        assertThat(all(new WeightedRandomSampler(weights, 5, false, Generator.standard())))
                .containsExactly(1, 3, 5, 0, 2);
        assertThatThrownBy(() -> new WeightedRandomSampler(weights, 6, false, Generator.standard()))
                .isInstanceOf(OborException.class)
                .hasMessageContaining("6 samples of the 5 examples with a weight above 0");
        assertThatThrownBy(() -> new WeightedRandomSampler(new double[] {0, 0}, 3))
                .isInstanceOf(OborException.class);
    }

    @Test
    void badNumbersAreRefused() {
        assertThatThrownBy(() -> DataLoader.of(tens()).batchSize(0))
                .isInstanceOf(OborException.class)
                .hasMessage("DataLoader: the batch size is 0 and must be 1 or more");
        assertThatThrownBy(() -> new RandomSampler(0)).isInstanceOf(OborException.class);
        assertThatThrownBy(() -> new ConcatDataset<List<Tensor>>(List.of())).isInstanceOf(OborException.class);
    }
}
