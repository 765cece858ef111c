package dev.obor.distributions;

import dev.obor.Obor;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Transforms one after the other; without any, the identity.
///
/// @param parts the first to be applied first
public record ComposeTransform(List<Transform> parts) implements Transform {
    /// y = x.
    public static final Transform IDENTITY = new ComposeTransform(List.of());

    /// Copies the list.
    public ComposeTransform {
        parts = List.copyOf(parts);
    }

    /// Makes a transform of parts, the first to be applied first.
    public ComposeTransform(Transform... parts) {
        this(List.of(parts));
    }

    @Override
    public Tensor forward(Tensor x) {
        Tensor y = x;
        for (Transform part : parts) {
            y = part.forward(y);
        }
        return y;
    }

    @Override
    public Tensor inverse(Tensor y) {
        Tensor x = y;
        for (Transform part : parts.reversed()) {
            x = part.inverse(x);
        }
        return x;
    }

    @Override
    public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
        if (parts.isEmpty()) {
            return Obor.zerosLike(x);
        }
        Tensor result = null;
        Tensor before = x;
        int eventDim = domain().eventDim();
        for (int i = 0; i < parts.size(); i++) {
            Transform part = parts.get(i);
            Tensor after = i == parts.size() - 1 ? y : part.forward(before);
            Tensor term = Dims.sumRightmost(
                    part.logAbsDetJacobian(before, after),
                    eventDim - part.domain().eventDim());
            result = result == null ? term : result.add(term);
            eventDim += part.codomain().eventDim() - part.domain().eventDim();
            before = after;
        }
        return result;
    }

    @Override
    public Constraint domain() {
        if (parts.isEmpty()) {
            return Constraints.REAL;
        }
        int eventDim = parts.getLast().codomain().eventDim();
        for (Transform part : parts.reversed()) {
            eventDim += part.domain().eventDim() - part.codomain().eventDim();
            eventDim = Math.max(eventDim, part.domain().eventDim());
        }
        return raised(parts.getFirst().domain(), eventDim);
    }

    @Override
    public Constraint codomain() {
        if (parts.isEmpty()) {
            return Constraints.REAL;
        }
        int eventDim = parts.getFirst().domain().eventDim();
        for (Transform part : parts) {
            eventDim += part.codomain().eventDim() - part.domain().eventDim();
            eventDim = Math.max(eventDim, part.codomain().eventDim());
        }
        return raised(parts.getLast().codomain(), eventDim);
    }

    private static Constraint raised(Constraint constraint, int eventDim) {
        int more = eventDim - constraint.eventDim();
        return more == 0 ? constraint : Constraints.independent(constraint, more);
    }

    @Override
    public boolean isBijective() {
        return parts.stream().allMatch(Transform::isBijective);
    }

    @Override
    public Tensor sign() {
        Tensor sign = Tensor.number(1);
        for (Transform part : parts) {
            sign = product(sign, part.sign());
        }
        return sign;
    }

    /// Returns the product of signs, a number if both are.
    static Tensor product(Tensor a, Tensor b) {
        return a.isNumber() && b.isNumber() ? Tensor.number(a.itemLong() * b.itemLong()) : a.mul(b);
    }

    @Override
    public Transform inv() {
        List<Transform> inverses = new ArrayList<>();
        parts.reversed().forEach(part -> inverses.add(part.inv()));
        return new ComposeTransform(inverses);
    }

    @Override
    public Shape forwardShape(Shape shape) {
        Shape result = shape;
        for (Transform part : parts) {
            result = part.forwardShape(result);
        }
        return result;
    }

    @Override
    public Shape inverseShape(Shape shape) {
        Shape result = shape;
        for (Transform part : parts.reversed()) {
            result = part.inverseShape(result);
        }
        return result;
    }

    @Override
    public String toString() {
        return parts.stream()
                .map(Transform::toString)
                .collect(Collectors.joining(",\n    ", "ComposeTransform(\n    ", "\n)"));
    }
}
