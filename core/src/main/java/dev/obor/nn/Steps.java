package dev.obor.nn;

import dev.obor.dtype.DType;
import dev.obor.layout.Shape;
import dev.obor.tensor.Concatenation;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The steps of a batch of sequences whose elements lie in rows, all of the first step, then all of the
/// second and so on.
///
/// Sequences stand in the order of falling length, so that a step holds those of the first few. A state has a
/// row for each sequence; a step reads and writes the first rows of it. So in the end each row holds what its
/// sequence came to, whether the steps are taken from the first on or from the last.
///
/// @param batches how many sequences have an element at each step, never rising
/// @param reverse whether the steps are taken from the last on
record Steps(List<Integer> batches, boolean reverse) {
    /// One step.
    ///
    /// @param start the first of its rows
    /// @param size the number of its rows
    record Step(int start, int size) {
        /// Returns the rows of this step.
        Tensor rows(Tensor all) {
            return all.narrow(0, start, size);
        }

        /// Returns the rows of a state that this step deals with.
        Tensor active(Tensor state) {
            return state.narrow(0, 0, size);
        }
    }

    /// Returns steps in which all sequences are of one length.
    static Steps equal(int count, int batch, boolean reverse) {
        Integer[] sizes = new Integer[count];
        Arrays.fill(sizes, batch);
        return new Steps(List.of(sizes), reverse);
    }

    /// Returns the number of sequences.
    int batch() {
        return batches.getFirst();
    }

    /// Returns the number of rows.
    int rows() {
        return batches.stream().mapToInt(Integer::intValue).sum();
    }

    private boolean areEqual() {
        return batches.getLast() == batch();
    }

    /// Returns the steps in the order in which they are taken.
    List<Step> inOrder() {
        List<Step> steps = new ArrayList<>(batches.size());
        int start = 0;
        for (int size : batches) {
            steps.add(new Step(start, size));
            start += size;
        }
        return reverse ? steps.reversed() : steps;
    }

    /// Returns a tensor with a row for each row of the steps.
    Tensor makeRows(int columns, DType dtype) {
        return Tensor.full(Shape.of(rows(), columns), 0, dtype);
    }

    /// Returns for each row the state before its step.
    ///
    /// @param after for each row the state after its step
    /// @param initial the state before all steps
    Tensor before(Tensor after, Tensor initial) {
        if (areEqual()) {
            Tensor others = after.narrow(0, reverse ? batch() : 0, rows() - batch());
            return Concatenation.of(reverse ? List.of(others, initial) : List.of(initial, others), 0);
        }
        Tensor result = makeRows(initial.size(1), initial.dtype());
        Step last = new Step(0, 0);
        for (Step step : inOrder()) {
            int common = Math.min(last.size, step.size);
            result.narrow(0, step.start, common).copy_(after.narrow(0, last.start, common));
            int fresh = step.size - common;
            result.narrow(0, step.start + common, fresh).copy_(initial.narrow(0, common, fresh));
            last = step;
        }
        return result;
    }

    /// Returns tensors that were made step by step, in the order in which the steps are taken, as rows.
    Tensor join(List<Tensor> made) {
        return Concatenation.of(reverse ? made.reversed() : made, 0);
    }

    /// Returns a state with other first rows.
    static Tensor replaced(Tensor state, Tensor first) {
        int rest = state.size(0) - first.size(0);
        return rest == 0 ? first : Concatenation.of(List.of(first, state.narrow(0, first.size(0), rest)), 0);
    }

    /// Returns the columns in equal parts, as views.
    static Tensor[] parts(Tensor rows, int count) {
        int dim = rows.dim() - 1;
        int size = rows.size(dim) / count;
        Tensor[] parts = new Tensor[count];
        for (int i = 0; i < count; i++) {
            parts[i] = rows.narrow(dim, i * size, size);
        }
        return parts;
    }
}
