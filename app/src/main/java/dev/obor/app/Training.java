package dev.obor.app;

import dev.obor.Obor;
import dev.obor.data.DataLoader;
import dev.obor.data.TensorDataset;
import dev.obor.nn.F;
import dev.obor.optim.Adam;
import dev.obor.optim.Optimizer;
import dev.obor.optim.SGD;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/// The training of a classifier.
final class Training {
    /// How the parameters are changed.
    enum Method {
        ADAM,
        SGD
    }

    /// How the learning rate goes on from its start.
    enum Schedule {
        CONSTANT,
        /// Falls to 0 in a straight line, step by step.
        LINEAR
    }

    /// What a user chooses.
    ///
    /// @param epochs passes through the images
    /// @param batchSize images of a step
    /// @param learningRate the rate of the first step
    /// @param momentum for SGD
    record Options(
            int epochs,
            int batchSize,
            Method method,
            double learningRate,
            Schedule schedule,
            double momentum,
            double weightDecay) {}

    /// Hears how far the training has come.
    interface Listener {
        /// A step was made.
        ///
        /// @param epoch from 0 on
        /// @param images how many of this epoch's images are done
        /// @param loss the batch's mean loss
        void step(int epoch, int images, double loss);

        /// A pass is over.
        ///
        /// @param accuracy on the test images, 0 to 1
        void epoch(int epoch, double accuracy);
    }

    /// How many of the test images were told rightly.
    ///
    /// @param steps the steps made until then
    /// @param share 0 to 1
    record Accuracy(int steps, double share) {}

    private final Classifier classifier;
    private final Options options;
    private final Tensor testImages;
    private final Tensor testTargets;
    private final TensorDataset train;
    private final List<Double> losses = new ArrayList<>();
    private final List<Accuracy> accuracies = new ArrayList<>();

    Training(Classifier classifier, Digits digits, int limit, Options options) {
        this.classifier = classifier;
        this.options = options;
        int count = Math.min(limit, digits.train().count());
        this.train = new TensorDataset(
                Digits.rows(digits.train()).narrow(0, 0, count),
                digits.train().targets().narrow(0, 0, count));
        this.testImages = Digits.rows(digits.test());
        this.testTargets = digits.test().targets();
    }

    /// Returns the loss of every step so far.
    List<Double> losses() {
        return losses;
    }

    /// Returns the accuracy on the test images after every pass so far, and after the step before a stop.
    List<Accuracy> accuracies() {
        return accuracies;
    }

    /// Returns the number of images of a pass.
    int imagesPerEpoch() {
        return train.size();
    }

    /// Trains until all passes are made, or `stop` says so, which leaves a usable classifier.
    void run(Listener listener, BooleanSupplier stop) {
        Optimizer optimizer = optimizer();
        DataLoader<List<Tensor>> loader =
                DataLoader.of(train).batchSize(options.batchSize()).shuffle(true);
        boolean whole = true;
        for (int epoch = 0; epoch < options.epochs() && whole; epoch++) {
            whole = pass(epoch, loader, optimizer, listener, stop);
            accuracies.add(new Accuracy(losses.size(), accuracy()));
            if (whole) {
                listener.epoch(epoch, accuracies.getLast().share());
            }
        }
    }

    /// Makes a pass, and tells whether it was made to its end.
    private boolean pass(
            int epoch, DataLoader<List<Tensor>> loader, Optimizer optimizer, Listener listener, BooleanSupplier stop) {
        int total = loader.size() * options.epochs();
        int images = 0;
        for (List<Tensor> batch : loader) {
            if (stop.getAsBoolean()) {
                return false;
            }
            if (options.schedule() == Schedule.LINEAR) {
                optimizer.setLr(options.learningRate() * (total - losses.size()) / total);
            }
            double loss = step(optimizer, batch.get(0), batch.get(1));
            losses.add(loss);
            images += batch.get(0).size(0);
            listener.step(epoch, images, loss);
        }
        return true;
    }

    private double step(Optimizer optimizer, Tensor images, Tensor targets) {
        optimizer.zeroGrad();
        Tensor loss = F.crossEntropy(classifier.net().forward(images), targets);
        loss.backward();
        optimizer.step();
        return loss.item();
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
