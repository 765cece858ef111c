package dev.obor.einops;

import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import java.util.List;

/// Tensors in one, and what it takes to part them again.
///
/// @param tensor all of them, joined along the axis `*`
/// @param shapes what `*` stood for in each of them
public record Packed(Tensor tensor, List<Shape> shapes) {
    /// Makes one; the list is copied.
    public Packed {
        shapes = List.copyOf(shapes);
    }
}
