package dev.obor.onnx;

import dev.obor.dtype.DType;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Nodes in an order in which they can be run, between inputs and outputs.
final class Graph {
    private final List<Port> inputs = new ArrayList<>();
    private final List<Port> outputs = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();

    List<Port> inputs() {
        return inputs;
    }

    List<Port> outputs() {
        return outputs;
    }

    List<Node> nodes() {
        return nodes;
    }

    /// Removes the nodes that no output needs.
    void dropUnused() {
        Set<Value> used = Collections.newSetFromMap(new IdentityHashMap<>());
        outputs.forEach(port -> used.add(port.value()));
        for (Node node : nodes.reversed()) {
            if (node.outputs().stream().anyMatch(used::contains)) {
                used.addAll(node.inputs());
            }
        }
        nodes.removeIf(node -> node.outputs().stream().noneMatch(used::contains));
    }

    /// Adds a node of one output and returns that.
    Value add(String type, DType dtype, Map<String, Attribute> attributes, Value... of) {
        Value output = Value.made(dtype);
        nodes.add(new Node(type, List.of(of), List.of(output), attributes));
        return output;
    }

    /// Adds a node without attributes, of the dtype of its first input.
    Value add(String type, Value... of) {
        return add(type, of[0].dtype(), Map.of(), of);
    }

    /// Adds a node that compares.
    Value compare(String type, Value... of) {
        return add(type, DType.BOOL, Map.of(), of);
    }

    /// Returns a value in another dtype; constants without a name are converted now.
    Value cast(Value value, DType dtype) {
        if (value.dtype() == dtype) {
            return value;
        }
        Optional<Tensor> constant = value.constant().filter(_ -> value.name().isEmpty());
        return constant.map(tensor -> Value.constant(tensor.to(dtype)))
                .orElseGet(() -> add("Cast", dtype, Map.of("to", Attribute.of(DataTypes.of(dtype))), value));
    }

    /// Returns whole numbers, as shapes and axes are told.
    static Value wholes(long... numbers) {
        return Value.constant(Tensor.of(numbers));
    }

    /// Returns whole numbers, as shapes and axes are told.
    static Value wholes(int... numbers) {
        long[] wide = new long[numbers.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = numbers[i];
        }
        return wholes(wide);
    }
}
