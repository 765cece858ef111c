package dev.obor;

import dev.obor.dtype.DType;
import dev.obor.dtype.Promotion;
import dev.obor.error.DTypeException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import dev.obor.storage.Elements;
import dev.obor.storage.Storage;
import dev.obor.tensor.Tensor;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;

/// Turns nested Java arrays into tensors.
final class NestedArrays {
    private NestedArrays() {}

    /// Returns a tensor of the default dtype of the elements.
    static Tensor toTensor(Object nested) {
        return toTensor(nested, dtypeOf(elementType(nested)));
    }

    private static Class<?> elementType(Object nested) {
        Class<?> type = nested.getClass();
        while (type.isArray()) {
            type = type.getComponentType();
        }
        return type;
    }

    /// Returns a tensor of a dtype.
    static Tensor toTensor(Object nested, DType dtype) {
        dtypeOf(elementType(nested));
        List<Integer> sizes = new ArrayList<>();
        Class<?> type = nested.getClass();
        Object first = nested;
        while (type.isArray()) {
            type = type.getComponentType();
            int length = first == null ? 0 : Array.getLength(first);
            sizes.add(length);
            first = length == 0 || type.isPrimitive() ? null : Array.get(first, 0);
        }
        Shape shape = Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray());
        Storage storage = Storage.of(dtype, shape.numel());
        fill(nested, shape, 0, 0, storage, dtype, "");
        return Tensor.of(storage, dtype, shape);
    }

    private static DType dtypeOf(Class<?> type) {
        if (type == double.class || type == float.class || type == Double.class || type == Float.class) {
            return Promotion.defaultDtype();
        }
        if (type == boolean.class || type == Boolean.class) {
            return DType.BOOL;
        }
        if (type == long.class
                || type == int.class
                || type == short.class
                || type == byte.class
                || type == Long.class
                || type == Integer.class) {
            return DType.INT64;
        }
        throw new DTypeException("tensor: an array of " + type.getName()
                + " does not make a tensor: pass an array of numbers or truth values");
    }

    private static int fill(Object part, Shape shape, int dim, int place, Storage storage, DType dtype, String where) {
        if (part == null) {
            throw new ShapeException("tensor: row" + where + " is null: every row must be an array");
        }
        int length = Array.getLength(part);
        if (length != shape.size(dim)) {
            throw new ShapeException("tensor: row" + where + " has " + length + " elements where the first row has "
                    + shape.size(dim) + ": all rows of a dim must have the same length");
        }
        int next = place;
        for (int i = 0; i < length; i++) {
            if (dim + 1 < shape.rank()) {
                next = fill(Array.get(part, i), shape, dim + 1, next, storage, dtype, where + " [" + i + "]");
            } else {
                Object element = Array.get(part, i);
                if (element == null) {
                    throw new DTypeException(
                            "tensor: element" + where + " [" + i + "] is null: every one must be a number");
                }
                Number number = element instanceof Boolean truth ? truth ? 1 : 0 : (Number) element;
                Promotion.checkFits("tensor", number, dtype);
                Elements.set(storage, dtype, next++, number);
            }
        }
        return next;
    }
}
