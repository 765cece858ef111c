package dev.obor.onnx;

import dev.obor.dtype.DType;
import dev.obor.error.OborException;
import dev.obor.tensor.Tensor;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// A graph as ONNX's `ModelProto`. The numbers of the fields are those of `onnx.proto3`.
final class Model {
    /// The version of ONNX's operators.
    static final int OPSET = 18;

    /// The version of the format that came with it.
    private static final int FORMAT = 8;

    private final Graph graph;
    private final IdentityHashMap<Value, String> names = new IdentityHashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final Message message = new Message();

    private Model(Graph graph) {
        this.graph = graph;
    }

    /// Returns the message.
    ///
    /// @throws OborException if an input's or output's name is another's, or a parameter's
    static Message of(Graph graph) {
        return new Model(graph).model();
    }

    private Message model() {
        graph.inputs().forEach(port -> name(port.value(), port.name()));
        graph.outputs().forEach(port -> name(port.value(), port.name()));
        int count = 0;
        for (Node node : graph.nodes()) {
            node.inputs().forEach(this::initializer);
            for (Value output : node.outputs()) {
                if (!names.containsKey(output)) {
                    name(output, "%" + count++);
                }
            }
            message.with(1, node(node, node.type() + "_" + message.size()));
        }
        message.with(2, "obor");
        graph.inputs().forEach(port -> message.with(11, port(port)));
        graph.outputs().forEach(port -> message.with(12, port(port)));
        return new Message()
                .with(1, FORMAT)
                .with(2, "obor")
                .with(7, message)
                .with(8, new Message().with(1, "").with(2, OPSET));
    }

    private void name(Value value, String name) {
        if (!taken.add(name)) {
            throw new OborException("onnx: two tensors are named " + name
                    + ": give inputs and outputs names of their own in the options");
        }
        names.put(value, name);
    }

    private void initializer(Value value) {
        if (value.constant().isPresent() && !names.containsKey(value)) {
            name(value, value.name().orElse("#" + names.size()));
            Tensor tensor = value.constant().get().contiguous();
            Message initializer = new Message();
            for (int d = 0; d < tensor.dim(); d++) {
                initializer.with(1, tensor.size(d));
            }
            message.with(
                    5,
                    initializer
                            .with(2, DataTypes.of(value.dtype()))
                            .with(8, names.get(value))
                            .with(9, tensor));
        }
    }

    private Message node(Node node, String name) {
        Message result = new Message();
        node.inputs().forEach(value -> result.with(1, names.get(value)));
        node.outputs().forEach(value -> result.with(2, names.get(value)));
        result.with(3, name).with(4, node.type());
        node.attributes().forEach((key, value) -> result.with(5, attribute(new Message().with(1, key), value)));
        return result;
    }

    private static Message attribute(Message named, Attribute value) {
        return switch (value) {
            case Attribute.Whole(long number) -> named.with(3, number).with(20, 2);
            case Attribute.Text(String text) -> named.with(4, text).with(20, 3);
            case Attribute.Wholes(List<Long> numbers) -> {
                numbers.forEach(number -> named.with(8, number));
                yield named.with(20, 7);
            }
        };
    }

    private static Message port(Port port) {
        Message shape = new Message();
        for (String size : port.sizes()) {
            boolean isNumber = size.chars().allMatch(Character::isDigit);
            shape.with(1, isNumber ? new Message().with(1, Long.parseLong(size)) : new Message().with(2, size));
        }
        DType dtype = port.value().dtype();
        Message tensor = new Message().with(1, DataTypes.of(dtype)).with(2, shape);
        return new Message().with(1, port.name()).with(2, new Message().with(1, tensor));
    }
}
