package dev.obor.distributions;

import dev.obor.Obor;
import dev.obor.error.ShapeException;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// Transforms of the places of a dim, in the manner of `stack`.
///
/// @param transforms one for each place
/// @param dim the dim
public record StackTransform(List<Transform> transforms, int dim) implements Transform {
    /// Copies the list.
    public StackTransform {
        transforms = List.copyOf(transforms);
    }

    private void check(Tensor value) {
        if (value.size(dim) != transforms.size()) {
            throw new ShapeException("StackTransform: dim " + dim + " of the tensor of shape " + value.shape()
                    + " must have the size " + transforms.size() + ", one for each transform");
        }
    }

    @Override
    public Tensor forward(Tensor x) {
        check(x);
        List<Tensor> parts = new ArrayList<>();
        for (int i = 0; i < transforms.size(); i++) {
            parts.add(transforms.get(i).forward(x.select(dim, i)));
        }
        return Obor.stack(parts, dim);
    }

    @Override
    public Tensor inverse(Tensor y) {
        check(y);
        List<Tensor> parts = new ArrayList<>();
        for (int i = 0; i < transforms.size(); i++) {
            parts.add(transforms.get(i).inverse(y.select(dim, i)));
        }
        return Obor.stack(parts, dim);
    }

    @Override
    public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
        check(x);
        check(y);
        List<Tensor> parts = new ArrayList<>();
        for (int i = 0; i < transforms.size(); i++) {
            parts.add(transforms.get(i).logAbsDetJacobian(x.select(dim, i), y.select(dim, i)));
        }
        return Obor.stack(parts, dim);
    }

    @Override
    public Constraint domain() {
        return Constraints.stack(transforms.stream().map(Transform::domain).toList(), dim);
    }

    @Override
    public Constraint codomain() {
        return Constraints.stack(transforms.stream().map(Transform::codomain).toList(), dim);
    }

    @Override
    public boolean isBijective() {
        return transforms.stream().allMatch(Transform::isBijective);
    }

    @Override
    public String toString() {
        return "StackTransform()";
    }
}
