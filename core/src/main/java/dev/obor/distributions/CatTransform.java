package dev.obor.distributions;

import dev.obor.Obor;
import dev.obor.error.ShapeException;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;

/// Transforms of the parts of a tensor along a dim, in the manner of `cat`.
///
/// @param transforms one for each part
/// @param dim the dim
/// @param lengths of the parts; 1 each if there are none
public record CatTransform(List<Transform> transforms, int dim, List<Integer> lengths) implements Transform {
    /// Checks the lengths.
    ///
    /// @throws ShapeException if they are not as many as the transforms
    public CatTransform {
        transforms = List.copyOf(transforms);
        lengths = lengths.isEmpty() ? Collections.nCopies(transforms.size(), 1) : List.copyOf(lengths);
        if (transforms.isEmpty() || lengths.size() != transforms.size()) {
            throw new ShapeException("CatTransform: " + transforms.size() + " transforms and " + lengths.size()
                    + " lengths: give as many, and at least one");
        }
    }

    /// Makes a transform of parts of length 1.
    public CatTransform(List<Transform> transforms, int dim) {
        this(transforms, dim, List.of());
    }

    private int eventDim() {
        return transforms.stream()
                .mapToInt(part -> part.domain().eventDim())
                .max()
                .orElse(0);
    }

    private void check(Tensor value) {
        int length = lengths.stream().mapToInt(Integer::intValue).sum();
        if (value.size(dim) != length) {
            throw new ShapeException("CatTransform: dim " + dim + " of the tensor of shape " + value.shape()
                    + " must have the" + " size " + length + " of all parts");
        }
    }

    private Tensor each(Tensor value, BiFunction<Transform, Tensor, Tensor> body) {
        check(value);
        List<Tensor> parts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < lengths.size(); i++) {
            parts.add(body.apply(transforms.get(i), value.narrow(dim, start, lengths.get(i))));
            start += lengths.get(i);
        }
        return Obor.cat(parts, dim);
    }

    @Override
    public Tensor forward(Tensor x) {
        return each(x, Transform::forward);
    }

    @Override
    public Tensor inverse(Tensor y) {
        return each(y, Transform::inverse);
    }

    @Override
    public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
        check(x);
        check(y);
        List<Tensor> parts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < lengths.size(); i++) {
            Transform part = transforms.get(i);
            Tensor volume =
                    part.logAbsDetJacobian(x.narrow(dim, start, lengths.get(i)), y.narrow(dim, start, lengths.get(i)));
            parts.add(Dims.sumRightmost(volume, eventDim() - part.domain().eventDim()));
            start += lengths.get(i);
        }
        int place = (dim >= 0 ? dim - x.dim() : dim) + eventDim();
        return place < 0
                ? Obor.cat(parts, place)
                : parts.stream().reduce(Tensor::add).orElseThrow();
    }

    @Override
    public Constraint domain() {
        return new Constraints.Cat(transforms.stream().map(Transform::domain).toList(), dim, lengths);
    }

    @Override
    public Constraint codomain() {
        return new Constraints.Cat(transforms.stream().map(Transform::codomain).toList(), dim, lengths);
    }

    @Override
    public boolean isBijective() {
        return transforms.stream().allMatch(Transform::isBijective);
    }

    @Override
    public String toString() {
        return "CatTransform()";
    }
}
