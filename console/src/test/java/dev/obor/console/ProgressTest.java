package dev.obor.console;

import static dev.obor.console.Progress.progress;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.error.ShapeException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream screen = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private ProgressBarBuilder builder() {
        return new ProgressBarBuilder().setConsumer(new ConsoleProgressBarConsumer(screen, 100));
    }

    private <T> Progress<T> shown(Iterable<T> items, String task) {
        return Progress.of(items, task, this::builder, true);
    }

    private String seen() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void loopsOverCountsAndItems() {
        List<Integer> numbers = new ArrayList<>();
        for (int i : progress(3, "three")) {
            numbers.add(i);
        }
        assertThat(numbers).containsExactly(0, 1, 2);
        List<String> words = new ArrayList<>();
        Progress<String> twice = progress(List.of("a", "b"));
        twice.forEach(words::add);
        twice.forEach(words::add);
        assertThat(words).containsExactly("a", "b", "a", "b");
        assertThat(progress(0).iterator().hasNext()).isFalse();
    }

    @Test
    void barShowsTheTaskTheCountAndTheMessage() {
        Progress<String> bar = shown(List.of("a", "b", "c", "d"), "epoch 1");
        for (String item : bar) {
            bar.message("at " + item);
        }
        assertThat(seen()).contains("epoch 1").contains("100%").contains("4/4").contains("at d");
    }

    @Test
    void unknownCountShowsHowManyHavePassed() {
        Iterable<Integer> items = () -> List.of(1, 2, 3).iterator();
        int sum = 0;
        for (int item : shown(items, "items")) {
            sum += item;
        }
        assertThat(sum).isEqualTo(6);
        assertThat(seen()).contains("items").contains("3/?");
    }

    @Test
    void barOfALoopThatIsLeftCanBeClosed() {
        try (Progress<Integer> bar = shown(List.of(1, 2, 3, 4), "left")) {
            Iterator<Integer> items = bar.iterator();
            items.next();
            items.next();
        }
        assertThat(seen()).contains("1/4").doesNotContain("100%");
    }

    @Test
    void silentWithoutATerminal() {
        Progress<Integer> bar = Progress.of(List.of(1, 2), "quiet", this::builder, false);
        for (int item : bar) {
            bar.message("at " + item);
        }
        assertThat(seen()).isEmpty();
    }

    @Test
    void errorsSayWhatToDo() {
        assertThatThrownBy(() -> progress(-1, "a"))
                .isInstanceOf(ShapeException.class)
                .hasMessage("progress: a loop of -1 rounds: pass 0 or more");
        assertThatThrownBy(() -> progress(0).iterator().next()).isInstanceOf(NoSuchElementException.class);
    }
}
