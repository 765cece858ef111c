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

/// Batches read ahead on other threads and handed out in order. The threads are daemons and end with the
/// pass, or a second after the loop was left.
final class Prefetch<B> implements Iterator<B> {
    private static final int IDLE_SECONDS = 1;

    /// Reads a batch.
    interface Reader<B> {
        B read(int[] indices, int start);
    }

    private final Iterator<int[]> order;
    private final Reader<B> reader;
    private final int ahead;
    private final ExecutorService workers;
    private final ArrayDeque<Future<B>> queue = new ArrayDeque<>();
    private int start;

    Prefetch(Iterator<int[]> order, Reader<B> reader, int start, int workers, int prefetch) {
        this.start = start;
        this.order = order;
        this.reader = reader;
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
        while (queue.size() < ahead && order.hasNext()) {
            int[] indices = order.next();
            int first = start;
            start += indices.length;
            queue.add(workers.submit(() -> reader.read(indices, first)));
        }
        if (!order.hasNext()) {
            workers.shutdown();
        }
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
            workers.shutdownNow();
            queue.clear();
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new DataException("DataLoader: a worker failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            workers.shutdownNow();
            queue.clear();
            Thread.currentThread().interrupt();
            throw new DataException("DataLoader: the thread was interrupted while it waited for a batch", e);
        }
    }
}
