package dev.obor.testing;

import dev.obor.backend.Backend;
import dev.obor.layout.Layout;
import dev.obor.storage.Device;
import dev.obor.storage.Storage;
import dev.obor.storage.View;
import dev.obor.tensor.Op;
import dev.obor.tensor.Spec;
import dev.obor.tensor.Tensor;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/// The backends of the Java heap that are on the path, and operators run on one of them.
final class TestBackends {
    private static final List<Backend> ALL = ServiceLoader.load(Backend.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(backend -> backend.device().equals(Device.CPU))
            .sorted(Comparator.comparingInt(Backend::priority))
            .toList();

    private TestBackends() {}

    static List<Backend> all() {
        return ALL;
    }

    /// The executable specification.
    static Backend reference() {
        return ALL.getFirst();
    }

    /// A short name for tests.
    static String name(Backend backend) {
        return backend.description().split("[ ,]", 2)[0];
    }

    /// Returns the first output of an operator that a backend runs, in a fresh tensor.
    static Tensor run(Backend backend, Op op, Tensor... inputs) {
        Spec[] specs = specs(inputs);
        Spec[] results = op.infer(specs);
        View[] outputs = new View[results.length];
        for (int i = 0; i < outputs.length; i++) {
            Spec result = results[i];
            Storage storage = backend.allocate(result.dtype(), result.shape().numel());
            outputs[i] = new View(storage, Layout.dense(result.shape()), result.dtype());
        }
        backend.run(op, views(inputs), outputs);
        return Tensor.of(outputs[0]);
    }

    static View[] views(Tensor... inputs) {
        return Stream.of(inputs).map(Tensor::view).toArray(View[]::new);
    }

    static Spec[] specs(Tensor... inputs) {
        return Stream.of(inputs).map(x -> new Spec(x.shape(), x.dtype())).toArray(Spec[]::new);
    }
}
