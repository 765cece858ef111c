package dev.obor.tensor;

import dev.obor.error.IndexException;
import dev.obor.layout.Index;
import java.util.Arrays;
import java.util.List;

/// Elements and slices by place, in two notations: items made by the methods of [Index], or a text as Python
/// writes it between brackets. [Index] has a table of both.
///
/// ```java
/// import static dev.obor.layout.Index.*;
///
/// x.get(all(), slice(1, 4), at(-1), index)     // x[:, 1:4, -1, index]
/// x.get(":, 1:4, -1, ?", index)
/// x.set(x.gt(0), 1)                            // x[x > 0] = 1
/// ```
///
/// Reading by places, slices, new axes and the ellipsis gives a view, whose edits this tensor sees; reading
/// with a tensor among the items gives a copy. Where the dims of index tensors go: see note [where the dims
/// of an index go] in `Subscript`.
///
/// Writing edits this tensor and returns it. The value broadcasts to what reading would give. A number is
/// converted to this dtype and must fit into it; a tensor is converted if no index tensor is among the items,
/// and must have this dtype otherwise, unless it is one element for the places where a mask holds. If indices
/// name a place several times, the last value stays.
public sealed interface Indexing extends Applicable, Index.ByTensor permits Tensor {
    /// Returns a view of one place of a dim, which goes; a negative index counts from the end.
    ///
    /// @throws IndexException if the index is out of range
    default Tensor select(int dim, int index) {
        return apply(Views.select("select", self().shape(), dim, index));
    }

    /// Returns a view of the element or slice at these indices of the first dims; negative ones count from
    /// the end.
    ///
    /// @throws IndexException if an index is out of range or there are more indices than dims
    default Tensor get(int... indices) {
        if (indices.length > self().dim()) {
            throw new IndexException("get: " + indices.length + " indices for a tensor of shape " + self().shape()
                    + ": give at most " + self().dim());
        }
        Tensor result = self();
        for (int index : indices) {
            result = result.select(0, index);
        }
        return result;
    }

    /// Returns the elements at an index.
    ///
    /// @throws IndexException if the index does not fit this tensor or is out of range
    default Tensor get(Index... items) {
        return get(Arrays.asList(items));
    }

    /// Returns the elements at an index.
    ///
    /// @throws IndexException if the index does not fit this tensor or is out of range
    default Tensor get(List<? extends Index> items) {
        return Subscript.of("get", self(), items).read();
    }

    /// Returns the elements at an index.
    ///
    /// @param text as Python writes it between brackets, such as `1:4, None, ..., ?`
    /// @param tensors one for each `?`, in order
    /// @throws IndexException if the text is no index, does not fit this tensor or is out of range
    default Tensor get(String text, Tensor... tensors) {
        return get(Subscript.items("get", text, tensors));
    }

    /// Writes a value to the places of an index.
    default Tensor set(Index first, Tensor value) {
        return set(List.of(first), value);
    }

    /// Writes a number to the places of an index.
    default Tensor set(Index first, Number value) {
        return set(List.of(first), value);
    }

    /// Writes a value to the places of an index.
    default Tensor set(Index first, Index second, Tensor value) {
        return set(List.of(first, second), value);
    }

    /// Writes a number to the places of an index.
    default Tensor set(Index first, Index second, Number value) {
        return set(List.of(first, second), value);
    }

    /// Writes a value to the places of an index.
    default Tensor set(Index first, Index second, Index third, Tensor value) {
        return set(List.of(first, second, third), value);
    }

    /// Writes a number to the places of an index.
    default Tensor set(Index first, Index second, Index third, Number value) {
        return set(List.of(first, second, third), value);
    }

    /// Writes a value to the places of an index.
    ///
    /// @throws IndexException if the index does not fit this tensor or is out of range
    /// @throws dev.obor.error.ShapeException if the value does not broadcast to the places
    default Tensor set(List<? extends Index> items, Tensor value) {
        Subscript.of("set", self(), items).write(value, false);
        return self();
    }

    /// Writes a number to the places of an index.
    ///
    /// @throws IndexException if the index does not fit this tensor or is out of range
    /// @throws dev.obor.error.DTypeException if the number does not fit into this dtype
    default Tensor set(List<? extends Index> items, Number value) {
        Subscript.of("set", self(), items).write(value);
        return self();
    }

    /// Writes a value to the places of an index.
    ///
    /// @param text as Python writes it between brackets, such as `1:4, None, ..., ?`
    /// @param value what is written
    /// @param tensors one for each `?`, in order
    default Tensor set(String text, Tensor value, Tensor... tensors) {
        return set(Subscript.items("set", text, tensors), value);
    }

    /// Writes a number to the places of an index.
    ///
    /// @param text as Python writes it between brackets, such as `1:4, None, ..., ?`
    /// @param value what is written
    /// @param tensors one for each `?`, in order
    default Tensor set(String text, Number value, Tensor... tensors) {
        return set(Subscript.items("set", text, tensors), value);
    }

    /// Returns a copy with values at the places that tensors name in the first dims, all broadcast together.
    ///
    /// @param indices int64, int32 or bool
    /// @param accumulate adds instead of replacing, for a place named several times once for each
    default Tensor indexPut(List<Tensor> indices, Tensor values, boolean accumulate) {
        return self().clone().indexPut_(indices, values, accumulate);
    }

    /// Returns a copy with values at the places that tensors name in the first dims, all broadcast together.
    ///
    /// @param indices int64, int32 or bool
    default Tensor indexPut(List<Tensor> indices, Tensor values) {
        return indexPut(indices, values, false);
    }

    /// Writes values to the places that tensors name in the first dims, all broadcast together.
    ///
    /// @param indices int64, int32 or bool
    /// @param accumulate adds instead of replacing, for a place named several times once for each
    default Tensor indexPut_(List<Tensor> indices, Tensor values, boolean accumulate) {
        Subscript.ofTensors("indexPut", self(), indices).write(values, accumulate);
        return self();
    }

    /// Writes values to the places that tensors name in the first dims, all broadcast together.
    ///
    /// @param indices int64, int32 or bool
    default Tensor indexPut_(List<Tensor> indices, Tensor values) {
        return indexPut_(indices, values, false);
    }
}
