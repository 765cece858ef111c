package dev.obor.nn;

import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.ShapeException;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Sequences of several lengths without padding: the elements of the first step, then those of the second and
/// so on, the sequences in the order of falling length. [Sequences] makes them; recurrent networks take them.
///
/// @param data the elements, of shape `[sum of lengths, …]`
/// @param batchSizes how many sequences have an element at each step, int64, never rising
/// @param sortedIndices which sequence of the given ones comes first, second and so on; empty if they were in
///     order
/// @param unsortedIndices where each given sequence stands; empty if they were in order
public record PackedSequence(
        Tensor data, Tensor batchSizes, Optional<Tensor> sortedIndices, Optional<Tensor> unsortedIndices) {
    /// Checks the batch sizes.
    ///
    /// @throws DTypeException if they are no integers
    /// @throws ShapeException if they are no falling list whose sum is the size of the data
    public PackedSequence {
        if (!batchSizes.dtype().isIntegral()) {
            throw new DTypeException("PackedSequence: the batch sizes are " + batchSizes.dtype()
                    + " and must be integers: convert them with to(INT64)");
        }
        long[] sizes = batchSizes.dim() == 1 ? batchSizes.to(DType.INT64).toLongArray() : new long[0];
        boolean falls = sizes.length > 0 && sizes[sizes.length - 1] > 0;
        long sum = 0;
        for (int t = 0; t < sizes.length; t++) {
            falls &= t == 0 || sizes[t] <= sizes[t - 1];
            sum += sizes[t];
        }
        if (!falls || data.dim() == 0 || sum != data.size(0)) {
            throw new ShapeException("PackedSequence: the data have shape " + data.shape() + " and the batch sizes are "
                    + Arrays.toString(sizes) + ": they must be positive, never rise, and sum to the data's first size:"
                    + " make it by Sequences.packPaddedSequence");
        }
    }

    /// Makes packed sequences that were in order.
    ///
    /// @throws dev.obor.error.OborException if the batch sizes do not fit
    public PackedSequence(Tensor data, Tensor batchSizes) {
        this(data, batchSizes, Optional.empty(), Optional.empty());
    }

    /// Returns the sequences with their elements in another dtype.
    public PackedSequence to(DType dtype) {
        return with(data.to(dtype));
    }

    /// Returns other data in the same order.
    PackedSequence with(Tensor other) {
        return new PackedSequence(other, batchSizes, sortedIndices, unsortedIndices);
    }

    /// Returns the batch sizes as a list.
    List<Integer> sizes() {
        List<Integer> sizes = new ArrayList<>();
        for (long size : batchSizes.to(DType.INT64).toLongArray()) {
            sizes.add((int) size);
        }
        return sizes;
    }
}
