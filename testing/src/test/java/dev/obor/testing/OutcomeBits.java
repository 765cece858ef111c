package dev.obor.testing;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.error.OborException;
import dev.obor.tensor.GradMode;
import dev.obor.tensor.Tensor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A number that differs if a bit of what calls gave differs: results, gradients, what was edited, and texts
/// of errors.
final class OutcomeBits {
    private long sum = 1;

    long sum() {
        return sum;
    }

    /// Calls a method and adds what comes of it.
    void add(Method method, Tensor receiver, Object... arguments) {
        try {
            add(method.invoke(Modifier.isStatic(method.getModifiers()) ? null : receiver, arguments));
        } catch (InvocationTargetException e) {
            add(e.getCause().toString());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
        Stream.concat(Stream.of(receiver), Arrays.stream(arguments))
                .filter(Tensor.class::isInstance)
                .map(Tensor.class::cast)
                .forEach(this::addTensor);
    }

    private void add(Object value) {
        switch (value) {
            case null -> addLong(0);
            case GradMode.Scope scope -> scope.close();
            case Tensor tensor -> {
                addTensor(tensor);
                addGradients(tensor);
            }
            case Tensor[] tensors -> Arrays.stream(tensors).forEach(this::add);
            case List<?> list -> list.forEach(this::add);
            case Optional<?> optional -> optional.ifPresent(this::add);
            case Record parts -> addParts(parts);
            case String text -> addLong(text.hashCode());
            case Double number -> addLong(Double.doubleToLongBits(number));
            case Number number -> addLong(number.longValue());
            default -> {}
        }
    }

    private void addParts(Record parts) {
        for (RecordComponent component : parts.getClass().getRecordComponents()) {
            try {
                add(component.getAccessor().invoke(parts));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void addGradients(Tensor tensor) {
        if (tensor.requiresGrad() && tensor.dtype().isFloating() && !tensor.isLeaf()) {
            try {
                tensor.mul(Obor.arange(tensor.numel())
                                .reshape(tensor.shape())
                                .add(0.5)
                                .cos())
                        .sum()
                        .backward();
            } catch (OborException e) {
                addLong(e.getMessage().hashCode());
            }
        }
    }

    private void addTensor(Tensor tensor) {
        Tensor plain = tensor.detach();
        addLong(plain.dtype().name().hashCode());
        addLong(Arrays.hashCode(plain.shape().toArray()));
        if (plain.dtype().isFloating()) {
            for (double element : plain.to(DType.FLOAT64).reshape(-1).toDoubleArray()) {
                addLong(Double.doubleToLongBits(element));
            }
        } else {
            for (long element : plain.to(DType.INT64).reshape(-1).toLongArray()) {
                addLong(element);
            }
        }
        if (tensor.hasGrad()) {
            addTensor(tensor.grad());
        }
    }

    private void addLong(long bits) {
        sum = (sum * 0x9E3779B97F4A7C15L + bits) ^ (sum >>> 29);
    }
}
