package dev.obor.backend;

import dev.obor.error.OborException;
import dev.obor.storage.Device;
import java.util.Comparator;
import java.util.ServiceLoader;

/// The backends on the path.
public final class Backends {
    private static final class Cpu {
        private static final Backend BEST = find(Device.CPU);

        private Cpu() {}
    }

    private Backends() {}

    /// Returns the best backend for the Java heap. Where only the reference one is present, a warning says so
    /// once.
    public static Backend cpu() {
        return Cpu.BEST;
    }

    /// Returns the reference, for what a faster backend leaves to it.
    public static Backend reference() {
        return Slow.REFERENCE;
    }

    private static final class Slow {
        private static final Backend REFERENCE =
                ServiceLoader.load(Backend.class, Backend.class.getClassLoader()).stream()
                        .map(ServiceLoader.Provider::get)
                        .min(Comparator.comparingInt(Backend::priority))
                        .orElseThrow();
    }

    private static Backend find(Device device) {
        Backend best = ServiceLoader.load(Backend.class, Backend.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .filter(backend -> backend.device().equals(device))
                .max(Comparator.comparingInt(Backend::priority))
                .orElseThrow(() -> new OborException("backend: none is present for " + device + ": add obor-cpu"));
        if (best.priority() == 0) {
            System.getLogger("dev.obor")
                    .log(
                            System.Logger.Level.WARNING,
                            "Only the reference backend is present, which is slow: add the module dev.obor.cpu (artifact obor-cpu)"
                                    + " and the flag --add-modules jdk.incubator.vector");
        }
        return best;
    }
}
