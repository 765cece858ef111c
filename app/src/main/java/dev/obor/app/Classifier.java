package dev.obor.app;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.error.FormatException;
import dev.obor.io.Safetensors;
import dev.obor.nn.Layer;
import dev.obor.nn.Linear;
import dev.obor.nn.ReLU;
import dev.obor.nn.Sequential;
import dev.obor.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A chain of linear layers with ReLUs between them, which tells the class of a grey image.
///
/// @param sizes the numbers of features: of the input, of each hidden layer, of the output (the classes)
/// @param net the layers; the input is `[batch, sizes[0]]` float32 from 0 (paper) to 1 (ink), the output logits
record Classifier(List<Integer> sizes, Layer net) {
    private static final int BATCH = 1000;

    /// Returns a classifier with new weights, drawn from the process's generator.
    static Classifier create(List<Integer> sizes) {
        List<Layer> layers = new ArrayList<>();
        for (int i = 1; i < sizes.size(); i++) {
            if (i > 1) {
                layers.add(new ReLU());
            }
            layers.add(new Linear(sizes.get(i - 1), sizes.get(i)));
        }
        return new Classifier(List.copyOf(sizes), new Sequential(layers.toArray(Layer[]::new)));
    }

    /// Returns the probabilities of the classes for images of shape `[n, pixels]`, of shape `[n, classes]`.
    Tensor probabilities(Tensor images) {
        return Obor.noGrad(() -> {
            List<Tensor> parts = new ArrayList<>();
            for (int start = 0; start < images.size(0); start += BATCH) {
                int count = Math.min(BATCH, images.size(0) - start);
                parts.add(net.forward(images.narrow(0, start, count)).softmax(1));
            }
            return Obor.cat(parts, 0);
        });
    }

    /// Writes the weights, under PyTorch's names.
    void save(Path file) {
        Safetensors.save(file, net.stateDict(), Map.of("format", "pt", "program", "obor train"));
    }

    /// Returns the classifier in a file that [#save(Path)] wrote.
    ///
    /// @throws FormatException if the file holds no such chain
    static Classifier load(Path file) {
        Map<String, Tensor> state = Safetensors.load(file);
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; state.containsKey(2 * i + ".weight"); i++) {
            Tensor weight = state.get(2 * i + ".weight");
            boolean fits = weight.dim() == 2 && weight.dtype() == DType.FLOAT32 && weight.numel() > 0;
            if (!fits || !sizes.isEmpty() && sizes.getLast() != weight.size(1)) {
                throw new FormatException("predict: " + file + ": " + 2 * i + ".weight is " + weight.dtype()
                        + " of shape " + weight.shape()
                        + ", no layer of a chain: give a model.safetensors that obor train wrote");
            }
            if (sizes.isEmpty()) {
                sizes.add(weight.size(1));
            }
            sizes.add(weight.size(0));
        }
        if (sizes.isEmpty()) {
            throw new FormatException("predict: " + file + ": it holds " + state.keySet()
                    + " and no 0.weight: give a model.safetensors that obor train wrote");
        }
        Classifier classifier = create(sizes);
        classifier.net.loadStateDict(state);
        return classifier;
    }
}
