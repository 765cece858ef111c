package dev.obor.data;

import dev.obor.error.DataException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Batches read ahead on other threads and handed out in order. The threads are daemons and end with the
/// pass, or a second after the loop was left.
final class Prefetch<B> implements Iterator<B> {
    private static final int IDLE_SECONDS = 1;

    private final Iterator<Supplier<B>> tasks;
    private final int ahead;
    private final ExecutorService workers;
    private final ArrayDeque<Future<B>> queue = new ArrayDeque<>();

    Prefetch(Iterator<Supplier<B>> tasks, int workers, int prefetch) {
        this.tasks = tasks;
        this.ahead = Math.multiplyExact(workers, prefetch);
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                workers, workers, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "obor-loader");
                    thread.setDaemon(true);
                    return thread;
                });
        // A loop may be left at any batch and nobody says so: threads without work end by themselves.
        pool.allowCoreThreadTimeOut(true);
        this.workers = pool;
        fill();
    }

    private void fill() {
        while (queue.size() < ahead && tasks.hasNext()) {
            Supplier<B> task = tasks.next();
            queue.add(workers.submit(task::get));
        }
        if (!tasks.hasNext()) {
            workers.shutdown();
        }
    }

    /// Says that no more is wanted.
    void end() {
        workers.shutdownNow();
        queue.clear();
    }

    @Override
    public boolean hasNext() {
        return !queue.isEmpty();
    }

    @Override
    public B next() {
        Future<B> first = queue.poll();
        if (first == null) {
            throw new NoSuchElementException("DataLoader: the pass is over: ask for a new iterator");
        }
        try {
            B batch = first.get();
            fill();
            return batch;
        } catch (ExecutionException e) {
            end();
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new DataException("DataLoader: a worker failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            end();
            Thread.currentThread().interrupt();
            throw new DataException("DataLoader: the thread was interrupted while it waited for a batch", e);
        }
    }
}
