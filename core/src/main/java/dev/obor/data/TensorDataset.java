package dev.obor.data;

import dev.obor.error.IndexException;
import dev.obor.error.ShapeException;
import dev.obor.tensor.Tensor;
import java.util.List;

/// Examples as tensors whose first dims are equal: the example i is the i-th entry of each.
public final class TensorDataset implements Dataset<List<Tensor>> {
    private final List<Tensor> tensors;

    /// Makes a dataset over tensors, shared and not copied.
    ///
    /// @throws ShapeException if there are none, or their first dims differ
    public TensorDataset(Tensor... tensors) {
        if (tensors.length == 0) {
            throw new ShapeException("TensorDataset: there are no tensors: pass at least one");
        }
        for (Tensor tensor : tensors) {
            if (tensor.dim() == 0 || tensor.size(0) != tensors[0].size(0)) {
                throw new ShapeException("TensorDataset: shapes " + tensors[0].shape() + " and " + tensor.shape()
                        + ": all need the same first dim");
            }
        }
        this.tensors = List.of(tensors);
    }

    @Override
    public int size() {
        return tensors.getFirst().size(0);
    }

    /// Returns views of the entries.
    ///
    /// @throws IndexException if there is no such example
    @Override
    public List<Tensor> get(int index) {
        if (index < 0 || index >= size()) {
            throw new IndexException(
                    "TensorDataset: there is no example " + index + " among " + size() + ": pass 0 to " + (size() - 1));
        }
        return tensors.stream().map(tensor -> tensor.select(0, index)).toList();
    }

    /// Returns the examples that an int64 tensor of one dim names, as a tensor for each of the dataset's.
    public List<Tensor> get(Tensor indices) {
        return tensors.stream().map(tensor -> tensor.indexSelect(0, indices)).toList();
    }
}
