package dev.obor.data;

import dev.obor.error.DataException;
import dev.obor.error.OborException;
import dev.obor.random.Generator;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// The batches of an [IterableDataset]: the workers' turns follow each other, and one that has nothing left
/// is passed over.
final class StreamBatches<T, B> implements Batches<B> {
    private final IterableDataset<T> dataset;
    private final Function<List<T>, B> collate;

    StreamBatches(IterableDataset<T> dataset, Function<List<T>, B> collate) {
        this.dataset = dataset;
        this.collate = collate;
    }

    @Override
    public int size(Plan plan) {
        throw new OborException("DataLoader: nobody knows how many batches a stream has: count while reading");
    }

    @Override
    public Iterator<B> pass(Plan plan, int skipped) {
        if (plan.shuffle() || plan.order().isPresent()) {
            throw new OborException("DataLoader: a stream has an order of its own: leave out shuffle and sampler");
        }
        if (skipped < 0) {
            throw new OborException("DataLoader: " + skipped + " batches to leave out: pass 0 or more");
        }
        long seed = Batches.seed(plan);
        int workers = Math.max(1, plan.workers());
        List<Turns<B>> turns = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            Share share = new Share(plan, new WorkerInfo(i, workers, plan.batchSize(), seed + i));
            turns.add(plan.workers() == 0 ? share::get : new Ahead<>(share, plan.prefetch()));
        }
        Iterator<B> pass = new Pass<>(turns);
        for (int i = 0; i < skipped && pass.hasNext(); i++) {
            pass.next();
        }
        return pass;
    }

    /// Hands out a worker's batches; nothing when it has no more.
    private interface Turns<B> {
        Optional<B> next();

        /// Says that no more is wanted.
        default void end() {}
    }

    /// What one worker reads, always on the same thread.
    private final class Share implements Supplier<Optional<B>> {
        private final Plan plan;
        private final WorkerInfo worker;
        private final Generator generator;
        private Optional<Iterator<T>> examples = Optional.empty();
        private long place;

        Share(Plan plan, WorkerInfo worker) {
            this.plan = plan;
            this.worker = worker;
            this.generator = worker.generator();
        }

        @Override
        public Optional<B> get() {
            List<T> taken = Generator.using(generator, this::take);
            if (taken.isEmpty() || plan.dropLast() && taken.size() < plan.batchSize()) {
                return Optional.empty();
            }
            try {
                return Optional.of(collate.apply(taken));
            } catch (RuntimeException e) {
                throw failed("no batch can be made of the examples up to " + place, e);
            }
        }

        private List<T> take() {
            List<T> taken = new ArrayList<>();
            try {
                Iterator<T> from = examples.orElseGet(() -> dataset.iterator(worker));
                examples = Optional.of(from);
                while (taken.size() < plan.batchSize() && from.hasNext()) {
                    taken.add(from.next());
                    place++;
                }
            } catch (RuntimeException e) {
                throw failed(
                        "example " + place + (worker.workers() == 1 ? " of the stream" : "") + " cannot be read", e);
            }
            return taken;
        }

        private DataException failed(String what, RuntimeException e) {
            String who = worker.workers() == 1 ? "" : " by worker " + worker.id();
            return new DataException("DataLoader: " + what + who + ": " + e.getMessage(), e);
        }
    }

    /// A share that is read ahead on a thread of its own.
    private static final class Ahead<B> implements Turns<B> {
        private final Prefetch<Optional<B>> batches;

        Ahead(Supplier<Optional<B>> share, int prefetch) {
            batches = new Prefetch<>(endless(share), 1, prefetch);
        }

        private static <B> Iterator<Supplier<B>> endless(Supplier<B> task) {
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return true;
                }

                @Override
                public Supplier<B> next() {
                    return task;
                }
            };
        }

        @Override
        public Optional<B> next() {
            return batches.next();
        }

        @Override
        public void end() {
            batches.end();
        }
    }

    private static final class Pass<B> implements Iterator<B> {
        private final List<Turns<B>> active;
        private int turn;
        private Optional<B> found = Optional.empty();

        Pass(List<Turns<B>> turns) {
            this.active = new ArrayList<>(turns);
        }

        @Override
        public boolean hasNext() {
            while (found.isEmpty() && !active.isEmpty()) {
                turn = turn % active.size();
                try {
                    found = active.get(turn).next();
                } catch (RuntimeException e) {
                    active.forEach(Turns::end);
                    active.clear();
                    throw e;
                }
                if (found.isPresent()) {
                    turn++;
                } else {
                    active.remove(turn).end();
                }
            }
            return found.isPresent();
        }

        @Override
        public B next() {
            if (!hasNext()) {
                throw new NoSuchElementException("DataLoader: the pass is over: ask for a new iterator");
            }
            B batch = found.orElseThrow();
            found = Optional.empty();
            return batch;
        }
    }
}
