package dev.obor.onnx;

import dev.obor.dtype.DType;
import dev.obor.error.OborException;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Makes one graph of two traces with different values and, where the batch size is to stay open, different
/// batch sizes: what is equal in both holds for all, and numbers that are the same multiple of the batch size
/// are computed from it.
final class Merge {
    /// The name of an open batch size.
    static final String BATCH = "batch";

    private final Graph first;
    private final Graph second;
    private final Optional<Batch> batch;
    private final Graph result = new Graph();
    private final IdentityHashMap<Value, Value> partners = new IdentityHashMap<>();
    private final IdentityHashMap<Value, Value> replaced = new IdentityHashMap<>();
    private Optional<Value> size = Optional.empty();

    /// Which axis of the inputs stays open, and its sizes in both traces.
    record Batch(int axis, int first, int second) {}

    private Merge(Graph first, Graph second, Optional<Batch> batch) {
        this.first = first;
        this.second = second;
        this.batch = batch;
    }

    static Graph of(Graph first, Graph second, Optional<Batch> batch) {
        first.dropUnused();
        second.dropUnused();
        return new Merge(first, second, batch).merge();
    }

    private Graph merge() {
        for (int i = 0; i < first.inputs().size(); i++) {
            Port port = first.inputs().get(i);
            partners.put(port.value(), second.inputs().get(i).value());
            result.inputs().add(port);
        }
        for (int n = 0; n < first.nodes().size(); n++) {
            Node one = first.nodes().get(n);
            if (n >= second.nodes().size() || !fits(one, second.nodes().get(n))) {
                throw refused("the operator " + one.type());
            }
            Node other = second.nodes().get(n);
            List<Value> inputs = new ArrayList<>();
            for (int i = 0; i < one.inputs().size(); i++) {
                inputs.add(input(one, i, other.inputs().get(i)));
            }
            for (int o = 0; o < one.outputs().size(); o++) {
                partners.put(one.outputs().get(o), other.outputs().get(o));
            }
            result.nodes().add(new Node(one.type(), inputs, one.outputs(), one.attributes()));
        }
        for (int i = 0; i < first.outputs().size(); i++) {
            result.outputs().add(output(first.outputs().get(i), second.outputs().get(i)));
        }
        return result;
    }

    private static boolean fits(Node one, Node other) {
        return one.type().equals(other.type())
                && one.attributes().equals(other.attributes())
                && one.inputs().size() == other.inputs().size();
    }

    private OborException refused(String what) {
        return new OborException(
                batch.isPresent()
                        ? "onnx: " + what
                                + " depends on the batch size, or on the input's values, otherwise than as a multiple"
                                + " of that size: leave the batch axis out of the options, or compute each example apart"
                        : "onnx: " + what
                                + " depends on the values of the input, and an export holds for all: compute with"
                                + " tensors, not with numbers read from them, and nothing random");
    }

    @SuppressWarnings("ReferenceEquality")
    private Value input(Node node, int place, Value other) {
        Value one = node.inputs().get(place);
        if (one.constant().isEmpty() || other.constant().isEmpty()) {
            if (partners.get(one) != other) {
                throw refused("what " + node.type() + " takes");
            }
            return one;
        }
        Tensor a = one.constant().get();
        Tensor b = other.constant().get();
        if (one.name().isPresent() && one.name().equals(other.name()) || isSame(a, b)) {
            return one;
        }
        Value known = replaced.get(one);
        if (known == null) {
            boolean isReshape = node.type().equals("Reshape") && place == 1;
            known = open(a, b, isReshape)
                    .orElseThrow(() -> refused("a constant of shape " + a.shape() + " that " + node.type() + " takes"));
            replaced.put(one, known);
        }
        return known;
    }

    private static boolean isSame(Tensor a, Tensor b) {
        return a.dtype() == b.dtype() && a.shape().equals(b.shape()) && Raw.isSame(a, b);
    }

    /// Returns a constant that varies with the batch size.
    private Optional<Value> open(Tensor a, Tensor b, boolean isReshape) {
        if (batch.isEmpty() || a.dtype() != b.dtype() || a.dim() != b.dim()) {
            return Optional.empty();
        }
        if (a.shape().equals(b.shape())) {
            return a.dim() == 0
                    ? number(a, b)
                    : a.dtype() == DType.INT64 && a.dim() == 1
                            ? numbers(a.toLongArray(), b.toLongArray(), isReshape)
                            : Optional.empty();
        }
        // As zeros of the batch's size: of each dim that follows the batch, all places are alike.
        Tensor one = a;
        Tensor other = b;
        for (int d = 0; d < a.dim(); d++) {
            if (a.size(d) != b.size(d)) {
                if (!isAlike(one, d) || !isAlike(other, d)) {
                    return Optional.empty();
                }
                one = one.narrow(d, 0, 1);
                other = other.narrow(d, 0, 1);
            }
        }
        if (!isSame(one, other)) {
            return Optional.empty();
        }
        Tensor part = one.contiguous();
        return numbers(wide(a.shape()), wide(b.shape()), false)
                .map(shape -> result.add("Expand", Value.constant(part), shape));
    }

    /// A count, such as what a mean over the batch is divided by.
    private Optional<Value> number(Tensor a, Tensor b) {
        double times = a.item() / batch.orElseThrow().first;
        boolean isCount = times == Math.rint(times)
                && times * batch.get().first == a.item()
                && times * batch.get().second == b.item();
        if (!isCount) {
            return Optional.empty();
        }
        Value count = times == 1 ? size() : result.add("Mul", size(), Graph.wholes((long) times));
        return Optional.of(result.cast(result.add("Squeeze", count, Graph.wholes(0)), a.dtype()));
    }

    private static boolean isAlike(Tensor x, int dim) {
        return x.size(dim) > 0
                && isSame(x.contiguous(), x.narrow(dim, 0, 1).expand(x.shape()).contiguous());
    }

    private static long[] wide(Shape shape) {
        long[] sizes = new long[shape.rank()];
        for (int d = 0; d < sizes.length; d++) {
            sizes[d] = shape.size(d);
        }
        return sizes;
    }

    /// Returns which multiple of the batch size two numbers are.
    private OptionalLong multiple(long a, long b) {
        long times = a / batch.orElseThrow().first;
        boolean fits = times * batch.get().first == a && times * batch.get().second == b;
        return fits ? OptionalLong.of(times) : OptionalLong.empty();
    }

    private Optional<Value> numbers(long[] a, long[] b, boolean isReshape) {
        Value[] parts = new Value[a.length];
        int open = 0;
        for (int i = 0; i < a.length; i++) {
            if (a[i] == b[i]) {
                parts[i] = Graph.wholes(a[i]);
                continue;
            }
            OptionalLong times = multiple(a[i], b[i]);
            if (times.isEmpty()) {
                return Optional.empty();
            }
            open++;
            parts[i] = isReshape
                    ? Graph.wholes(-1)
                    : times.getAsLong() == 1 ? size() : result.add("Mul", size(), Graph.wholes(times.getAsLong()));
        }
        if (isReshape && open == 1) {
            long[] sizes = a.clone();
            for (int i = 0; i < sizes.length; i++) {
                sizes[i] = a[i] == b[i] ? a[i] : -1;
            }
            return Optional.of(Graph.wholes(sizes));
        }
        if (isReshape) {
            return numbers(a, b, false);
        }
        return Optional.of(
                parts.length == 1
                        ? parts[0]
                        : result.add("Concat", DType.INT64, Map.of("axis", Attribute.of(0L)), parts));
    }

    private Value size() {
        Batch open = batch.orElseThrow();
        if (size.isEmpty()) {
            Map<String, Attribute> part =
                    Map.of("start", Attribute.of((long) open.axis), "end", Attribute.of(open.axis + 1L));
            size = Optional.of(result.add(
                    "Shape", DType.INT64, part, first.inputs().getFirst().value()));
        }
        return size.get();
    }

    private Port output(Port one, Port other) {
        List<String> sizes = new ArrayList<>();
        for (int d = 0; d < one.sizes().size(); d++) {
            String a = one.sizes().get(d);
            String b = d < other.sizes().size() ? other.sizes().get(d) : "";
            if (a.equals(b)) {
                sizes.add(a);
                continue;
            }
            if (batch.isEmpty() || b.isEmpty()) {
                throw refused("the shape of the output " + one.name());
            }
            OptionalLong times = multiple(Long.parseLong(a), Long.parseLong(b));
            sizes.add(times.isPresent() && times.getAsLong() == 1 ? BATCH : one.name() + "_" + d);
        }
        return new Port(one.name(), one.value(), sizes);
    }
}
