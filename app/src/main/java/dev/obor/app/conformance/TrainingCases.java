package dev.obor.app.conformance;

import dev.obor.Obor;
import dev.obor.data.DataLoader;
import dev.obor.data.TensorDataset;
import dev.obor.dtype.DType;
import dev.obor.nn.F;
import dev.obor.optim.Adam;
import dev.obor.optim.AdamW;
import dev.obor.optim.LRScheduler;
import dev.obor.optim.Optimizer;
import dev.obor.optim.RMSprop;
import dev.obor.optim.SGD;
import dev.obor.optim.StepLR;
import dev.obor.tensor.Tensor;
import dev.obor.testing.GoldenCase;
import dev.obor.testing.GoldenValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;

/// Cases of whole training runs, told in words: what they say is written out here as a user of the library
/// would.
final class TrainingCases {
    private TrainingCases() {}

    /// The files' README measured how far runs part that start one unit in the last place apart: RMSprop's
    /// are chaotic.
    static Results results(String text) {
        double loose = text.contains("RMSprop") ? 1e-2 : 0;
        return new Results(dtype -> {
            double rtol = Math.max(loose, dtype == DType.FLOAT32 ? 1e-4 : 1e-9);
            return new Tolerance(rtol, Math.max(loose, rtol / 10));
        });
    }

    static void compareLoss(String text, String what, double actual, double expected) {
        double allowed = text.contains("RMSprop") ? 1e-2 : text.contains("float32") ? 1e-5 : 1e-9;
        if (!(Math.abs(actual - expected) <= allowed * Math.max(1, Math.abs(expected)))) {
            throw new Mismatch(what + " is " + actual + " and should be " + expected);
        }
    }

    /// Passes if a case's text says what is written out for its kind.
    static void require(GoldenCase line, String part) {
        if (!line.text("text").contains(part)) {
            throw new Absent("there is nothing to run '" + line.text("text") + "' with");
        }
    }

    /// Two layers with an activation between, over the weights that the case gives, in their dtype.
    private record Net(Map<String, Tensor> weights, boolean tanh) {
        static Net of(GoldenCase line, boolean tanh) {
            Map<String, Tensor> weights = new LinkedHashMap<>();
            line.get("start")
                    .asMap()
                    .forEach((name, value) -> weights.put(name, value.asTensor().requiresGrad(true)));
            return new Net(weights, tanh);
        }

        Tensor forward(Tensor x) {
            Tensor hidden = F.linear(x, weights.get("0.weight"), weights.get("0.bias"));
            Tensor active = tanh ? hidden.tanh() : hidden.relu();
            return F.linear(active, weights.get("2.weight"), weights.get("2.bias"));
        }

        List<Tensor> parameters() {
            return List.copyOf(weights.values());
        }
    }

    static void toy(GoldenCase line) {
        String text = line.text("text");
        Net net = Net.of(line, text.contains("Tanh,"));
        Optimizer optimizer = optimizer(text, net.parameters());
        BinaryOperator<Tensor> loss = text.contains("BCEWithLogitsLoss") ? F::binaryCrossEntropyWithLogits : F::mseLoss;
        Tensor x = line.get("X").asTensor();
        Tensor y = line.get("Y").asTensor();
        List<GoldenValue> losses = line.get("loss_every_10_steps").asList();
        for (int step = 0; step <= 300; step++) {
            Tensor value = Library.guard(() -> loss.apply(net.forward(x), y));
            if (step % 10 == 0) {
                compareLoss(
                        text,
                        "the loss before step " + step,
                        value.item(),
                        losses.get(step / 10).asDouble());
            }
            if (step < 300) {
                Library.guard(() -> {
                    optimizer.zeroGrad();
                    value.backward();
                    optimizer.step();
                    return net;
                });
            }
        }
        results(text).compare("the end", net.weights(), line.get("end"));
    }

    private static Optimizer optimizer(String text, List<Tensor> parameters) {
        if (text.contains("AdamW(lr=0.01, weight_decay=0.1)")) {
            return new AdamW(parameters, AdamW.options(0.01).weightDecay(0.1));
        }
        if (text.contains("Adam(lr=0.01)")) {
            return new Adam(parameters, 0.01);
        }
        if (text.contains("SGD(lr=0.01, momentum=0.9)")) {
            return new SGD(parameters, SGD.options(0.01).momentum(0.9));
        }
        if (text.contains("RMSprop(lr=0.01)")) {
            return new RMSprop(parameters, 0.01);
        }
        throw new Absent("there is no optimizer for '" + text + "'");
    }

    static void classifier(GoldenCase line) {
        String text = line.text("text");
        if (!text.contains("SGD lr 0.1 momentum 0.9") && !text.contains("Adam")) {
            throw new Absent("there is nothing to run '" + text + "' with");
        }
        Tensor x = line.get("X").asTensor();
        Tensor y = line.get("Y").asTensor();
        Obor.manualSeed(0);
        // Data and weights are drawn before the order is: the same calls leave the generator where PyTorch's stands.
        Library.guard(() -> Obor.randn(x.dtype(), 100, 20));
        Library.guard(() -> Obor.randint(0, 5, 100));
        Net net = Net.of(line, false);
        net.parameters()
                .forEach(weight -> Library.guard(() -> Obor.zerosLike(weight).uniform_(-1, 1)));
        Optimizer optimizer = text.contains("SGD")
                ? new SGD(net.parameters(), SGD.options(0.1).momentum(0.9))
                : new Adam(net.parameters(), 0.01);
        Optional<LRScheduler> schedule =
                text.contains("StepLR(2, 0.5)") ? Optional.of(new StepLR(optimizer, 2, 0.5)) : Optional.empty();
        DataLoader<List<Tensor>> loader =
                DataLoader.of(new TensorDataset(x, y)).batchSize(16).shuffle(text.contains("shuffle=True"));
        List<GoldenValue> losses = line.get("epoch_losses").asList();
        for (int epoch = 0; epoch < losses.size(); epoch++) {
            double sum = 0;
            for (List<Tensor> batch : loader) {
                Tensor loss = Library.guard(() -> F.crossEntropy(net.forward(batch.get(0)), batch.get(1)));
                sum += loss.item() * batch.get(1).numel();
                Library.guard(() -> {
                    optimizer.zeroGrad();
                    loss.backward();
                    optimizer.step();
                    return net;
                });
            }
            schedule.ifPresent(LRScheduler::step);
            compareLoss(
                    text,
                    "the loss of epoch " + epoch,
                    sum / 100,
                    losses.get(epoch).asDouble());
        }
        results(text).compare("the end", net.weights(), line.get("end"));
    }
}
