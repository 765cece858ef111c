package dev.obor.testing;

import dev.obor.backend.Backend;
import java.lang.reflect.Method;

/// The number of threads that a backend works with, which is its own affair and not public.
final class Threads {
    private Threads() {}

    static int get(Backend backend) {
        return (int) call(backend, "threads");
    }

    static void set(Backend backend, int threads) {
        call(backend, "setThreads", threads);
    }

    private static Object call(Backend backend, String name, int... args) {
        try {
            Class<?> workers = Class.forName(backend.getClass().getPackageName() + ".Workers");
            Method method =
                    args.length == 0 ? workers.getDeclaredMethod(name) : workers.getDeclaredMethod(name, int.class);
            method.setAccessible(true);
            return args.length == 0 ? method.invoke(null) : String.valueOf(method.invoke(null, args[0]));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the threads of " + backend.description(), e);
        }
    }
}
