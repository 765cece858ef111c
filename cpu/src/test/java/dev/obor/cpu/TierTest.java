package dev.obor.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class TierTest {
    private final int[] scratch = new int[512];

    private void exercise(IntUnaryOperator kernel) {
        for (int i = 0; i < scratch.length; i++) {
            scratch[i] = kernel.applyAsInt(i);
        }
    }

    private static boolean comesTrue(BooleanSupplier condition, int millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000L;
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            Thread.sleep(1);
        }
        return condition.getAsBoolean();
    }

    @Test
    void aKernelThatHasWorkedMovesToItsTwin() throws InterruptedException {
        IntUnaryOperator scalar = i -> i * 3;
        IntUnaryOperator vector = i -> i + i + i;
        Tier<IntUnaryOperator> tier = new Tier<>(scalar, () -> vector, this::exercise);
        assertThat(tier.current()).isSameAs(scalar);
        tier.used(1_000_000);
        assertThat(comesTrue(() -> tier.current().equals(vector), 10_000)).isTrue();
    }

    @Test
    void aKernelUsedLittleIsLeftAlone() throws InterruptedException {
        IntUnaryOperator scalar = i -> i * 3;
        CountDownLatch made = new CountDownLatch(1);
        Tier<IntUnaryOperator> tier = new Tier<>(
                scalar,
                () -> {
                    made.countDown();
                    return i -> i + i + i;
                },
                this::exercise);
        for (int i = 0; i < 10; i++) {
            tier.used(10);
        }
        assertThat(made.await(20, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(tier.current()).isSameAs(scalar);
    }

    /// Slow until it has been run so often, as if the compiler had needed so long.
    private Tier<IntUnaryOperator> slowFor(
            int runs, int limitMillis, IntUnaryOperator scalar, IntUnaryOperator vector) {
        AtomicInteger left = new AtomicInteger(runs);
        return new Tier<>(
                scalar,
                () -> vector,
                kernel -> {
                    exercise(kernel);
                    if (kernel.equals(vector) && left.decrementAndGet() >= 0) {
                        LockSupport.parkNanos(1_000_000);
                    }
                },
                Tier.THRESHOLD,
                limitMillis * 1_000_000L);
    }

    @Test
    void aTwinThatIsNotReadyIsWaitedFor() throws InterruptedException {
        IntUnaryOperator scalar = i -> i * 3;
        IntUnaryOperator vector = i -> i + i + i;
        Tier<IntUnaryOperator> tier = slowFor(100, 10_000, scalar, vector);
        tier.used(1_000_000);
        assertThat(comesTrue(() -> tier.current().equals(vector), 10_000)).isTrue();
    }

    @Test
    void aTwinThatStaysSlowIsGivenUp() throws InterruptedException {
        IntUnaryOperator scalar = i -> i * 3;
        AtomicInteger runs = new AtomicInteger();
        IntUnaryOperator vector = i -> {
            runs.getAndIncrement();
            return i + i + i;
        };
        Tier<IntUnaryOperator> tier = slowFor(Integer.MAX_VALUE, 50, scalar, vector);
        tier.used(1_000_000);
        assertThat(comesTrue(() -> runs.get() > 0, 10_000)).isTrue();
        // Its turns end when its time is spent: from then on nothing runs.
        assertThat(comesTrue(() -> !runsOn(runs), 20_000)).isTrue();
        assertThat(tier.current()).isSameAs(scalar);
    }

    private static boolean runsOn(AtomicInteger runs) {
        int before = runs.get();
        LockSupport.parkNanos(200_000_000);
        return runs.get() > before;
    }

    @Test
    void theKernelWithMostRecentWorkComesFirst() throws InterruptedException {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch queued = new CountDownLatch(1);
        Workers.background(() -> {
            try {
                queued.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        for (int i = 1; i <= 5; i++) {
            String name = "kernel " + i;
            Tier<IntUnaryOperator> tier = new Tier<>(
                    x -> x * 3,
                    () -> {
                        order.add(name);
                        return x -> x + x + x;
                    },
                    this::exercise);
            tier.used(1_000_000L * i);
        }
        queued.countDown();
        assertThat(comesTrue(() -> order.size() == 5, 10_000)).isTrue();
        assertThat(order).startsWith("kernel 5");
    }

    @Test
    void aTwinThatCannotBeMadeLeavesTheScalarForm() throws InterruptedException {
        IntUnaryOperator scalar = i -> i * 3;
        CountDownLatch asked = new CountDownLatch(1);
        Tier<IntUnaryOperator> tier = new Tier<>(
                scalar,
                () -> {
                    asked.countDown();
                    throw new IllegalStateException("a test's failing twin: the warning is expected");
                },
                this::exercise);
        tier.used(1_000_000);
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        CountDownLatch drained = new CountDownLatch(1);
        Workers.background(drained::countDown);
        assertThat(drained.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(tier.current()).isSameAs(scalar);
    }
}
