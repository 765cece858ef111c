package dev.obor.grid;

import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// The run of one block. Only one of its threads runs at any time: it goes on up to its next barrier or its end, and
/// hands over to the next one.
///
/// A *carrier* runs grid threads one after another, as a loop, until one of them comes to a barrier. That one keeps the
/// carrier, which sleeps, and a new carrier takes the threads that have not begun. The first carrier is the caller.
final class BlockRun {
    /// Ends the threads of a block in which another one failed.
    private static final class Abandoned extends RuntimeException {
        private static final long serialVersionUID = 1;

        Abandoned() {
            super("abandoned", null, false, false);
        }
    }

    private final Grid.Launch launch;
    private final int number;
    private final Place place;
    private final int threads;
    private final Map<String, Cells> shared = new HashMap<>();
    private final Semaphore ended = new Semaphore(0);
    private ArrayDeque<Semaphore> waiting = new ArrayDeque<>();
    private ArrayDeque<Semaphore> resuming = new ArrayDeque<>();
    private int next;
    private int phase;
    private Optional<Throwable> failure = Optional.empty();

    BlockRun(Grid.Launch launch, int number) {
        this.launch = launch;
        this.number = number;
        this.place = launch.grid().place(number);
        this.threads = launch.block().count();
    }

    Grid.Launch launch() {
        return launch;
    }

    Place place() {
        return place;
    }

    int number() {
        return number;
    }

    /// Returns how many barriers the block has passed.
    int phase() {
        return phase;
    }

    /// Runs all threads.
    void run() {
        carry();
        ended.acquireUninterruptibly();
        switch (failure.orElse(null)) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new AssertionError("a kernel cannot throw this", e);
        }
    }

    private void carry() {
        while (next < threads && failure.isEmpty()) {
            GridThread thread = new GridThread(this, next++);
            try {
                Races.running(thread);
                launch.kernel().run(thread);
            } catch (Abandoned _) {
                // The failure of the other thread is known.
            } catch (RuntimeException | Error e) {
                failure = failure.or(() -> Optional.of(e));
            }
        }
        Races.ended();
        handOver();
    }

    /// Lets the next sleeping thread go on: one that has not yet done so since the last barrier, or, when all have
    /// come to this one, the first of all.
    private void handOver() {
        if (resuming.isEmpty()) {
            ArrayDeque<Semaphore> empty = resuming;
            resuming = waiting;
            waiting = empty;
            phase++;
        }
        if (resuming.isEmpty()) {
            ended.release();
        } else {
            resuming.poll().release();
        }
    }

    void barrier() {
        Semaphore turn = new Semaphore(0);
        waiting.add(turn);
        if (next < threads && failure.isEmpty()) {
            Thread.startVirtualThread(this::carry);
        } else {
            handOver();
        }
        turn.acquireUninterruptibly();
        if (failure.isPresent()) {
            throw new Abandoned();
        }
    }

    Cells shared(String name, int... sizes) {
        Cells cells = shared.computeIfAbsent(name, _ -> Cells.shared(name, sizes));
        if (!cells.shape().equals(Shape.of(sizes))) {
            throw new ShapeException("shared: '" + name + "' has shape " + cells.shape() + " and is asked for with "
                    + Shape.of(sizes) + ": all threads of a block must ask for the same");
        }
        return cells;
    }
}
