package dev.obor.app;

import dev.obor.io.Progress;
import dev.obor.train.Callback;
import dev.obor.train.Run;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/// Shows how far a training has come: a bar for each pass on a terminal, a line for each pass elsewhere.
final class ProgressDisplay implements Callback, AutoCloseable {
    private static final boolean TERMINAL = dev.obor.console.Progress.isTerminal();

    /// The share of a new batch in the loss that is shown.
    private static final double NEW = 0.05;

    private final PrintWriter screen;
    private final int batchSize;
    private final int images;
    private final boolean bars;
    private final Consumer<String> say;
    private ProgressBar bar;
    private int before;
    private int done;
    private double loss = Double.NaN;
    private long epochStart = System.nanoTime();

    ProgressDisplay(PrintWriter screen, int batchSize, int images, boolean quiet, Consumer<String> say) {
        this.screen = screen;
        this.batchSize = batchSize;
        this.images = images;
        this.bars = TERMINAL && !quiet;
        this.say = say;
    }

    private static ProgressBarBuilder builder(String task, long max) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(max)
                .setStyle(
                        dev.obor.console.Progress.hasBlocks() ? ProgressBarStyle.UNICODE_BLOCK : ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(100)
                .clearDisplayOnFinish();
    }

    /// Returns a bar for downloads; where there is no terminal, a line for each file.
    static Progress download(PrintWriter screen) {
        return new Progress() {
            private ProgressBar current;
            private String name = "";

            @Override
            public void at(String file, long bytes, long total) {
                if (!name.equals(file)) {
                    finish();
                    name = file;
                    if (TERMINAL) {
                        current = builder(file, total).setUnit(" KB", 1024).build();
                    } else {
                        screen.println("downloading " + file);
                    }
                }
                if (current != null) {
                    current.stepTo(bytes);
                    if (bytes == total) {
                        finish();
                    }
                }
            }

            private void finish() {
                if (current != null) {
                    current.close();
                    current = null;
                }
            }
        };
    }

    @Override
    public void started(Run run) {
        before = images(run);
        done = before;
        if (run.steps() > 0) {
            say.accept("resumed after " + run.steps() + " steps");
        }
        epochStart = System.nanoTime();
    }

    private int images(Run run) {
        return (int) Math.min((long) run.batch() * batchSize, images);
    }

    @Override
    public void step(Run run) {
        done = images(run);
        loss = Double.isNaN(loss) ? run.loss() : loss + NEW * (run.loss() - loss);
        if (bars) {
            if (bar == null) {
                bar = builder("epoch " + (run.epoch() + 1) + "/" + run.epochs(), images)
                        .hideEta()
                        .build();
            }
            // The library's own speed says nothing in the first second, which is half of a pass.
            bar.setExtraMessage(
                    String.format(Locale.ROOT, " %,.0f images/s, loss %.4f", (done - before) / seconds(), loss));
            bar.stepTo(done);
        }
    }

    @Override
    public void epoch(Run run) {
        close();
        double seconds = seconds();
        epochStart = System.nanoTime();
        say.accept(String.format(
                Locale.ROOT,
                "epoch %d/%d: loss %.4f, test accuracy %.2f %%, %.1f s, %,.0f images/s",
                run.epoch() + 1,
                run.epochs(),
                loss,
                100 * run.metric(Training.ACCURACY).orElse(Double.NaN),
                seconds,
                (done - before) / seconds));
        before = 0;
        screen.flush();
    }

    @Override
    public Map<String, Object> stateDict() {
        return Map.of("loss", loss);
    }

    @Override
    public void loadStateDict(Map<String, ?> state) {
        loss = state.get("loss") instanceof Number saved ? saved.doubleValue() : Double.NaN;
    }

    private double seconds() {
        return (System.nanoTime() - epochStart) / 1e9;
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
