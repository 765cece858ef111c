package dev.obor.nn;

import dev.obor.error.OborException;
import dev.obor.tensor.Tensor;
import java.util.List;

/// Layers one after another, named `0`, `1`, ….
public final class Sequential extends Layer {
    private final List<Layer> layers;

    /// Makes a chain of layers.
    public Sequential(Layer... layers) {
        this.layers = List.of(layers);
        for (int i = 0; i < layers.length; i++) {
            child(Integer.toString(i), layers[i]);
        }
    }

    /// Returns the last layer's output. An error of a layer is told with the layer's place.
    @Override
    public Tensor forward(Tensor x) {
        Tensor y = x;
        for (int i = 0; i < layers.size(); i++) {
            try {
                y = layers.get(i).forward(y);
            } catch (OborException e) {
                throw new OborException(
                        e.getMessage() + "\n  in layer " + i + " of Sequential, "
                                + layers.get(i).typeName() + ", for an input of shape " + y.shape(),
                        e);
            }
        }
        return y;
    }
}
