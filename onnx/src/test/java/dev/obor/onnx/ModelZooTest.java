package dev.obor.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.io.Npz;
import dev.obor.io.PyTorchFile;
import dev.obor.nn.Conv2d;
import dev.obor.nn.Dropout;
import dev.obor.nn.F;
import dev.obor.nn.Layer;
import dev.obor.nn.Linear;
import dev.obor.tensor.Tensor;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Networks of published layouts take the weights that PyTorch wrote, compute what it computes, and go on to
/// ONNX. The files are made by `tools/golden/files/networks.py`.
class ModelZooTest {
    @TempDir
    Path folder;

    /// The network of PyTorch's MNIST example.
    private static final class Mnist extends Layer {
        private final Conv2d conv1;
        private final Conv2d conv2;
        private final Dropout dropout1 = child("dropout1", new Dropout(0.25));
        private final Dropout dropout2 = child("dropout2", new Dropout(0.5));
        private final Linear fc1;
        private final Linear fc2;

        Mnist(int width) {
            conv1 = child("conv1", new Conv2d(1, width, 3));
            conv2 = child("conv2", new Conv2d(width, 2 * width, 3));
            fc1 = child("fc1", new Linear(2 * width * 144, 4 * width));
            fc2 = child("fc2", new Linear(4 * width, 10));
        }

        @Override
        protected Tensor compute(Tensor x) {
            Tensor y = F.maxPool2d(conv2.forward(conv1.forward(x).relu()).relu(), 2);
            y = dropout1.forward(y.flatten(1));
            y = dropout2.forward(fc1.forward(y).relu());
            return fc2.forward(y).logSoftmax(1);
        }
    }

    private static Path golden(String name) {
        try {
            return Path.of(Objects.requireNonNull(ModelZooTest.class.getResource("golden/" + name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void resnet18() throws Exception {
        check("resnet18", new ResNet(4, 10));
    }

    @Test
    void mnist() throws Exception {
        check("mnist", new Mnist(4));
    }

    private void check(String name, Layer net) throws Exception {
        Map<String, Tensor> state = PyTorchFile.loadStateDict(golden(name + ".pth"));
        assertThat(List.copyOf(net.stateDict().keySet())).containsExactlyElementsOf(state.keySet());
        net.loadStateDict(state);
        net.eval();
        Map<String, Tensor> arrays = Npz.load(golden(name + ".npz"));
        Tensor x = arrays.get("x");
        Tensor expected = arrays.get("y");
        assertClose(net.forward(x), expected, 1e-4);
        Path file = folder.resolve(name + ".onnx");
        Onnx.save(file, net, x.narrow(0, 0, 1), Onnx.options().batchAxis(0));
        try (OnnxRuntime runtime = new OnnxRuntime(file)) {
            assertClose(runtime.run(x).getFirst(), net.forward(x), 1e-5);
            assertClose(runtime.run(x).getFirst(), expected, 1e-4);
        }
    }

    private static void assertClose(Tensor actual, Tensor expected, double tolerance) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        assertThat(actual.sub(expected).abs().amax().item()).isLessThan(tolerance);
    }
}
