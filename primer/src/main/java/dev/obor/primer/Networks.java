package dev.obor.primer;

import dev.obor.Obor;
import dev.obor.layout.Shape;
import dev.obor.nn.Conv2d;
import dev.obor.nn.F;
import dev.obor.nn.Flatten;
import dev.obor.nn.Layer;
import dev.obor.nn.Linear;
import dev.obor.nn.ReLU;
import dev.obor.nn.Sequential;
import dev.obor.nn.Sigmoid;
import dev.obor.optim.Adam;
import dev.obor.optim.Optimizer;
import dev.obor.tensor.Tensor;
import java.util.List;
import java.util.function.Supplier;

/// Modules: their parts, their tree, their training.
final class Networks {
    private static final int MOST_STEPS = 10_000;

    private Networks() {}

    /// Two convolutions.
    private static final class Convolutions extends Layer {
        private final Conv2d conv1 = child("conv1", new Conv2d(1, 20, 5));
        private final Conv2d conv2 = child("conv2", new Conv2d(20, 20, 5));

        @Override
        protected Tensor compute(Tensor x) {
            return conv2.forward(conv1.forward(x).relu()).relu();
        }
    }

    /// A chain of layers as the one part of a module.
    private static final class NeuralNetwork extends Layer {
        private final Layer stack = child(
                "linear_relu_stack",
                new Sequential(
                        new Flatten(),
                        new Linear(784, 128),
                        new ReLU(),
                        new Linear(128, 64),
                        new ReLU(),
                        new Linear(64, 10)));

        @Override
        protected Tensor compute(Tensor x) {
            return stack.forward(x);
        }
    }

    private static void modules(Page page) {
        page.say("A module is a class with named parts; `compute` says what it does with them. Printed, it is a"
                + " tree.");
        Layer convolutions = new Convolutions();
        page.show(convolutions);
        page.same(convolutions.toString(), """
                Convolutions(
                  (conv1): Conv2d(1, 20, kernel_size=(5, 5), stride=(1, 1))
                  (conv2): Conv2d(20, 20, kernel_size=(5, 5), stride=(1, 1))
                )""");
        Layer network = new NeuralNetwork();
        page.show(network);
        page.same(network.toString(), """
                NeuralNetwork(
                  (linear_relu_stack): Sequential(
                    (0): Flatten(start_dim=1, end_dim=-1)
                    (1): Linear(in_features=784, out_features=128, bias=True)
                    (2): ReLU()
                    (3): Linear(in_features=128, out_features=64, bias=True)
                    (4): ReLU()
                    (5): Linear(in_features=64, out_features=10, bias=True)
                  )
                )""");
        Tensor image = Obor.randn(1, 28, 28);
        page.same(convolutions.forward(image).shape(), Shape.of(20, 20, 20));
        Tensor logits = network.forward(image);
        page.show("logits", logits);
        page.same(logits.shape(), Shape.of(1, 10));
    }

    private static Layer toyNetwork() {
        return new Sequential(
                new Linear(3, 32), new ReLU(), new Linear(32, 32), new ReLU(), new Linear(32, 2), new Sigmoid());
    }

    /// Trains until the loss is below 0.01 for so many steps at most, and returns how many were made.
    private static int train(Layer net, Supplier<Toy> examples, int steps) {
        Optimizer optimizer = new Adam(net.parameters(), 0.01);
        for (int step = 1; step <= steps; step++) {
            Toy batch = examples.get();
            optimizer.zeroGrad();
            Tensor loss = F.mseLoss(net.forward(batch.x()), batch.y());
            loss.backward();
            optimizer.step();
            if (loss.item() < 0.01) {
                return step;
            }
        }
        return steps;
    }

    private static double loss(Layer net, Toy data) {
        return Obor.noGrad(() -> F.mseLoss(net.forward(data.x()), data.y())).item();
    }

    private static void generalization(Page page) {
        page.say("Twenty points can be learnt by heart: the loss on them goes below 0.01, that on fresh points"
                + " stays large.");
        Toy known = Toy.draw(20);
        Toy fresh = Toy.draw(100);
        Layer byHeart = toyNetwork();
        int steps = train(byHeart, () -> known, MOST_STEPS);
        page.show("steps", steps);
        page.show("loss on the 20 points", loss(byHeart, known));
        page.show("loss on 100 fresh points", loss(byHeart, fresh));
        page.holds("the 20 points are learnt", loss(byHeart, known) < 0.01);
        page.holds("fresh points fare five times worse", loss(byHeart, fresh) > 5 * loss(byHeart, known));
        page.say("Fresh points at every step cannot be learnt by heart, so the network has to learn the rule.");
        Layer byRule = toyNetwork();
        train(byRule, () -> Toy.draw(20), 3000);
        page.show("loss on 100 fresh points", loss(byRule, fresh));
        page.holds("it generalizes better", loss(byRule, fresh) < 0.7 * loss(byHeart, fresh));
    }

    static final List<Exercise> ALL = List.of(
            new Exercise("D14", "Modules and their trees", Networks::modules),
            new Exercise("D15", "Learning by heart and by rule", Networks::generalization));
}
