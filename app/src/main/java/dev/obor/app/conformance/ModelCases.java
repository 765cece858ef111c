package dev.obor.app.conformance;

import dev.obor.Obor;
import dev.obor.data.DataLoader;
import dev.obor.data.TensorDataset;
import dev.obor.dtype.DType;
import dev.obor.nn.AdaptiveAvgPool2d;
import dev.obor.nn.BatchNorm2d;
import dev.obor.nn.Block;
import dev.obor.nn.Clip;
import dev.obor.nn.Conv2d;
import dev.obor.nn.Embedding;
import dev.obor.nn.F;
import dev.obor.nn.Flatten;
import dev.obor.nn.LSTM;
import dev.obor.nn.Linear;
import dev.obor.nn.Module;
import dev.obor.nn.Sequential;
import dev.obor.nn.Tanh;
import dev.obor.optim.Adam;
import dev.obor.optim.Optimizer;
import dev.obor.tensor.Tensor;
import dev.obor.testing.GoldenCase;
import dev.obor.testing.GoldenValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Cases of whole training runs of networks, from the seed to the end: data and starting weights are drawn as
/// the text says and compared, then training starts from the recorded ones.
final class ModelCases {
    private ModelCases() {}

    private static final class Tagger extends Block {
        private final Embedding embed = child("embed", new Embedding(11, 6));
        private final LSTM rnn = child("rnn", new LSTM(6, 8, LSTM.options().batchFirst(true)));
        private final Linear head = child("head", new Linear(8, 3));

        Tensor forward(Tensor x) {
            return head.forward(rnn.forward(embed.forward(x)).output());
        }
    }

    static void convnet(GoldenCase line) {
        TrainingCases.require(line, "Adam lr 0.005; batches of 8 in order");
        DType dtype = line.get("X").asTensor().dtype();
        Results results = TrainingCases.results(line.text("text"));
        Sequential net = drawn(line, dtype, () -> {
            results.compare("X", Obor.randn(dtype, 24, 1, 8, 8), line.get("X"));
            results.compare("Y", Obor.randint(0, 3, 24), line.get("Y"));
            return new Sequential(
                    new Conv2d(1, 4, 3, Conv2d.options().stride(2).bias(false)),
                    new BatchNorm2d(4),
                    new Tanh(),
                    new AdaptiveAvgPool2d(2),
                    new Flatten(),
                    new Linear(16, 3));
        });
        Tensor x = line.get("X").asTensor();
        Tensor y = line.get("Y").asTensor();
        Optimizer optimizer = new Adam(net.parameters(), 0.005);
        DataLoader<List<Tensor>> loader = DataLoader.of(new TensorDataset(x, y)).batchSize(8);
        List<GoldenValue> losses = line.get("epoch_losses").asList();
        for (int epoch = 0; epoch < losses.size(); epoch++) {
            double sum = 0;
            for (List<Tensor> batch : loader) {
                Tensor loss = Library.guard(() -> F.crossEntropy(net.forward(batch.get(0)), batch.get(1)));
                sum += loss.item() * batch.get(1).numel();
                optimizer.zeroGrad();
                Library.guard(() -> {
                    loss.backward();
                    optimizer.step();
                    return net;
                });
            }
            TrainingCases.compareLoss(
                    line.text("text"),
                    "the loss of epoch " + epoch,
                    sum / y.numel(),
                    losses.get(epoch).asDouble());
        }
        results.compare("the end", net.stateDict(), line.get("end"));
        results.compare("the logits", Library.guard(() -> net.eval().forward(x)), line.get("eval_logits"));
    }

    static void tagger(GoldenCase line) {
        TrainingCases.require(line, "clip_grad_norm_(0.25); Adam lr 0.02; 40 steps");
        String text = line.text("text");
        DType dtype = text.contains("float64") ? DType.FLOAT64 : DType.FLOAT32;
        Results results = TrainingCases.results(text);
        Tagger tagger = drawn(line, dtype, () -> {
            Tensor drawn = Obor.randint(0, 11, 12, 7);
            results.compare("X", drawn, line.get("X"));
            results.compare("Y", drawn.cumsum(1).remainder(3), line.get("Y"));
            return new Tagger();
        });
        Tensor x = line.get("X").asTensor();
        Tensor y = line.get("Y").asTensor();
        Optimizer optimizer = new Adam(tagger.parameters(), 0.02);
        List<GoldenValue> losses = line.get("losses").asList();
        List<GoldenValue> norms = line.get("grad_norms_before_clipping").asList();
        for (int step = 0; step < losses.size(); step++) {
            Tensor loss = Library.guard(() -> F.crossEntropy(tagger.forward(x).transpose(1, 2), y));
            TrainingCases.compareLoss(
                    text,
                    "the loss of step " + step,
                    loss.item(),
                    losses.get(step).asDouble());
            optimizer.zeroGrad();
            Tensor norm = Library.guard(() -> {
                loss.backward();
                return Clip.gradNorm_(tagger.parameters(), 0.25);
            });
            TrainingCases.compareLoss(
                    text,
                    "the norm of step " + step,
                    norm.item(),
                    norms.get(step).asDouble());
            Library.guard(() -> {
                optimizer.step();
                return tagger;
            });
        }
        results.compare("the end", tagger.stateDict(), line.get("end"));
    }

    /// Returns the module that a body draws after the seed, with the recorded starting weights, which differ
    /// from those drawn by no more than PyTorch's own approximations of normal numbers do.
    private static <M extends Module> M drawn(GoldenCase line, DType dtype, Supplier<M> body) {
        Obor.setDefaultDtype(dtype);
        try {
            Obor.manualSeed(0);
            M module = Library.guard(body);
            TrainingCases.results(line.text("text")).compare("the text", module.describe(), line.get("repr"));
            RandomCases.NORMAL.compare("the start", module.stateDict(), line.get("start"));
            Map<String, Tensor> start = new LinkedHashMap<>();
            line.get("start").asMap().forEach((name, value) -> start.put(name, value.asTensor()));
            module.loadStateDict(start);
            return module;
        } finally {
            Obor.setDefaultDtype(DType.FLOAT32);
        }
    }
}
