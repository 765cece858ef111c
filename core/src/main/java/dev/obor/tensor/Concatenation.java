package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.dtype.Promotion;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import java.util.Arrays;
import java.util.List;

/// Tensors joined along a dim.
public record Concatenation(int dim) implements Composite {
    /// Returns tensors joined along a dim. As in PyTorch, tensors of shape `[0]` are passed over.
    ///
    /// @throws ShapeException if their other sizes differ, or there is no tensor
    public static Tensor of(List<Tensor> tensors, int dim) {
        if (tensors.isEmpty()) {
            throw new ShapeException("cat: there are no tensors to join: pass at least one");
        }
        DType dtype =
                tensors.stream().map(Tensor::dtype).reduce(Promotion::promote).orElseThrow();
        Tensor[] inputs = tensors.stream().map(t -> t.to(dtype)).toArray(Tensor[]::new);
        if (inputs[0].dim() == 0) {
            throw new ShapeException("cat: tensors of no dims cannot be joined: use stack");
        }
        Tensor first =
                tensors.stream().filter(t -> !isNothing(t.shape())).findFirst().orElse(tensors.getFirst());
        return Tensor.of(new Concatenation(first.wrap("cat", dim)), inputs);
    }

    /// Tells whether a tensor of this shape joins anything, whatever its number of dims.
    private static boolean isNothing(Shape shape) {
        return shape.rank() == 1 && shape.size(0) == 0;
    }

    /// Returns tensors of one shape joined along a new dim.
    ///
    /// @throws ShapeException if shapes differ, or there is no tensor
    public static Tensor stack(List<Tensor> tensors, int dim) {
        if (tensors.isEmpty()) {
            throw new ShapeException("stack: there are no tensors to join: pass at least one");
        }
        Shape shape = tensors.getFirst().shape();
        for (Tensor tensor : tensors) {
            if (!tensor.shape().equals(shape)) {
                throw new ShapeException(
                        "stack: shapes " + shape + " and " + tensor.shape() + " differ: all must be equal");
            }
        }
        int at = Shape.wrapDim("stack", dim, shape.rank() + 1);
        return of(tensors.stream().map(t -> t.unsqueeze(at)).toList(), at);
    }

    @Override
    public String name() {
        return "cat";
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        Shape first = Arrays.stream(inputs)
                .map(Spec::shape)
                .filter(shape -> !isNothing(shape))
                .findFirst()
                .orElse(inputs[0].shape());
        long length = 0;
        for (Spec input : inputs) {
            Shape shape = input.shape();
            if (isNothing(shape)) {
                continue;
            }
            if (shape.rank() != first.rank()
                    || !shape.with(dim, first.size(dim)).equals(first)) {
                throw new ShapeException("cat: shapes " + first + " and " + shape + " differ elsewhere than at dim "
                        + dim + ": all other sizes must be equal");
            }
            length += shape.size(dim);
        }
        return new Spec[] {new Spec(first.with(dim, Math.clamp(length, 0, Integer.MAX_VALUE)), inputs[0].dtype())};
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        Spec[] specs = new Spec[inputs.length];
        for (int i = 0; i < specs.length; i++) {
            specs[i] = new Spec(inputs[i].shape(), inputs[i].dtype());
        }
        Spec result = infer(specs)[0];
        Tensor joined = Tensor.full(result.shape(), 0, result.dtype());
        int start = 0;
        for (Tensor input : inputs) {
            if (isNothing(input.shape())) {
                continue;
            }
            joined.narrow(dim, start, input.size(dim)).copy_(input);
            start += input.size(dim);
        }
        return joined;
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        Shape shape = saved.spec(input).shape();
        if (isNothing(shape)) {
            return Tensor.full(shape, 0, g.dtype());
        }
        int start = 0;
        for (int i = 0; i < input; i++) {
            Shape before = saved.spec(i).shape();
            start += isNothing(before) ? 0 : before.size(dim);
        }
        return g.narrow(dim, start, shape.size(dim));
    }
}
