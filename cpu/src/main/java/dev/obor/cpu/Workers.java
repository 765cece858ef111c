package dev.obor.cpu;

import dev.obor.error.OborException;
import java.lang.System.Logger.Level;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/// The library's threads; no thread is made anywhere else.
///
/// [#parallelFor(int, IntConsumer)] hands the tasks of one job out to the caller and to `threads() - 1`
/// daemon threads named `obor-worker-1`, `obor-worker-2`, …, which are made at the first job that can use
/// them. [#background(Runnable)] queues work that nobody waits for.
final class Workers {
    private static final System.Logger LOG = System.getLogger(Workers.class.getName());

    /// How long an idle thread watches for work before it offers its core to others between two looks. A parked
    /// thread takes 50 to 90 µs to wake, and an operator's parallel parts follow one another closely.
    private static final long SPIN_NANOS = 40_000;

    /// How long it watches before it parks: about the time between the large products of a training step.
    private static final long WATCH_NANOS = 400_000;

    /// The jobs that may still have tasks to hand out, the oldest first.
    private static final ConcurrentLinkedQueue<Job> JOBS = new ConcurrentLinkedQueue<>();

    /// Whether the current thread is running a task, so that a job started by the task runs inline.
    private static final ThreadLocal<boolean[]> IN_TASK = ThreadLocal.withInitial(() -> new boolean[1]);

    private static volatile int threads = configuredThreads();
    private static volatile Worker[] crew = {};

    private Workers() {}

    private static int configuredThreads() {
        int processors = Runtime.getRuntime().availableProcessors();
        String text = System.getProperty("obor.threads", "");
        if (text.isBlank()) {
            return processors;
        }
        try {
            int n = Integer.parseInt(text.strip());
            if (n >= 1) {
                return n;
            }
        } catch (NumberFormatException e) {
            LOG.log(Level.DEBUG, "not a number", e);
        }
        LOG.log(
                Level.WARNING,
                "workers: system property obor.threads is \"" + text + "\": give a number of threads, 1"
                        + " or more; using " + processors);
        return processors;
    }

    /// Returns how many threads, the caller's among them, share the tasks of a job: as last set, else the
    /// system property `obor.threads`, else the number of processors.
    static int threads() {
        return threads;
    }

    /// Sets how many threads share the tasks of the jobs that start from now on.
    ///
    /// @throws OborException if `n` is less than 1
    static void setThreads(int n) {
        if (n < 1) {
            throw new OborException("setThreads: " + n + " threads cannot work: give 1 or more");
        }
        threads = n;
    }

    /// Runs `body` for each of 0 … `tasks` - 1, each exactly once, and returns when all have ended.
    ///
    /// Each thread begins with a stretch of tasks of its own, the same one in every job of as many tasks, so
    /// that what it worked on last is still in its caches; then it takes what others have not begun. So the
    /// order of the tasks is not defined; everything they wrote is visible to the caller afterwards. A single
    /// task, a job started from inside a task, and every job when `threads()` is 1 run on the calling thread.
    /// If tasks throw, the others still run, and then the exception of the first of them is thrown here, with
    /// those of the later ones as its suppressed exceptions.
    static void parallelFor(int tasks, IntConsumer body) {
        if (tasks <= 0) {
            return;
        }
        if (tasks == 1) {
            body.accept(0);
            return;
        }
        boolean[] inTask = IN_TASK.get();
        int stretches = inTask[0] ? 1 : Math.min(threads, tasks);
        Job job = new Job(tasks, stretches, body);
        if (stretches == 1) {
            job.work(0);
        } else {
            JOBS.add(job);
            wake(tasks - 1);
            inTask[0] = true;
            job.work(0);
            inTask[0] = false;
            JOBS.remove(job);
            job.await();
        }
        job.rethrow();
    }

    /// Runs `task` some time later on the one background thread, after the tasks queued before it. Use it for
    /// work that makes later calls faster; the program may end before it has run.
    static void background(Runnable task) {
        Background.QUEUE.add(task);
    }

    /// Passes a moment until the next look for work; false if a thread has waited for so long that it should park.
    @SuppressWarnings("ThreadPriorityCheck") // Yielding is only faster, not needed.
    private static boolean watch(long waited) {
        if (waited < SPIN_NANOS) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
        return waited < WATCH_NANOS;
    }

    private static void wake(int wanted) {
        Worker[] workers = crew;
        if (workers.length != threads - 1) {
            workers = resizeCrew();
        }
        for (int w = 0; w < Math.min(wanted, workers.length); w++) {
            Worker worker = workers[w];
            if (worker.asleep) {
                worker.asleep = false;
                LockSupport.unpark(worker);
            }
        }
    }

    private static synchronized Worker[] resizeCrew() {
        Worker[] old = crew;
        Worker[] workers = new Worker[threads - 1];
        for (int w = 0; w < workers.length; w++) {
            workers[w] = w < old.length ? old[w] : new Worker(w + 1);
        }
        for (int w = workers.length; w < old.length; w++) {
            old[w].dismissed = true;
            LockSupport.unpark(old[w]);
        }
        crew = workers;
        for (int w = old.length; w < workers.length; w++) {
            workers[w].start();
        }
        return workers;
    }

    /// A body with the number of the next task of each stretch and the count of those that have not ended.
    private static final class Job {
        /// Numbers of a cache line, so that threads that count do not take each other's line away.
        private static final int LINE = 16;

        private final int tasks;
        private final int stretches;
        private final IntConsumer body;
        private final AtomicIntegerArray next;
        private final AtomicInteger left;
        private volatile Thread waiting;
        /// By task, so that what is thrown does not depend on which thread was faster.
        private final ConcurrentSkipListMap<Integer, Throwable> failures = new ConcurrentSkipListMap<>();

        Job(int tasks, int stretches, IntConsumer body) {
            this.tasks = tasks;
            this.stretches = stretches;
            this.body = body;
            this.left = new AtomicInteger(tasks);
            this.next = new AtomicIntegerArray(stretches * LINE);
        }

        /// Runs tasks until none is left to hand out: those of one thread's stretch, then the others'.
        void work(int thread) {
            int ended = 0;
            for (int s = 0; s < stretches; s++) {
                ended += workOn((thread + s) % stretches);
            }
            if (ended > 0 && left.addAndGet(-ended) == 0) {
                LockSupport.unpark(waiting);
            }
        }

        private int workOn(int stretch) {
            int start = start(stretch);
            int size = start(stretch + 1) - start;
            int ended = 0;
            for (int i = next.getAndIncrement(stretch * LINE); i < size; i = next.getAndIncrement(stretch * LINE)) {
                try {
                    body.accept(start + i);
                } catch (Throwable e) {
                    failures.put(start + i, e);
                }
                ended++;
            }
            return ended;
        }

        private int start(int stretch) {
            return (int) ((long) tasks * stretch / stretches);
        }

        /// Waits until all tasks have ended.
        void await() {
            long start = System.nanoTime();
            while (left.get() != 0) {
                // A worker with the last task may be waiting for this very processor: it is offered early.
                if (!watch(System.nanoTime() - start + SPIN_NANOS * 7 / 8)) {
                    parkUntilEnded();
                }
            }
        }

        private void parkUntilEnded() {
            boolean interrupted = false;
            waiting = Thread.currentThread();
            while (left.get() != 0) {
                LockSupport.park(this);
                // An interrupted thread does not park; the flag is put back when the job has ended.
                interrupted |= Thread.interrupted();
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        void rethrow() {
            if (failures.isEmpty()) {
                return;
            }
            Throwable failure = failures.firstEntry().getValue();
            // Two tasks may throw one exception, which cannot suppress itself.
            failures.values().stream().filter(e -> !e.equals(failure)).forEach(failure::addSuppressed);
            switch (failure) {
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                // Another language's lambda may throw a checked exception.
                default -> throw new UndeclaredThrowableException(failure);
            }
        }
    }

    private static final class Worker extends Thread {
        /// Whether the thread is parked or about to park. Set before the queue is looked at for the last
        /// time, and read after a job has been queued, so one of the two sides always sees the other.
        volatile boolean asleep;

        volatile boolean dismissed;

        private final int number;

        Worker(int number) {
            super(null, null, "obor-worker-" + number, 0, false);
            this.number = number;
            setDaemon(true);
        }

        @Override
        public void run() {
            IN_TASK.get()[0] = true;
            long idleSince = System.nanoTime();
            while (!dismissed) {
                if (help(number)) {
                    idleSince = System.nanoTime();
                } else if (!watch(System.nanoTime() - idleSince)) {
                    asleep = true;
                    if (JOBS.isEmpty() && !dismissed) {
                        LockSupport.park(JOBS);
                    }
                    asleep = false;
                    idleSince = System.nanoTime();
                }
            }
        }

        /// Takes part in the oldest job, if there is one. A method of its own, so that no parked thread's
        /// frame keeps a job and its arrays alive.
        private static boolean help(int number) {
            Job job = JOBS.peek();
            if (job == null) {
                return false;
            }
            job.work(number);
            JOBS.remove(job);
            return true;
        }
    }

    /// The background thread, which starts with the first use of this class.
    private static final class Background {
        static final BlockingQueue<Runnable> QUEUE = new LinkedBlockingQueue<>();

        static {
            start();
        }

        @SuppressWarnings("ThreadPriorityCheck") // Nothing relies on the priority; it is a courtesy where it counts.
        private static void start() {
            Thread thread = new Thread(null, Background::run, "obor-warmup", 0, false);
            thread.setDaemon(true);
            thread.setPriority(Thread.MIN_PRIORITY);
            thread.start();
        }

        private static void run() {
            while (true) {
                try {
                    QUEUE.take().run();
                } catch (InterruptedException e) {
                    return;
                } catch (Throwable e) {
                    LOG.log(Level.WARNING, "workers: a background task failed", e);
                }
            }
        }
    }
}
