package dev.obor.grid;

import dev.obor.dtype.DType;
import dev.obor.error.AutogradException;
import dev.obor.error.DTypeException;
import dev.obor.error.IndexException;
import dev.obor.layout.Layout;
import dev.obor.layout.Shape;
import dev.obor.storage.Storage;
import dev.obor.tensor.Tensor;
import java.util.Arrays;

/// float32 elements that kernels read and write, with as many indices as there are dims.
public final class Cells {
    private final String name;
    private final Storage.Floats storage;
    private final float[] array;
    private final Layout layout;
    private final int[] sizes;
    private final int[] strides;
    private final int offset;
    private boolean written;
    private Races races;

    private Cells(String name, Storage.Floats storage, Layout layout) {
        this.name = name;
        this.storage = storage;
        this.array = storage.array();
        this.layout = layout;
        this.sizes = layout.shape().toArray();
        this.strides = new int[sizes.length];
        for (int d = 0; d < sizes.length; d++) {
            strides[d] = layout.stride(d);
        }
        this.offset = layout.offset();
    }

    /// Returns the elements of a tensor, shared and not copied: kernels write into the tensor.
    ///
    /// @param name for errors
    /// @throws DTypeException unless the tensor is float32
    /// @throws AutogradException if the tensor requires a gradient, as kernels have none
    public static Cells of(String name, Tensor tensor) {
        if (!(tensor.view().storage() instanceof Storage.Floats floats) || tensor.dtype() != DType.FLOAT32) {
            throw new DTypeException("cells: '" + name + "' is " + tensor.dtype() + ": kernels work on float32");
        }
        if (tensor.requiresGrad()) {
            throw new AutogradException(
                    "cells: '" + name + "' requires a gradient, and a kernel has none: pass its detach()");
        }
        return new Cells(name, floats, tensor.layout());
    }

    static Cells shared(String name, int... sizes) {
        Shape shape = Shape.of(sizes);
        return new Cells(name, new Storage.Floats(new float[shape.numel()]), Layout.dense(shape));
    }

    /// Returns the shape.
    public Shape shape() {
        return layout.shape();
    }

    /// Returns the size of a dim.
    public int size(int dim) {
        return layout.shape().size(dim);
    }

    /// Returns the element of a tensor of one dim.
    ///
    /// @throws IndexException if there is none
    public float get(int i) {
        int at = at(i);
        if (Races.isWatching()) {
            races().read(at, i);
        }
        return array[at];
    }

    /// Returns the element of a tensor of two dims.
    ///
    /// @throws IndexException if there is none
    public float get(int i, int j) {
        int at = at(i, j);
        if (Races.isWatching()) {
            races().read(at, i, j);
        }
        return array[at];
    }

    /// Returns the element of a tensor of any dims.
    ///
    /// @throws IndexException if there is none
    public float get(int... index) {
        int at = at(index);
        if (Races.isWatching()) {
            races().read(at, index);
        }
        return array[at];
    }

    /// Writes the element of a tensor of one dim.
    ///
    /// @throws IndexException if there is none
    public void set(float value, int i) {
        int at = at(i);
        if (Races.isWatching()) {
            races().write(at, i);
        }
        edited();
        array[at] = value;
    }

    /// Writes the element of a tensor of two dims.
    ///
    /// @throws IndexException if there is none
    public void set(float value, int i, int j) {
        int at = at(i, j);
        if (Races.isWatching()) {
            races().write(at, i, j);
        }
        edited();
        array[at] = value;
    }

    /// Writes the element of a tensor of any dims.
    ///
    /// @throws IndexException if there is none
    public void set(float value, int... index) {
        int at = at(index);
        if (Races.isWatching()) {
            races().write(at, index);
        }
        edited();
        array[at] = value;
    }

    private int at(int i) {
        if (sizes.length != 1 || i < 0 || i >= sizes[0]) {
            throw outside(i);
        }
        return offset + i * strides[0];
    }

    private int at(int i, int j) {
        if (sizes.length != 2 || i < 0 || i >= sizes[0] || j < 0 || j >= sizes[1]) {
            throw outside(i, j);
        }
        return offset + i * strides[0] + j * strides[1];
    }

    private int at(int... index) {
        int at = offset;
        if (index.length != sizes.length) {
            throw outside(index);
        }
        for (int d = 0; d < sizes.length; d++) {
            if (index[d] < 0 || index[d] >= sizes[d]) {
                throw outside(index);
            }
            at += index[d] * strides[d];
        }
        return at;
    }

    private IndexException outside(int... index) {
        return new IndexException("grid: " + Races.who() + " asks for " + name + Arrays.toString(index)
                + ", and the shape is " + shape() + ": compare the index with size(dim) first");
    }

    /// Counts the edit, once: autograd asks only whether there was one.
    private void edited() {
        if (!written) {
            written = true;
            storage.bumpVersion("a kernel");
        }
    }

    private Races races() {
        if (races == null) {
            races = new Races(name, array.length);
        }
        return races;
    }
}
