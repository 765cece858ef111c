package dev.obor.console;

import dev.obor.data.DataLoader;
import dev.obor.error.ShapeException;
import java.nio.charset.Charset;
import java.util.Collection;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/// A loop with a bar that shows how far it has come, how long it will still take, and a message. The bar is
/// drawn on the error stream, and only if the program runs in a terminal.
///
/// ```java
/// var bar = progress(loader, "epoch 1");
/// for (var batch : bar) {
///     bar.message("loss " + train(batch));
/// }
/// ```
///
/// A bar ends with its last item. One that is left early stays as it is until the next one starts, or
/// [#close] is called. One loop at a time goes over the items.
///
/// @param <T> the items
public final class Progress<T> implements Iterable<T>, AutoCloseable {
    private static final int MILLIS = 100;

    private final Iterable<T> items;
    private final long count;
    private final String task;
    private final Supplier<ProgressBarBuilder> bars;
    private final boolean shown;
    private Walk walk = new Walk(java.util.Collections.emptyIterator());

    private Progress(Iterable<T> items, long count, String task, Supplier<ProgressBarBuilder> bars, boolean shown) {
        this.items = Objects.requireNonNull(items, "items");
        this.count = count;
        this.task = Objects.requireNonNull(task, "task");
        this.bars = bars;
        this.shown = shown;
    }

    /// Returns a loop over items. How many there are is known of a collection and of a [DataLoader]; of
    /// others the bar shows how many have passed.
    public static <T> Progress<T> progress(Iterable<T> items) {
        return progress(items, "");
    }

    /// Returns a loop over items, with a name at the left of the bar.
    public static <T> Progress<T> progress(Iterable<T> items, String task) {
        return of(items, task, Progress::onScreen, isTerminal());
    }

    /// Returns a loop over 0, 1, 2 … below a count, with a name at the left of the bar.
    ///
    /// @throws ShapeException if the count is negative
    public static Progress<Integer> progress(int count, String task) {
        if (count < 0) {
            throw new ShapeException("progress: a loop of " + count + " rounds: pass 0 or more");
        }
        Iterable<Integer> numbers = () -> IntStream.range(0, count).iterator();
        return new Progress<>(numbers, count, task, Progress::onScreen, isTerminal());
    }

    /// Returns a loop over 0, 1, 2 … below a count.
    ///
    /// @throws ShapeException if the count is negative
    public static Progress<Integer> progress(int count) {
        return progress(count, "");
    }

    static <T> Progress<T> of(Iterable<T> items, String task, Supplier<ProgressBarBuilder> bars, boolean shown) {
        long count = switch (items) {
            case Collection<?> collection -> collection.size();
            case DataLoader<?> loader -> loader.size();
            default -> -1;
        };
        return new Progress<>(items, count, task, bars, shown);
    }

    /// Returns whether the program runs in a terminal. A console may be missing or be none, as releases of
    /// the JDK differ in what they give where output is redirected.
    @SuppressWarnings("SystemConsoleNull")
    public static boolean isTerminal() {
        return System.console() != null && System.console().isTerminal();
    }

    /// Returns whether the error stream can show block letters.
    public static boolean hasBlocks() {
        // The property that the error stream takes its letters from.
        String name = System.getProperty("stderr.encoding", "UTF-8");
        return Charset.isSupported(name) && Charset.forName(name).newEncoder().canEncode('█');
    }

    private static ProgressBarBuilder onScreen() {
        return new ProgressBarBuilder();
    }

    /// Shows a message at the right of the bar, such as the loss. Without a bar nothing happens.
    public void message(String text) {
        walk.message(Objects.requireNonNull(text, "text"));
    }

    /// Ends the bar, where a loop is left early.
    @Override
    public void close() {
        walk.close();
    }

    @Override
    public Iterator<T> iterator() {
        walk.close();
        walk = new Walk(items.iterator());
        return walk;
    }

    /// One way over the items.
    private final class Walk implements Iterator<T> {
        private final Iterator<T> from;
        private ProgressBar bar;
        private boolean began;

        private Walk(Iterator<T> from) {
            this.from = from;
        }

        @Override
        public boolean hasNext() {
            boolean more = from.hasNext();
            if (!more) {
                close();
            }
            return more;
        }

        @Override
        public T next() {
            if (!from.hasNext()) {
                throw new NoSuchElementException("progress: the loop has no more items: ask hasNext() first");
            }
            if (!began) {
                began = true;
                bar = shown ? open() : null;
            } else if (bar != null) {
                // An item is done when the next one is asked for.
                bar.step();
            }
            return from.next();
        }

        private ProgressBar open() {
            Open.close();
            ProgressBar opened = bars.get()
                    .setTaskName(task)
                    .setInitialMax(count)
                    .setStyle(hasBlocks() ? ProgressBarStyle.UNICODE_BLOCK : ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(MILLIS)
                    .build();
            Open.now(opened);
            return opened;
        }

        private void message(String text) {
            if (bar != null) {
                bar.setExtraMessage(" " + text);
            }
        }

        private void close() {
            if (bar != null) {
                if (!from.hasNext()) {
                    bar.step();
                }
                bar.close();
                bar = null;
            }
        }
    }

    /// The bar that is on the screen: a second one would be drawn over it.
    private static final class Open {
        private static ProgressBar bar;

        private Open() {}

        private static synchronized void now(ProgressBar opened) {
            bar = opened;
        }

        private static synchronized void close() {
            if (bar != null) {
                bar.close();
                bar = null;
            }
        }
    }
}
