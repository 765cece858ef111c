package dev.obor;

import dev.obor.error.DTypeException;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Broadcast;
import dev.obor.layout.Shape;
import dev.obor.tensor.Concatenation;
import dev.obor.tensor.ConstantPadding;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The functions of [Obor] that join several tensors, or fit them to each other.
public abstract sealed class Joining extends Windows permits Randomness {
    Joining() {}

    /// Returns tensors joined along a dim; dtypes are promoted, and the other sizes must be equal. Tensors of
    /// shape `[0]` are passed over.
    ///
    /// @throws ShapeException if sizes differ, or there is no tensor
    public static Tensor cat(List<Tensor> tensors, int dim) {
        return Concatenation.of(tensors, dim);
    }

    /// Returns tensors joined along the first dim; see [#cat(List, int)].
    ///
    /// @throws ShapeException if sizes differ, or there is no tensor
    public static Tensor cat(List<Tensor> tensors) {
        return cat(tensors, 0);
    }

    /// Returns tensors joined along the first dim; see [#cat(List, int)].
    ///
    /// @throws ShapeException if sizes differ, or there is no tensor
    public static Tensor cat(Tensor... tensors) {
        return cat(List.of(tensors), 0);
    }

    /// Returns tensors joined along a dim; see [#cat(List, int)].
    ///
    /// @throws ShapeException if sizes differ, or there is no tensor
    public static Tensor cat(int dim, Tensor... tensors) {
        return cat(List.of(tensors), dim);
    }

    /// Returns tensors joined along a dim: another name of [#cat(List, int)].
    ///
    /// @throws ShapeException if sizes differ, or there is no tensor
    public static Tensor concat(List<Tensor> tensors, int dim) {
        return cat(tensors, dim);
    }

    /// Returns tensors joined along the first dim: another name of [#cat(List)].
    ///
    /// @throws ShapeException if sizes differ, or there is no tensor
    public static Tensor concat(List<Tensor> tensors) {
        return cat(tensors);
    }

    /// Returns tensors joined along the first dim: another name of [#cat(Tensor...)].
    ///
    /// @throws ShapeException if sizes differ, or there is no tensor
    public static Tensor concat(Tensor... tensors) {
        return cat(tensors);
    }

    /// Returns tensors joined along a dim: another name of [#cat(List, int)].
    ///
    /// @throws ShapeException if sizes differ, or there is no tensor
    public static Tensor concatenate(List<Tensor> tensors, int dim) {
        return cat(tensors, dim);
    }

    /// Returns tensors joined along the first dim: another name of [#cat(List)].
    ///
    /// @throws ShapeException if sizes differ, or there is no tensor
    public static Tensor concatenate(List<Tensor> tensors) {
        return cat(tensors);
    }

    /// Returns tensors joined along the first dim: another name of [#cat(Tensor...)].
    ///
    /// @throws ShapeException if sizes differ, or there is no tensor
    public static Tensor concatenate(Tensor... tensors) {
        return cat(tensors);
    }

    /// Returns tensors of one shape joined along a new dim; dtypes are promoted.
    ///
    /// @throws ShapeException if shapes differ, or there is no tensor
    public static Tensor stack(List<Tensor> tensors, int dim) {
        return Concatenation.stack(tensors, dim);
    }

    /// Returns tensors of one shape joined along a new first dim; dtypes are promoted.
    ///
    /// @throws ShapeException if shapes differ, or there is no tensor
    public static Tensor stack(List<Tensor> tensors) {
        return stack(tensors, 0);
    }

    /// Returns tensors of one shape joined along a new first dim; see [#stack(List, int)].
    ///
    /// @throws ShapeException if sizes differ, or there is no tensor
    public static Tensor stack(Tensor... tensors) {
        return stack(List.of(tensors), 0);
    }

    /// Returns tensors of one shape joined along a new dim; see [#stack(List, int)].
    ///
    /// @throws ShapeException if sizes differ, or there is no tensor
    public static Tensor stack(int dim, Tensor... tensors) {
        return stack(List.of(tensors), dim);
    }

    /// Returns tensors joined side by side: along the second dim, or the only one.
    ///
    /// @throws ShapeException if other sizes differ, or there is no tensor
    public static Tensor hstack(List<Tensor> tensors) {
        List<Tensor> lines = some("hstack", atleast1d(tensors));
        return cat(lines, lines.getFirst().dim() == 1 ? 0 : 1);
    }

    /// Returns tensors joined side by side; see [#hstack(List)].
    ///
    /// @throws ShapeException if other sizes differ, or there is no tensor
    public static Tensor hstack(Tensor... tensors) {
        return hstack(List.of(tensors));
    }

    /// Returns tensors joined below each other: along the first dim; those of one dim are rows.
    ///
    /// @throws ShapeException if other sizes differ, or there is no tensor
    public static Tensor vstack(List<Tensor> tensors) {
        return cat(some("vstack", atleast2d(tensors)), 0);
    }

    /// Returns tensors joined below each other; see [#vstack(List)].
    ///
    /// @throws ShapeException if other sizes differ, or there is no tensor
    public static Tensor vstack(Tensor... tensors) {
        return vstack(List.of(tensors));
    }

    /// Returns tensors joined below each other: another name of [#vstack(List)].
    ///
    /// @throws ShapeException if other sizes differ, or there is no tensor
    public static Tensor rowStack(List<Tensor> tensors) {
        return vstack(tensors);
    }

    /// Returns tensors joined below each other; see [#rowStack(List)].
    ///
    /// @throws ShapeException if other sizes differ, or there is no tensor
    public static Tensor rowStack(Tensor... tensors) {
        return rowStack(List.of(tensors));
    }

    /// Returns tensors joined behind each other: along the third dim; see [#atleast3d(Tensor)] for those of
    /// fewer.
    ///
    /// @throws ShapeException if other sizes differ, or there is no tensor
    public static Tensor dstack(List<Tensor> tensors) {
        return cat(some("dstack", atleast3d(tensors)), 2);
    }

    /// Returns tensors joined behind each other; see [#dstack(List)].
    ///
    /// @throws ShapeException if other sizes differ, or there is no tensor
    public static Tensor dstack(Tensor... tensors) {
        return dstack(List.of(tensors));
    }

    /// Returns tensors joined along the second dim; those of fewer than two dims are columns.
    ///
    /// @throws ShapeException if other sizes differ, or there is no tensor
    public static Tensor columnStack(List<Tensor> tensors) {
        List<Tensor> columns = tensors.stream()
                .map(t -> t.dim() < 2 ? t.reshape(t.numel(), 1) : t)
                .toList();
        return cat(some("columnStack", columns), 1);
    }

    /// Returns tensors joined as columns, along the second dim; see [#columnStack(List)].
    ///
    /// @throws ShapeException if other sizes differ, or there is no tensor
    public static Tensor columnStack(Tensor... tensors) {
        return columnStack(List.of(tensors));
    }

    /// Returns a matrix with matrices along its diagonal and zeros elsewhere; tensors of one dim are rows,
    /// single numbers matrices of one element. Dtypes are promoted.
    ///
    /// @throws ShapeException for a tensor of more than two dims, or none at all
    public static Tensor blockDiag(Tensor... tensors) {
        List<Tensor> blocks = new ArrayList<>();
        long width = 0;
        for (Tensor tensor : some("blockDiag", List.of(tensors))) {
            if (tensor.dim() > 2) {
                throw new ShapeException("blockDiag: tensor " + blocks.size() + " has shape " + tensor.shape()
                        + ": each must have two dims or fewer");
            }
            blocks.add(atleast2d(tensor));
            width += blocks.getLast().size(1);
        }
        List<Tensor> rows = new ArrayList<>();
        int left = 0;
        for (Tensor block : blocks) {
            long right = width - left - block.size(1);
            rows.add(ConstantPadding.of("blockDiag", block, 0, left, Math.clamp(right, 0, Integer.MAX_VALUE)));
            left += block.size(1);
        }
        return cat(rows, 0);
    }

    /// Returns, for tensors of one dim or none, views of one shape: its size at each dim is that of one
    /// tensor, whose elements the view of it runs through along that dim, repeating them along all others.
    ///
    /// @param indexing `"ij"` where the first tensor belongs to the first dim, `"xy"` where it belongs to the
    ///     second and the second tensor to the first
    /// @throws ShapeException for tensors of more dims, or none at all
    /// @throws DTypeException if dtypes differ
    public static List<Tensor> meshgrid(String indexing, Tensor... tensors) {
        if (!indexing.equals("ij") && !indexing.equals("xy")) {
            throw new OborException("meshgrid: indexing '" + indexing + "': pass 'ij' or 'xy'");
        }
        some("meshgrid", List.of(tensors));
        boolean swapped = indexing.equals("xy") && tensors.length >= 2;
        int[] dims = new int[tensors.length];
        int[] sizes = new int[tensors.length];
        for (int i = 0; i < dims.length; i++) {
            Tensor tensor = tensors[i];
            if (tensor.dim() > 1) {
                throw new ShapeException(
                        "meshgrid: tensor " + i + " has shape " + tensor.shape() + ": each must have one dim or none");
            }
            if (tensor.dtype() != tensors[0].dtype()) {
                throw new DTypeException("meshgrid: the tensors are " + tensors[0].dtype() + " and " + tensor.dtype()
                        + ": they must be of one dtype");
            }
            dims[i] = swapped && i < 2 ? 1 - i : i;
            sizes[dims[i]] = tensor.numel();
        }
        List<Tensor> grids = new ArrayList<>();
        for (int i = 0; i < dims.length; i++) {
            int[] line = new int[dims.length];
            Arrays.fill(line, 1);
            line[dims[i]] = tensors[i].numel();
            grids.add(tensors[i].view(line).expand(sizes));
        }
        return List.copyOf(grids);
    }

    /// Returns views of one shape in which the first tensor belongs to the first dim, and so on; see
    /// [#meshgrid(String, Tensor...)].
    ///
    /// @throws ShapeException for tensors of more than one dim, or none at all
    /// @throws DTypeException if dtypes differ
    public static List<Tensor> meshgrid(Tensor... tensors) {
        return meshgrid("ij", tensors);
    }

    /// Returns views of one shape in which each tensor belongs to a dim; see [#meshgrid(String, Tensor...)].
    ///
    /// @throws ShapeException for tensors of more than one dim, or none at all
    /// @throws DTypeException if dtypes differ
    public static List<Tensor> meshgrid(List<Tensor> tensors, String indexing) {
        return meshgrid(indexing, tensors.toArray(Tensor[]::new));
    }

    /// Returns all combinations of elements, one of each tensor, as rows, in the order of an odometer; for
    /// one tensor that tensor.
    ///
    /// @throws ShapeException unless each has one dim
    /// @throws DTypeException if dtypes differ
    public static Tensor cartesianProd(Tensor... tensors) {
        for (Tensor tensor : some("cartesianProd", List.of(tensors))) {
            if (tensor.dim() != 1) {
                throw new ShapeException(
                        "cartesianProd: a tensor has shape " + tensor.shape() + ": each must have one dim");
            }
        }
        if (tensors.length == 1) {
            return tensors[0];
        }
        return stack(meshgrid(tensors).stream().map(Tensor::flatten).toList(), 1);
    }

    /// Returns all pairs of elements of a tensor of one dim, as rows, each in the tensor's order.
    ///
    /// @throws ShapeException unless it has one dim
    public static Tensor combinations(Tensor input) {
        return combinations(input, 2, false);
    }

    /// Returns all choices of `r` different elements of a tensor of one dim, as rows, each in the tensor's
    /// order.
    ///
    /// @throws ShapeException unless it has one dim, or if `r` is negative
    public static Tensor combinations(Tensor input, int r) {
        return combinations(input, r, false);
    }

    /// Returns all choices of `r` elements of a tensor of one dim, as rows, each in the tensor's order.
    ///
    /// @param withReplacement whether an element may be chosen again
    /// @throws ShapeException unless it has one dim, or if `r` is negative
    public static Tensor combinations(Tensor input, int r, boolean withReplacement) {
        return Choices.of(input, r, withReplacement);
    }

    /// Returns views of tensors in the shape to which all broadcast.
    ///
    /// @throws ShapeException if they do not
    public static List<Tensor> broadcastTensors(Tensor... tensors) {
        Shape shape = Shape.SCALAR;
        for (Tensor tensor : tensors) {
            shape = Broadcast.of("broadcastTensors", shape, tensor.shape());
        }
        Shape common = shape;
        return Arrays.stream(tensors).map(t -> t.expand(common)).toList();
    }

    /// Returns the shape to which shapes broadcast.
    ///
    /// @throws ShapeException if they do not
    public static Shape broadcastShapes(int[]... shapes) {
        Shape shape = Shape.SCALAR;
        for (int[] sizes : shapes) {
            shape = Broadcast.of("broadcastShapes", shape, Shape.of(sizes));
        }
        return shape;
    }

    /// Returns the shape to which shapes broadcast.
    ///
    /// @throws ShapeException if they do not
    public static Shape broadcastShapes(Shape... shapes) {
        return broadcastShapes(Arrays.stream(shapes).map(Shape::toArray).toArray(int[][]::new));
    }

    /// Returns a view in a larger shape; see [Tensor#broadcastTo(int...)].
    ///
    /// @throws ShapeException if the tensor does not broadcast to it
    public static Tensor broadcastTo(Tensor input, int... size) {
        return input.broadcastTo(size);
    }

    /// Returns a view in a larger shape; see [Tensor#broadcastTo(int...)].
    ///
    /// @throws ShapeException if the tensor does not broadcast to it
    public static Tensor broadcastTo(Tensor input, Shape size) {
        return input.broadcastTo(size);
    }

    /// Returns a tensor of one dim or more: a view of a single number, anything else itself.
    public static Tensor atleast1d(Tensor tensor) {
        return tensor.dim() == 0 ? tensor.unsqueeze(0) : tensor;
    }

    /// Returns tensors of one dim or more; see [#atleast1d(Tensor)].
    public static List<Tensor> atleast1d(List<Tensor> tensors) {
        return tensors.stream().map(Joining::atleast1d).toList();
    }

    /// Returns matrices along the diagonal of a larger one; see [#blockDiag(Tensor...)].
    ///
    /// @throws ShapeException for a tensor of more than two dims, or none at all
    public static Tensor blockDiag(List<Tensor> tensors) {
        return blockDiag(tensors.toArray(Tensor[]::new));
    }

    /// Returns views of tensors in the shape to which all broadcast.
    ///
    /// @throws ShapeException if they do not
    public static List<Tensor> broadcastTensors(List<Tensor> tensors) {
        return broadcastTensors(tensors.toArray(Tensor[]::new));
    }

    /// Returns a tensor of two dims or more: a view of a single number, one of one dim as a row, anything
    /// else itself.
    public static Tensor atleast2d(Tensor tensor) {
        return tensor.dim() < 2 ? atleast1d(tensor).unsqueeze(0) : tensor;
    }

    /// Returns tensors of two dims or more; see [#atleast2d(Tensor)].
    public static List<Tensor> atleast2d(List<Tensor> tensors) {
        return tensors.stream().map(Joining::atleast2d).toList();
    }

    /// Returns a tensor of three dims or more: a view of a single number, one of one dim as `[1, n, 1]`, one
    /// of two as `[m, n, 1]`, anything else itself.
    public static Tensor atleast3d(Tensor tensor) {
        return tensor.dim() < 3 ? atleast2d(tensor).unsqueeze(2) : tensor;
    }

    /// Returns tensors of three dims or more; see [#atleast3d(Tensor)].
    public static List<Tensor> atleast3d(List<Tensor> tensors) {
        return tensors.stream().map(Joining::atleast3d).toList();
    }

    private static List<Tensor> some(String op, List<Tensor> tensors) {
        if (tensors.isEmpty()) {
            throw new ShapeException(op + ": there are no tensors to join: pass at least one");
        }
        return tensors;
    }
}
