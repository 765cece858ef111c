package dev.obor.nn;

import dev.obor.error.IndexException;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Layers one after another, named `0`, `1`, … or by names of their own.
///
/// ```java
/// Layer net = new Sequential(new Linear(784, 128), new ReLU(), new Linear(128, 10));
/// ```
///
/// A function takes part as `Layer.of(Tensor::relu)`.
public final class Sequential extends Layer implements Iterable<Layer> {
    private final List<Layer> layers = new ArrayList<>();

    /// Makes a chain of layers.
    public Sequential(Layer... layers) {
        for (Layer layer : layers) {
            append(layer);
        }
    }

    /// Makes a chain of layers under names of their own, in the map's order.
    public Sequential(Map<String, ? extends Layer> layers) {
        layers.forEach(this::append);
    }

    /// Adds a layer at the end, named by its number, and returns this chain.
    public Sequential append(Layer layer) {
        return append(Integer.toString(layers.size()), layer);
    }

    /// Adds a layer at the end, and returns this chain.
    ///
    /// @throws dev.obor.error.OborException if the name is taken, empty, or has a dot
    public Sequential append(String name, Layer layer) {
        layers.add(child(name, layer));
        return this;
    }

    /// Adds a function as a layer at the end, and returns this chain.
    public Sequential append(UnaryOperator<Tensor> function) {
        return append(Layer.of(function));
    }

    /// Returns the layer at a place; negative places count from the end.
    ///
    /// @throws IndexException if there is none
    public Layer get(int index) {
        return layers.get(ModuleList.place("Sequential", index, layers.size()));
    }

    /// Returns the number of layers.
    public int size() {
        return layers.size();
    }

    @Override
    public Iterator<Layer> iterator() {
        return List.copyOf(layers).iterator();
    }

    @Override
    protected Tensor compute(Tensor x) {
        Tensor y = x;
        for (Layer layer : layers) {
            y = layer.forward(y);
        }
        return y;
    }
}
