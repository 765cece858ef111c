package dev.obor.bench;

import dev.obor.Obor;
import dev.obor.nn.F;
import dev.obor.nn.Layer;
import dev.obor.nn.Linear;
import dev.obor.nn.ReLU;
import dev.obor.nn.Sequential;
import dev.obor.nn.Sigmoid;
import dev.obor.nn.Softmax;
import dev.obor.optim.Adam;
import dev.obor.optim.Optimizer;
import dev.obor.optim.SGD;
import dev.obor.tensor.Tensor;

/// Whole trainings: a toy network (W2), large batches (W3), small batches (W9).
final class TrainingRows {
    private static final int BATCH = 64;
    private static final int EXAMPLES = 60_000;

    private TrainingRows() {}

    static void toy(Meter meter) {
        Tensor x = Obor.rand(20, 3);
        Tensor y = Obor.rand(20, 2);
        meter.timeWhole("W2_toy_adam_10000", 7, 0, () -> {
            Layer net = new Sequential(new Linear(3, 4), new ReLU(), new Linear(4, 2), new Sigmoid());
            return train(net, new Adam(net.parameters(), 0.01), 10_000, x, y);
        });
    }

    static void fullBatch(Meter meter) {
        Tensor x = Obor.rand(1000, 784);
        Tensor y = F.oneHot(Obor.randint(0, 10, 1000), 10).to(x.dtype());
        double multiplications = 1000. * (784 * 2000 * 2 + 2000 * 400 * 3 + 400 * 10 * 3);
        meter.timeWhole("W3_mlp_fullbatch_100", 7, 100 * 2 * multiplications, () -> {
            Obor.manualSeed(1);
            Layer net = new Sequential(
                    new Linear(784, 2000),
                    new ReLU(),
                    new Linear(2000, 400),
                    new ReLU(),
                    new Linear(400, 10),
                    new Softmax(1));
            return train(net, new SGD(net.parameters(), 10.), 100, x, y);
        });
    }

    private static double train(Layer net, Optimizer optimizer, int steps, Tensor x, Tensor y) {
        double last = 0;
        for (int step = 0; step < steps; step++) {
            optimizer.zeroGrad();
            Tensor loss = F.mseLoss(net.forward(x), y);
            loss.backward();
            optimizer.step();
            last = step == steps - 1 ? loss.item() : last;
        }
        return last;
    }

    static void miniBatches(Meter meter) {
        Tensor images = Obor.rand(EXAMPLES, 784);
        Tensor labels = Obor.randint(0, 10, EXAMPLES);
        Obor.manualSeed(1);
        Layer net =
                new Sequential(new Linear(784, 128), new ReLU(), new Linear(128, 64), new ReLU(), new Linear(64, 10));
        Optimizer optimizer = new Adam(net.parameters(), 1e-3);
        double multiplications = (double) EXAMPLES * (784 * 128 * 2 + 128 * 64 * 3 + 64 * 10 * 3);
        meter.timeWhole("W9_minibatch_epoch", 7, 2 * multiplications, () -> {
            Tensor order = Obor.randperm(EXAMPLES);
            for (int i = 0; i < EXAMPLES; i += BATCH) {
                Tensor batch = order.narrow(0, i, Math.min(BATCH, EXAMPLES - i));
                optimizer.zeroGrad();
                F.crossEntropy(net.forward(images.indexSelect(0, batch)), labels.indexSelect(0, batch))
                        .backward();
                optimizer.step();
            }
            return optimizer;
        });
    }
}
