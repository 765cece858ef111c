package dev.obor.backend;

import dev.obor.error.OborException;
import dev.obor.storage.Device;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
        private static final Backend REFERENCE = all(everywhere()).stream()
                .min(Comparator.comparingInt(Backend::priority))
                .orElseThrow();

        private Slow() {}
    }

    private static ServiceLoader<Backend> everywhere() {
        return ServiceLoader.load(Backend.class, Backend.class.getClassLoader());
    }

    private static List<Backend> all(ServiceLoader<Backend> loader) {
        List<Backend> backends = new ArrayList<>();
        for (Backend backend : loader) {
            backends.add(backend);
        }
        return backends;
    }

    /// Returns the best of these backends, or `best`. A loop: the first stream of a program costs it some
    /// milliseconds.
    private static Backend better(Backend best, Device device, List<Backend> backends) {
        Backend found = best;
        for (Backend backend : backends) {
            if (backend.device().equals(device)
                    && (found == null || backend.priority() > found.priority())) {
                found = backend;
            }
        }
        return found;
    }

    private static Backend find(Device device) {
        // Among modules a provider is found without opening jars, which looking everywhere does.
        ModuleLayer layer = Backend.class.getModule().getLayer();
        Backend best = layer == null ? null : better(null, device, all(ServiceLoader.load(layer, Backend.class)));
        if (best == null || best.priority() == 0) {
            best = better(best, device, all(everywhere()));
        }
        if (best == null) {
            throw new OborException("backend: none is present for " + device + ": add obor-cpu");
        }
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
