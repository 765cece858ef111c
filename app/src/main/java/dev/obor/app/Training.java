package dev.obor.app;

import dev.obor.Obor;
import dev.obor.data.DataLoader;
import dev.obor.data.TensorDataset;
import dev.obor.io.LabelledImages;
import dev.obor.nn.F;
import dev.obor.optim.Adam;
import dev.obor.optim.LambdaLR;
import dev.obor.optim.Optimizer;
import dev.obor.optim.SGD;
import dev.obor.tensor.Tensor;
import dev.obor.train.Callback;
import dev.obor.train.Checkpoints;
import dev.obor.train.Evaluation;
import dev.obor.train.Run;
import dev.obor.train.Schedule;
import dev.obor.train.Trainer;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32;

/// The training of a classifier.
final class Training {
    /// The name under which the share of test images that are told rightly is reported.
    static final String ACCURACY = "accuracy";

    private static final int STEPS_BETWEEN_CHECKPOINTS = 500;

    private final Classifier classifier;
    private final TrainOptions options;
    private final Tensor testImages;
    private final Tensor testTargets;
    private final TensorDataset train;
    private final Optimizer optimizer;
    private final TrainLog log;

    Training(Classifier classifier, Digits digits, TrainOptions options) {
        this.classifier = classifier;
        this.options = options;
        int count = Math.min(options.limit(), digits.train().count());
        this.train = new TensorDataset(
                Digits.rows(digits.train()).narrow(0, 0, count),
                digits.train().targets().narrow(0, 0, count));
        this.testImages = Digits.rows(digits.test());
        this.testTargets = digits.test().targets();
        this.optimizer = optimizer();
        this.log = new TrainLog(fingerprint(digits));
    }

    private static long fingerprint(Digits digits) {
        CRC32 sum = new CRC32();
        for (LabelledImages images : List.of(digits.train(), digits.test())) {
            sum.update(images.pixels());
            sum.update(images.labels());
            sum.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, images.columns()));
        }
        return sum.getValue();
    }

    /// Returns what was said, and the numbers of all steps and passes.
    TrainLog log() {
        return log;
    }

    /// Returns the number of images of a pass.
    int imagesPerEpoch() {
        return train.size();
    }

    /// Trains until all passes are made, or `stop` says so, which leaves a usable classifier.
    ///
    /// @param resume whether to go on from the newest checkpoint
    void run(Callback display, BooleanSupplier stop, Checkpoints checkpoints, boolean resume) {
        DataLoader<List<Tensor>> loader =
                DataLoader.of(train).batchSize(options.batchSize()).shuffle(true);
        Trainer<List<Tensor>> trainer = Trainer.of(
                        classifier.net(),
                        optimizer,
                        loader,
                        batch -> F.crossEntropy(classifier.net().forward(batch.get(0)), batch.get(1)))
                .epochs(options.epochs())
                .with(new Evaluation(ACCURACY, this::accuracy))
                .with(schedule((double) loader.size() * options.epochs()))
                .with(log)
                .with(display)
                .with(new Callback() {
                    @Override
                    public void step(Run run) {
                        if (stop.getAsBoolean()) {
                            run.stop();
                        }
                    }
                })
                .checkpoints(checkpoints.every(STEPS_BETWEEN_CHECKPOINTS).keep(1));
        Run run = resume ? trainer.resume() : trainer.run();
        if (run.batch() > 0) {
            log.accuracies().add(new TrainLog.Accuracy(log.losses().size(), accuracy()));
        }
    }

    private Callback schedule(double steps) {
        return switch (options.decay()) {
            case CONSTANT -> new Callback() {};
            case LINEAR -> Schedule.eachStep(new LambdaLR(optimizer, step -> (steps - step) / steps));
        };
    }

    private Optimizer optimizer() {
        List<Tensor> parameters = classifier.net().parameters();
        return switch (options.method()) {
            case ADAM ->
                new Adam(parameters, Adam.options(options.learningRate()).weightDecay(options.weightDecay()));
            case SGD ->
                new SGD(
                        parameters,
                        SGD.options(options.learningRate())
                                .momentum(options.momentum())
                                .weightDecay(options.weightDecay()));
        };
    }

    private double accuracy() {
        Tensor right = classifier.probabilities(testImages).argmax(1).eq(testTargets);
        return (double) right.sum().itemLong() / testTargets.numel();
    }

    /// Returns the probabilities of the classes for the test images, `[count, classes]`.
    Tensor testProbabilities() {
        return Obor.noGrad(() -> classifier.probabilities(testImages));
    }

    /// Returns the test images as rows of float32 from 0 to 1.
    Tensor testImages() {
        return testImages;
    }

    /// Returns the classes of the test images, int64.
    Tensor testTargets() {
        return testTargets;
    }
}
