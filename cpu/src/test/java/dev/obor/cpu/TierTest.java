package dev.obor.cpu;

import static org.assertj.core.api.Assertions.assertThat;

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
    private Tier<IntUnaryOperator> slowFor(int runs, IntUnaryOperator scalar, IntUnaryOperator vector) {
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
                50_000_000);
    }

    @Test
    void aTwinThatIsNotReadyIsTriedAgain() throws InterruptedException {
        IntUnaryOperator scalar = i -> i * 3;
        IntUnaryOperator vector = i -> i + i + i;
        // At a millisecond a run, the first warm-up of 50 ms is over before 100 runs are.
        Tier<IntUnaryOperator> tier = slowFor(100, scalar, vector);
        tier.used(1_000_000);
        assertThat(comesTrue(() -> tier.current().equals(vector), 10_000)).isTrue();
    }

    @Test
    void aTwinThatStaysSlowIsGivenUp() throws InterruptedException {
        IntUnaryOperator scalar = i -> i * 3;
        Tier<IntUnaryOperator> tier = slowFor(Integer.MAX_VALUE, scalar, i -> i + i + i);
        tier.used(1_000_000);
        CountDownLatch drained = new CountDownLatch(1);
        // Each warm-up queues the next, so what is queued in the last one runs after it.
        drain(8, drained);
        assertThat(drained.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(tier.current()).isSameAs(scalar);
    }

    private static void drain(int times, CountDownLatch drained) {
        Workers.background(times == 0 ? drained::countDown : () -> drain(times - 1, drained));
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
