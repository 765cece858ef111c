package dev.obor.train;

import dev.obor.Obor;
import dev.obor.data.DataLoader;
import dev.obor.data.TensorDataset;
import dev.obor.dtype.DType;
import dev.obor.nn.Dropout;
import dev.obor.nn.F;
import dev.obor.nn.Linear;
import dev.obor.nn.ReLU;
import dev.obor.nn.Sequential;
import dev.obor.optim.Adam;
import dev.obor.optim.Optimizer;
import dev.obor.optim.StepLR;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// A training that depends on all that a checkpoint must hold: shuffled batches read by workers, dropout,
/// Adam's moments, a schedule, early stopping.
final class DigitsRun {
    private DigitsRun() {}

    /// Trains, or goes on from the newest checkpoint, and prints the weights' bits.
    ///
    /// @param arguments the folder of checkpoints, and how many milliseconds a step waits, so that it can be
    ///     killed
    public static void main(String[] arguments) {
        long wait = Long.parseLong(arguments[1]);
        Callback slow = new Callback() {
            @Override
            public void started(Run run) {
                System.out.println("started");
            }

            @Override
            public void step(Run run) {
                pause(wait);
            }
        };
        System.out.println("weights " + bits(Path.of(arguments[0]), slow));
    }

    private static void pause(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static long bits(Path folder, Callback callback) {
        Obor.manualSeed(5);
        Sequential net = new Sequential(new Linear(20, 32), new ReLU(), new Dropout(0.3), new Linear(32, 3));
        Tensor x = Obor.randn(300, 20);
        Tensor y = x.narrow(1, 0, 3).argmax(1);
        Optimizer optimizer = new Adam(net.parameters(), Adam.options(0.01));
        DataLoader<List<Tensor>> loader = DataLoader.of(new TensorDataset(x, y))
                .batchSize(16)
                .shuffle(true)
                .workers(2)
                .generator(Generator.mersenneTwister(9));
        Trainer.of(net, optimizer, loader, batch -> F.crossEntropy(net.forward(batch.get(0)), batch.get(1)))
                .epochs(6)
                .clipGradNorm(1)
                .with(callback)
                .with(new Evaluation(
                        "accuracy",
                        () -> net.forward(x)
                                .argmax(1)
                                .eq(y)
                                .to(DType.FLOAT32)
                                .mean()
                                .item()))
                .with(new EarlyStopping("accuracy", Goal.LARGEST, 4))
                .with(Schedule.eachEpoch(new StepLR(optimizer, 2, 0.5)))
                .checkpoints(Checkpoints.in(folder).every(5).best("accuracy", Goal.LARGEST))
                .resume();
        long bits = 0;
        for (Tensor parameter : net.parameters()) {
            bits = bits * 31 + Arrays.hashCode(parameter.detach().reshape(-1).toFloatArray());
        }
        return bits;
    }
}
