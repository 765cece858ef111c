package dev.obor.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Obor;
import dev.obor.error.DataException;
import dev.obor.error.OborException;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Orders are those of PyTorch 1.13 for the same shares.
class StreamTest {
    /// Numbers of which each worker reads a share of its own.
    private record Shared(IntFunction<IntStream> share, Set<WorkerInfo> seen) implements IterableDataset<Integer> {
        Shared(IntFunction<IntStream> share) {
            this(share, ConcurrentHashMap.newKeySet());
        }

        @Override
        public Iterator<Integer> iterator() {
            throw new AssertionError("a loader names the worker");
        }

        @Override
        public Iterator<Integer> iterator(WorkerInfo worker) {
            seen.add(worker);
            return share.apply(worker.id()).iterator();
        }
    }

    private static <B> List<B> all(Iterable<B> loader) {
        List<B> batches = new ArrayList<>();
        loader.forEach(batches::add);
        return batches;
    }

    @Test
    void streamsAreReadABatchAtATimeWhateverTheWorkers() {
        IterableDataset<Integer> stream = () -> IntStream.range(0, 11).iterator();
        for (int workers = 0; workers < 5; workers++) {
            DataLoader<List<Integer>> loader =
                    DataLoader.of(stream, batch -> batch).batchSize(2).workers(workers);
            assertThat(all(loader))
                    .containsExactly(
                            List.of(0, 1), List.of(2, 3), List.of(4, 5), List.of(6, 7), List.of(8, 9), List.of(10));
            assertThat(all(loader.dropLast(true))).hasSize(5);
            List<List<Integer>> rest = new ArrayList<>();
            loader.iterator(4).forEachRemaining(rest::add);
            assertThat(rest).containsExactly(List.of(8, 9), List.of(10));
            assertThat(loader.iterator(9).hasNext()).isFalse();
        }
    }

    @Test
    void workersTakeTurnsWithTheirShares() {
        Shared shared = new Shared(id -> IntStream.range(id * 4, Math.min(11, id * 4 + 4)));
        DataLoader<List<Integer>> loader =
                DataLoader.of(shared, batch -> batch).batchSize(2).workers(3);
        assertThat(all(loader))
                .containsExactly(
                        List.of(0, 1), List.of(4, 5), List.of(8, 9), List.of(2, 3), List.of(6, 7), List.of(10));
        assertThat(all(loader.dropLast(true)))
                .containsExactly(List.of(0, 1), List.of(4, 5), List.of(8, 9), List.of(2, 3), List.of(6, 7));
        int[] sizes = {7, 1, 4};
        Shared uneven = new Shared(id -> IntStream.range(id * 100, id * 100 + sizes[id]));
        assertThat(all(DataLoader.of(uneven, batch -> batch).batchSize(2).workers(3)))
                .containsExactly(
                        List.of(0, 1),
                        List.of(100),
                        List.of(200, 201),
                        List.of(2, 3),
                        List.of(202, 203),
                        List.of(4, 5),
                        List.of(6));
        assertThat(uneven.seen()).hasSize(3).allMatch(worker -> worker.workers() == 3 && worker.batchSize() == 2);
        assertThat(uneven.seen().stream().map(WorkerInfo::seed).distinct()).hasSize(3);
    }

    @Test
    void randomNumbersAreTheSameInEveryRunAndOthersInEveryWorker() {
        IterableDataset<Tensor> noise = new IterableDataset<>() {
            @Override
            public Iterator<Tensor> iterator() {
                return IntStream.range(0, 4).mapToObj(_ -> Obor.rand(1)).iterator();
            }

            @Override
            public Iterator<Tensor> iterator(WorkerInfo worker) {
                return iterator();
            }
        };
        List<List<Float>> runs = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            List<Float> numbers = new ArrayList<>();
            DataLoader.of(noise)
                    .workers(3)
                    .generator(Generator.mersenneTwister(3))
                    .forEach(batch -> numbers.add(batch.toFloatArray()[0]));
            runs.add(numbers);
        }
        assertThat(runs.get(0)).hasSize(12).doesNotHaveDuplicates().isEqualTo(runs.get(1));
    }

    @Test
    void anExceptionNamesTheExample() {
        IterableDataset<Integer> broken = () -> IntStream.range(0, 9)
                .map(i -> {
                    if (i == 5) {
                        throw new IllegalStateException("the line is cut");
                    }
                    return i;
                })
                .iterator();
        assertThatThrownBy(() -> all(DataLoader.of(broken, batch -> batch).batchSize(2)))
                .isInstanceOf(DataException.class)
                .hasMessage("DataLoader: example 5 of the stream cannot be read: the line is cut");
        assertThatThrownBy(() -> all(DataLoader.of(broken, batch -> batch).workers(2)))
                .isInstanceOf(DataException.class)
                .hasMessage("DataLoader: example 2 cannot be read by worker 1: the line is cut");
    }

    @Test
    void whatAStreamHasNotIsRefused() {
        IterableDataset<Integer> stream = () -> IntStream.range(0, 3).iterator();
        DataLoader<List<Integer>> loader = DataLoader.of(stream, batch -> batch);
        assertThatThrownBy(loader::size).isInstanceOf(OborException.class).hasMessageContaining("nobody knows");
        assertThatThrownBy(() -> loader.shuffle(true).iterator())
                .isInstanceOf(OborException.class)
                .hasMessageContaining("an order of its own");
        assertThatThrownBy(() -> loader.iterator(-1)).isInstanceOf(OborException.class);
    }
}
