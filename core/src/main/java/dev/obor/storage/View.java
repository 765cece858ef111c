package dev.obor.storage;

import dev.obor.dtype.DType;
import dev.obor.layout.Layout;
import dev.obor.layout.Shape;

/// A storage seen through a layout and a dtype.
public record View(Storage storage, Layout layout, DType dtype) {
    /// Returns the shape.
    public Shape shape() {
        return layout.shape();
    }

    /// Returns the same storage through another layout.
    public View with(Layout other) {
        return new View(storage, other, dtype);
    }
}
