package dev.obor.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.error.OborException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkersTest {
    private int threadsBefore;

    @BeforeEach
    void useFourThreads() {
        threadsBefore = Workers.threads();
        Workers.setThreads(4);
    }

    @AfterEach
    void restoreThreads() {
        Workers.setThreads(threadsBefore);
    }

    @Test
    void everyTaskRunsExactlyOnceAndItsWritesAreSeen() {
        for (int threads = 1; threads <= 5; threads++) {
            Workers.setThreads(threads);
            for (int round = 0; round < 2000; round++) {
                int[] runs = new int[round % 37];
                Workers.parallelFor(runs.length, task -> runs[task]++);
                assertThat(runs)
                        .as("%d threads, %d tasks", threads, runs.length)
                        .containsOnly(ones(runs.length));
            }
        }
    }

    private static int[] ones(int length) {
        int[] result = new int[length];
        Arrays.fill(result, 1);
        return result;
    }

    @Test
    void workersTakePart() throws InterruptedException {
        CountDownLatch allFour = new CountDownLatch(4);
        Set<String> names = ConcurrentHashMap.newKeySet();
        Workers.parallelFor(4, task -> {
            names.add(Thread.currentThread().getName());
            allFour.countDown();
            awaitQuietly(allFour);
        });
        assertThat(allFour.getCount()).isZero();
        assertThat(names)
                .containsExactlyInAnyOrder(
                        Thread.currentThread().getName(), "obor-worker-1", "obor-worker-2", "obor-worker-3");
    }

    @Test
    void parkedWorkersWakeForTheNextJob() throws InterruptedException {
        for (int round = 0; round < 20; round++) {
            Thread.sleep(2);
            CountDownLatch both = new CountDownLatch(2);
            Workers.parallelFor(2, task -> {
                both.countDown();
                awaitQuietly(both);
            });
            assertThat(both.getCount()).isZero();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void theFirstTasksExceptionReachesTheCallerWithTheOthersSuppressed() {
        for (int threads : new int[] {1, 4}) {
            Workers.setThreads(threads);
            AtomicInteger runs = new AtomicInteger();
            assertThatThrownBy(() -> Workers.parallelFor(10, task -> {
                        runs.incrementAndGet();
                        if (task % 5 == 0) {
                            throw new IllegalStateException("task " + task);
                        }
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("task 0")
                    .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
            assertThat(runs).hasValue(10);
        }
    }

    @Test
    void anErrorReachesTheCallerAsItIs() {
        AssertionError error = new AssertionError("told");
        assertThatThrownBy(() -> Workers.parallelFor(3, task -> {
                    throw error;
                }))
                .isSameAs(error);
    }

    @Test
    void aJobStartedByATaskRunsInline() {
        AtomicBoolean strayed = new AtomicBoolean();
        AtomicInteger runs = new AtomicInteger();
        Workers.parallelFor(8, outer -> {
            Thread here = Thread.currentThread();
            Workers.parallelFor(8, inner -> {
                runs.incrementAndGet();
                if (!Thread.currentThread().equals(here)) {
                    strayed.set(true);
                }
            });
        });
        assertThat(runs).hasValue(64);
        assertThat(strayed).isFalse();
    }

    @Test
    void severalCallersAtOnceGetTheirOwnResults() throws InterruptedException {
        AtomicIntegerArray wrong = new AtomicIntegerArray(6);
        Thread[] callers = new Thread[6];
        for (int c = 0; c < callers.length; c++) {
            int caller = c;
            callers[c] = new Thread(() -> {
                for (int round = 0; round < 500; round++) {
                    long[] squares = new long[13];
                    Workers.parallelFor(squares.length, task -> squares[task] = (long) task * task + caller);
                    for (int task = 0; task < squares.length; task++) {
                        if (squares[task] != (long) task * task + caller) {
                            wrong.incrementAndGet(caller);
                        }
                    }
                }
            });
        }
        for (Thread caller : callers) {
            caller.start();
        }
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(wrong).hasToString("[0, 0, 0, 0, 0, 0]");
    }

    @Test
    void anInterruptedCallerWaitsForItsTasksAndStaysInterrupted() {
        Thread.currentThread().interrupt();
        AtomicInteger ended = new AtomicInteger();
        Workers.parallelFor(4, task -> {
            long until = System.nanoTime() + 2_000_000;
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
            ended.incrementAndGet();
        });
        assertThat(Thread.interrupted()).isTrue();
        assertThat(ended).hasValue(4);
    }

    @Test
    void setThreadsRefusesNone() {
        assertThatThrownBy(() -> Workers.setThreads(0))
                .isInstanceOf(OborException.class)
                .hasMessage("setThreads: 0 threads cannot work: give 1 or more");
    }

    @Test
    void backgroundTasksRunInOrderOnADaemonThreadAlsoAfterAFailure() throws InterruptedException {
        List<String> order = new CopyOnWriteArrayList<>();
        CountDownLatch done = new CountDownLatch(1);
        Workers.background(() -> order.add(Thread.currentThread().getName()));
        Workers.background(() -> order.add("daemon " + Thread.currentThread().isDaemon()));
        Workers.background(() -> {
            throw new IllegalStateException("a test's failing background task: the warning is expected");
        });
        Workers.background(done::countDown);
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(order).containsExactly("obor-warmup", "daemon true");
    }
}
