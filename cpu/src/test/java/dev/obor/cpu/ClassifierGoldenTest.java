package dev.obor.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.nn.F;
import dev.obor.nn.Layer;
import dev.obor.nn.Linear;
import dev.obor.nn.ReLU;
import dev.obor.nn.Sequential;
import dev.obor.optim.Adam;
import dev.obor.optim.Optimizer;
import dev.obor.optim.SGD;
import dev.obor.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The first steps of the default classifier, against what PyTorch computes from the same seed: the same
/// weights, the same batches, and losses within 1e-5. The golden numbers come from
/// tools/golden/classifier.py.
class ClassifierGoldenTest {
    private static final int STEPS = 20;
    private static final int BATCH = 64;

    @Test
    void weightsAndLossesArePyTorchs() throws IOException {
        Obor.manualSeed(10);
        Layer net =
                new Sequential(new Linear(784, 128), new ReLU(), new Linear(128, 64), new ReLU(), new Linear(64, 10));
        Tensor x = Obor.rand(STEPS * BATCH, 784);
        Tensor y = Obor.randint(0, 10, STEPS * BATCH);

        double[] sums = golden("weights");
        List<Tensor> parameters = net.parameters();
        for (int i = 0; i < sums.length; i++) {
            double sum = parameters.get(i).detach().to(DType.FLOAT64).sum().item();
            assertThat(sum)
                    .as("sum of parameter %d", i)
                    .isEqualTo(sums[i], within(1e-9 * Math.max(1, Math.abs(sums[i]))));
        }
        // The second run goes on from the weights that the first one left, as in the script.
        compare("adam", net, new Adam(parameters, 1e-3), x, y);
        compare("sgd", net, new SGD(parameters, SGD.options(0.1).momentum(0.9).weightDecay(1e-4)), x, y);
    }

    private static void compare(String name, Layer net, Optimizer optimizer, Tensor x, Tensor y) throws IOException {
        double[] losses = golden(name);
        assertThat(losses).hasSize(STEPS);
        for (int step = 0; step < STEPS; step++) {
            optimizer.zeroGrad();
            Tensor logits = net.forward(x.narrow(0, BATCH * step, BATCH));
            Tensor loss = F.crossEntropy(logits, y.narrow(0, BATCH * step, BATCH));
            loss.backward();
            optimizer.step();
            assertThat(loss.item()).as("%s, loss before step %d", name, step).isEqualTo(losses[step], within(1e-5));
        }
    }

    private static double[] golden(String name) throws IOException {
        try (InputStream in = ClassifierGoldenTest.class.getResourceAsStream("classifier.txt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String line = text.lines()
                    .filter(l -> l.startsWith(name + " "))
                    .findFirst()
                    .orElseThrow();
            return Arrays.stream(line.split(" "))
                    .skip(1)
                    .mapToDouble(Double::parseDouble)
                    .toArray();
        }
    }
}
