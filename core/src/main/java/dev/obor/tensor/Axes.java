package dev.obor.tensor;

import dev.obor.error.ShapeException;
import java.util.Arrays;

/// The dims in another order. All return views: what is written through one is seen by all.
public sealed interface Axes extends Applicable permits Tensor {
    /// Returns a view with the dims in another order.
    ///
    /// @throws ShapeException unless each dim is given once
    default Tensor permute(int... dims) {
        int[] order = new int[dims.length];
        boolean[] seen = new boolean[self().dim()];
        boolean fits = dims.length == seen.length;
        for (int d = 0; fits && d < dims.length; d++) {
            order[d] = self().wrap("permute", dims[d]);
            fits = !seen[order[d]];
            seen[order[d]] = true;
        }
        if (!fits) {
            throw new ShapeException("permute: " + Arrays.toString(dims) + " does not name each dim of "
                    + self().shape() + " once: pass all dims in their new order");
        }
        return apply(new ViewOp.Permute(order));
    }

    /// Returns a view with two dims swapped.
    default Tensor transpose(int dim0, int dim1) {
        return swapped("transpose", dim0, dim1);
    }

    /// Returns a view with two dims swapped: another name of [#transpose(int, int)].
    default Tensor swapaxes(int axis0, int axis1) {
        return swapped("swapaxes", axis0, axis1);
    }

    /// Returns a view with two dims swapped: another name of [#transpose(int, int)].
    default Tensor swapdims(int dim0, int dim1) {
        return swapped("swapdims", dim0, dim1);
    }

    /// Returns a matrix's transpose, a view; a tensor of fewer dims itself.
    ///
    /// @throws ShapeException for more than two dims
    default Tensor t() {
        if (self().dim() > 2) {
            throw new ShapeException("t: the tensor has shape " + self().shape()
                    + ", and t() is for two dims or fewer: use transpose(a, b), or mT()");
        }
        return self().dim() < 2 ? self() : apply(new ViewOp.Permute("t", new int[] {1, 0}));
    }

    /// Returns a view with the dims in the opposite order: the transpose of a matrix.
    default Tensor T() {
        int last = self().dim() - 1;
        int[] order = new int[last + 1];
        Arrays.setAll(order, d -> last - d);
        return last < 1 ? self() : apply(new ViewOp.Permute(order));
    }

    /// Returns a view of matrices, in the last two dims, transposed; a single number itself.
    ///
    /// @throws ShapeException for a tensor of one dim
    default Tensor mT() {
        return matrices("mT");
    }

    /// Returns a matrix's conjugate transpose, which for real numbers is its transpose, a view; a single
    /// number itself.
    ///
    /// @throws ShapeException for another number of dims
    default Tensor H() {
        if (self().dim() != 0 && self().dim() != 2) {
            throw new ShapeException("H: the tensor has shape " + self().shape()
                    + ", and H() is for matrices: use mH() for several in one tensor");
        }
        return matrices("H");
    }

    /// Returns a view of matrices, in the last two dims, conjugated and transposed, which for real numbers is
    /// [#mT()]; a single number itself.
    ///
    /// @throws ShapeException for a tensor of one dim
    default Tensor mH() {
        return matrices("mH");
    }

    /// Returns a view of matrices, in the last two dims, conjugated and transposed: another name of [#mH()].
    ///
    /// @throws ShapeException for a tensor of one dim
    default Tensor adjoint() {
        return matrices("adjoint");
    }

    /// Returns a view with one dim moved to another place; the others keep their order.
    default Tensor movedim(int source, int destination) {
        return movedim(new int[] {source}, new int[] {destination});
    }

    /// Returns a view with some dims moved to other places; the others keep their order.
    ///
    /// @throws ShapeException if the lists differ in length, or a dim stands twice in one of them
    default Tensor movedim(int[] source, int[] destination) {
        return moved("movedim", source, destination);
    }

    /// Returns a view with one dim moved to another place: another name of [#movedim(int, int)].
    default Tensor moveaxis(int source, int destination) {
        return moveaxis(new int[] {source}, new int[] {destination});
    }

    /// Returns a view with some dims moved to other places: another name of [#movedim(int\[\], int\[\])].
    ///
    /// @throws ShapeException if the lists differ in length, or a dim stands twice in one of them
    default Tensor moveaxis(int[] source, int[] destination) {
        return moved("moveaxis", source, destination);
    }

    private Tensor moved(String op, int[] source, int[] destination) {
        if (source.length != destination.length) {
            throw new ShapeException(op + ": " + Arrays.toString(source) + " and " + Arrays.toString(destination)
                    + " differ in length: name a place for each dim");
        }
        int rank = self().dim();
        int[] order = new int[rank];
        Arrays.fill(order, -1);
        boolean[] taken = new boolean[Math.max(rank, 1)];
        for (int i = 0; i < source.length; i++) {
            int from = self().wrap(op, source[i]);
            int to = self().wrap(op, destination[i]);
            if (taken[from] || rank > 0 && order[to] >= 0) {
                throw new ShapeException(op + ": a dim of " + self().shape() + " stands twice in "
                        + Arrays.toString(source) + " or in " + Arrays.toString(destination)
                        + ": name each dim once");
            }
            taken[from] = true;
            if (rank > 0) {
                order[to] = from;
            }
        }
        int next = 0;
        for (int d = 0; d < rank; d++) {
            while (order[d] < 0) {
                order[d] = taken[next] ? -1 : next;
                next++;
            }
        }
        return rank == 0 ? self() : apply(new ViewOp.Permute(order));
    }

    private Tensor swapped(String op, int a, int b) {
        int first = self().wrap(op, a);
        int second = self().wrap(op, b);
        return self().dim() == 0 ? self() : swap(first, second);
    }

    private Tensor matrices(String op) {
        if (self().dim() == 1) {
            throw new ShapeException(op + ": the tensor has shape " + self().shape() + ", and " + op
                    + "() is for matrices: use unsqueeze first");
        }
        return self().dim() == 0 ? self() : swap(self().dim() - 2, self().dim() - 1);
    }

    private Tensor swap(int first, int second) {
        int[] order = new int[self().dim()];
        Arrays.setAll(order, d -> d == first ? second : d == second ? first : d);
        return apply(new ViewOp.Permute("transpose", order));
    }
}
