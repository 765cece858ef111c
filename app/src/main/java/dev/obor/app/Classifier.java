package dev.obor.app;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.error.FormatException;
import dev.obor.error.OborException;
import dev.obor.io.Safetensors;
import dev.obor.nn.Conv2d;
import dev.obor.nn.Flatten;
import dev.obor.nn.Layer;
import dev.obor.nn.Linear;
import dev.obor.nn.MaxPool2d;
import dev.obor.nn.ReLU;
import dev.obor.nn.Sequential;
import dev.obor.nn.Unflatten;
import dev.obor.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A net that tells the class of a grey image.
///
/// @param sizes the numbers of features: of the input, of each hidden linear layer, of the output (the classes)
/// @param net the layers; the input is `[batch, sizes[0]]` float32 from 0 (paper) to 1 (ink), the output logits
record Classifier(List<Integer> sizes, Layer net) {
    private static final int BATCH = 1000;

    /// The side of the images that a convolutional net takes.
    private static final int SIDE = 28;

    /// The number of features that the convolutions make of an image.
    private static final int FEATURES = 32 * 5 * 5;

    /// What a net is made of.
    enum Model {
        /// Linear layers with ReLUs between them.
        MLP,
        /// Two convolutions, each with ReLU and pooling, then linear layers with ReLUs between them, for
        /// images of 28 × 28; after LeNet-5 (Y. LeCun et al., "Gradient-based learning applied to document
        /// recognition", 1998).
        CONV
    }

    /// Returns a classifier with new weights, drawn from the process's generator.
    ///
    /// @throws OborException if the net takes other images
    static Classifier create(Model model, List<Integer> sizes) {
        List<Layer> layers = model == Model.CONV ? convolutions(sizes.getFirst()) : new ArrayList<>();
        for (int i = 1; i < sizes.size(); i++) {
            if (i > 1) {
                layers.add(new ReLU());
            }
            boolean first = i == 1 && model == Model.CONV;
            layers.add(new Linear(first ? FEATURES : sizes.get(i - 1), sizes.get(i)));
        }
        return new Classifier(List.copyOf(sizes), new Sequential(layers.toArray(Layer[]::new)));
    }

    private static List<Layer> convolutions(int pixels) {
        if (pixels != SIDE * SIDE) {
            throw new OborException("train: the images have " + pixels
                    + " pixels, and the convolutional net takes those of " + SIDE + " × " + SIDE + ": use --model mlp");
        }
        return new ArrayList<>(List.of(
                new Unflatten(1, 1, SIDE, SIDE),
                new Conv2d(1, 16, 5, Conv2d.options().padding(2)),
                new ReLU(),
                new MaxPool2d(2),
                new Conv2d(16, 32, 5),
                new ReLU(),
                new MaxPool2d(2),
                new Flatten()));
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
    /// @throws FormatException if the file holds no such net
    static Classifier load(Path file) {
        Map<String, Tensor> state = Safetensors.load(file);
        Model model = state.containsKey("0.weight") ? Model.MLP : Model.CONV;
        int before = model == Model.CONV ? convolutions(SIDE * SIDE).size() : 0;
        List<Integer> sizes = new ArrayList<>();
        for (int i = before; state.containsKey(i + ".weight"); i += 2) {
            Tensor weight = state.get(i + ".weight");
            boolean fits = weight.dim() == 2 && weight.dtype() == DType.FLOAT32 && weight.numel() > 0;
            int in = i > before ? sizes.getLast() : model == Model.CONV ? FEATURES : fits ? weight.size(1) : 0;
            if (!fits || in != weight.size(1)) {
                throw new FormatException("predict: " + file + ": " + i + ".weight is " + weight.dtype()
                        + " of shape " + weight.shape()
                        + ", no layer of a chain: give a model.safetensors that obor train wrote");
            }
            if (sizes.isEmpty()) {
                sizes.add(model == Model.CONV ? SIDE * SIDE : in);
            }
            sizes.add(weight.size(0));
        }
        if (sizes.isEmpty()) {
            throw new FormatException("predict: " + file + ": it holds " + state.keySet()
                    + " and no 0.weight: give a model.safetensors that obor train wrote");
        }
        Classifier classifier = create(model, sizes);
        classifier.net.loadStateDict(state);
        return classifier;
    }
}
