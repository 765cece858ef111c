package dev.obor.primer;

import dev.obor.error.ShapeException;
import java.util.Arrays;
import java.util.List;

/// A network in plain Java numbers, before there are tensors.
final class Neurons {
    private static final Layer FIRST =
            new Layer(List.of(new Neuron(0.3, 0.1, 0.2), new Neuron(-0.1, -0.15, 0.1), new Neuron(0.1, 0.2, 0.1)));

    private Neurons() {}

    /// Returns x where it is positive, else 0.
    private static double relu(double x) {
        return Math.max(0, x);
    }

    /// A weighted sum of its inputs and a bias, or 0 where that is negative.
    private record Neuron(double bias, double... weights) {
        double output(double... inputs) {
            if (inputs.length != weights.length) {
                throw new ShapeException(
                        "neuron: " + inputs.length + " inputs for " + weights.length + " weights: pass one for each");
            }
            double sum = bias;
            for (int i = 0; i < weights.length; i++) {
                sum += weights[i] * inputs[i];
            }
            return relu(sum);
        }
    }

    /// Neurons that see the same inputs.
    private record Layer(List<Neuron> neurons) {
        double[] output(double... inputs) {
            return neurons.stream().mapToDouble(neuron -> neuron.output(inputs)).toArray();
        }
    }

    /// Layers, each of which sees what the one before gave.
    private record Chain(List<Layer> layers) {
        double[] output(double... inputs) {
            double[] values = inputs;
            for (Layer layer : layers) {
                values = layer.output(values);
            }
            return values;
        }
    }

    private static void reluOfNumbers(Page page) {
        page.say("The bend that makes a network more than one matrix: negative numbers become 0.");
        page.show("relu(5)", relu(5));
        page.show("relu(-1)", relu(-1));
        page.same(relu(5), 5.0);
        page.same(relu(-1), 0.0);
    }

    private static void neuron(Page page) {
        page.say("A neuron is a record of a bias and weights: it multiplies, sums and bends.");
        Neuron neuron = new Neuron(0.5, 1, 2);
        page.show("at (2, 3)", neuron.output(2, 3));
        page.show("at (2, -2)", neuron.output(2, -2));
        page.same(neuron.output(2, 3), 8.5);
        page.same(neuron.output(2, -2), 0.0);
        page.fails(ShapeException.class, () -> neuron.output(1, 2, 3));
    }

    private static void layer(Page page) {
        page.say("A layer is a list of neurons.");
        double[] output = FIRST.output(5.5, 1.2);
        page.show(output);
        check(page, output, 1.09, 0, 1.32);
    }

    private static void chain(Page page) {
        page.say("A network is a list of layers: the output of one is the input of the next.");
        Chain network = new Chain(List.of(
                FIRST,
                new Layer(List.of(new Neuron(0.3, 0.1, 0.2, 0.3), new Neuron(-0.1, -0.15, 0.1, 0.9))),
                new Layer(List.of(new Neuron(0.3, 0.1, 0.2), new Neuron(-0.1, -0.15, 0.1)))));
        double[] output = network.output(0, 1);
        page.show(output);
        check(page, output, 0.342, 0);
    }

    private static void check(Page page, double[] actual, double... expected) {
        page.same(actual.length, expected.length);
        for (int i = 0; i < expected.length; i++) {
            page.near(actual[i], expected[i], 1e-12);
        }
        page.holds("no output is negative", Arrays.stream(actual).allMatch(value -> value >= 0));
    }

    static final List<Exercise> ALL = List.of(
            new Exercise("B1", "ReLU", Neurons::reluOfNumbers),
            new Exercise("B2", "A neuron", Neurons::neuron),
            new Exercise("B3", "A layer", Neurons::layer),
            new Exercise("B4", "Layers in a chain", Neurons::chain));
}
