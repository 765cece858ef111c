package dev.obor.nn;

import dev.obor.dtype.DType;
import dev.obor.error.IndexException;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Parameters under names.
public final class ParameterDict extends Block {
    /// Makes an empty dictionary.
    public ParameterDict() {}

    /// Makes a dictionary of tensors, which become parameters, in the map's order.
    ///
    /// @throws dev.obor.error.OborException if a name is empty or has a dot
    public ParameterDict(Map<String, Tensor> parameters) {
        parameters.forEach(this::put);
    }

    /// Adds a tensor as a parameter, and returns this dictionary.
    ///
    /// @throws dev.obor.error.OborException if the name is taken, empty, or has a dot
    public ParameterDict put(String name, Tensor parameter) {
        parameter(name, parameter);
        return this;
    }

    /// Returns the parameter of a name.
    ///
    /// @throws IndexException if there is none
    public Tensor get(String name) {
        Tensor found = parts().parameters().get(name);
        if (found == null) {
            throw new IndexException("ParameterDict: there is no parameter '" + name + "': there are "
                    + parts().parameters().keySet());
        }
        return found;
    }

    /// Returns the number of parameters.
    public int size() {
        return parts().parameters().size();
    }

    @Override
    public String describe() {
        List<String> lines = new ArrayList<>();
        parts().parameters()
                .forEach((name, item) -> lines.add("(" + name + "): " + text(item, typeName(item.dtype()))));
        return lines("ParameterDict", lines);
    }

    /// Returns a printed list: PyTorch breaks the line only for two and more.
    static String lines(String type, List<String> lines) {
        return switch (lines.size()) {
            case 0 -> type + "()";
            case 1 -> type + "(  " + lines.getFirst() + ")";
            default -> lines.stream().collect(Collectors.joining("\n    ", type + "(\n    ", "\n)"));
        };
    }

    static String text(Tensor parameter, String type) {
        return Arrays.stream(parameter.shape().toArray())
                .mapToObj(Integer::toString)
                .collect(Collectors.joining("x", "Parameter containing: [torch." + type + " of size ", "]"));
    }

    private static String typeName(DType dtype) {
        return switch (dtype) {
            case FLOAT64 -> "DoubleTensor";
            case FLOAT32 -> "FloatTensor";
            case FLOAT16 -> "HalfTensor";
            case BFLOAT16 -> "BFloat16Tensor";
            case INT64 -> "LongTensor";
            case INT32 -> "IntTensor";
            case INT16 -> "ShortTensor";
            case INT8 -> "CharTensor";
            case UINT8 -> "ByteTensor";
            case BOOL -> "BoolTensor";
        };
    }
}
