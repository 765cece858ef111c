package dev.obor.app.conformance;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.nn.F;
import dev.obor.tensor.Tensor;
import dev.obor.testing.GoldenValue;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Says which Java names and classes answer to PyTorch's names.
///
/// The rule is camelCase; the tables hold what no rule finds: Python's operator methods, names that are Java
/// keywords, and names that PyTorch documents as another's alias.
final class Names {
    private static final Map<String, DType> CASTS = Map.of(
            "bool", DType.BOOL,
            "byte", DType.UINT8,
            "char", DType.INT8,
            "short", DType.INT16,
            "int", DType.INT32,
            "long", DType.INT64,
            "half", DType.FLOAT16,
            "bfloat16", DType.BFLOAT16,
            "float", DType.FLOAT32,
            "double", DType.FLOAT64);

    /// `b.__radd__(a)` is `a + b`; on tensors the plain operator with its sides exchanged.
    private static final Map<String, String> REFLECTED = Map.of(
            "__radd__", "add",
            "__rand__", "bitwise_and",
            "__rdiv__", "div",
            "__rmatmul__", "matmul",
            "__rmod__", "remainder",
            "__rmul__", "mul",
            "__ror__", "bitwise_or",
            "__rpow__", "pow",
            "__rsub__", "sub",
            "__rxor__", "bitwise_xor");

    /// Operators whose sides may be exchanged.
    private static final Set<String> COMMUTATIVE = Set.of("add", "mul", "bitwise_and", "bitwise_or", "bitwise_xor");

    /// Other names under which an operator may stand, all documented as the same function.
    private static final Map<String, List<String>> ALIASES = Map.ofEntries(
            Map.entry("T", List.of("t")),
            Map.entry("_sample_dirichlet", List.of("sample_dirichlet")),
            Map.entry("_standard_gamma", List.of("standard_gamma")),
            Map.entry("constant_pad_nd", List.of("nn.functional.pad")),
            Map.entry("empty", List.of("zeros")),
            Map.entry("inverse", List.of("linalg.inv")),
            Map.entry("rsub", List.of("__rsub__")),
            Map.entry("trapz", List.of("trapezoid")),
            Map.entry("rtrue_divide", List.of("rdiv")),
            Map.entry("view", List.of("reshape")));

    /// What `max` and `min` are where they have two tensors.
    private static final Map<String, String> OF_TWO = Map.of("max", "maximum", "min", "minimum");

    private static final Map<String, List<String>> CLASSES = Map.of(
            "nn.functional", List.of(F.class.getName()),
            "nn.init", List.of("dev.obor.nn.Init"),
            "linalg", List.of("dev.obor.Linalg", "dev.obor.LinAlg", "dev.obor.tensor.Linalg"),
            "special", List.of("dev.obor.Special", "dev.obor.tensor.Special"),
            "", List.of(Obor.class.getName(), F.class.getName()));

    private Names() {}

    /// Returns the calls that may be tried for a call, the likeliest first.
    static List<Call> readings(Call call) {
        List<Call> result = new ArrayList<>();
        result.add(call);
        DType cast = CASTS.get(call.op());
        if (cast != null) {
            List<GoldenValue> args = new ArrayList<>(call.args());
            args.add(new GoldenValue.Type(cast));
            result.add(new Call("to", args, call.kwargs()));
        }
        String plain = REFLECTED.get(call.op());
        if (plain != null && call.args().size() == 2) {
            boolean tensors = call.args().get(1) instanceof GoldenValue.Tensor;
            Call sides = call.op().equals("__rpow__") ? call.withDetached(1) : call;
            result.add(tensors ? sides.named(plain).reordered(1, 0) : withNumberFirst(call.named(plain)));
        }
        if (call.args().size() == 2 && isNumber(call.args().get(0))) {
            result.add(withNumberFirst(call.reordered(1, 0)));
        }
        boolean clamps = call.op().equals("clamp") || call.op().equals("clamp_");
        if (clamps && call.args().size() > 1) {
            // With one bound only, clamp is clampMin or clampMax.
            boolean min = !call.args().get(1).isNone();
            boolean max = call.args().size() > 2 && !call.args().get(2).isNone()
                    || call.kwargs().containsKey("max");
            if (!min || !max) {
                List<GoldenValue> args = new ArrayList<>(call.args());
                args.removeIf(GoldenValue::isNone);
                String oneSided = call.op().replace("clamp", min ? "clamp_min" : "clamp_max");
                result.addFirst(new Call(oneSided, args, Map.of()));
            }
        }
        boolean ofTwo = call.args().size() == 2 && call.args().get(1) instanceof GoldenValue.Tensor;
        if (ofTwo && OF_TWO.containsKey(call.op())) {
            result.add(call.named(OF_TWO.get(call.op())));
        }
        if (call.op().equals("where") && call.args().size() == 3) {
            // PyTorch's test inputs give the mask second.
            result.addFirst(call.reordered(1, 0, 2));
        }
        if (call.op().equals("nonzero")
                && new GoldenValue.Truth(true).equals(call.kwargs().get("as_tuple"))) {
            // What one Python function returns, by an argument, as a tensor or as a tuple are two methods in Java.
            return List.of(new Call("nonzero_tuple", call.args(), Map.of()));
        }
        boolean swapped = call.op().equals("nn.functional.embedding")
                || call.op().equals("nn.functional.embedding_bag")
                || call.simpleName().equals("polygamma") && call.args().size() == 2;
        if (swapped && call.args().size() > 1) {
            // PyTorch's test inputs give the weight, or the tensor, first.
            result.addFirst(call.reordered(1, 0));
        }
        if (call.op().equals("linalg.pinv")
                && call.args().size() == 2
                && call.args().get(1) instanceof GoldenValue.Tensor right
                && right.tensor().dim() > 1) {
            // PyTorch's singular test inputs are the two factors of the matrix.
            Tensor product =
                    call.args().getFirst().asTensor().matmul(right.tensor().mT());
            return List.of(new Call(call.op(), List.of(new GoldenValue.Tensor(product)), call.kwargs()));
        }
        if (call.op().equals("einsum") && call.args().size() == 2) {
            result.addFirst(call.reordered(1, 0));
        }
        withIndices(call).ifPresent(result::addFirst);
        for (String alias : ALIASES.getOrDefault(call.op(), List.of())) {
            result.addAll(readings(call.named(alias)));
        }
        return result;
    }

    /// The call of a tensor's method in which a number, the argument, is the first operand.
    private static Call withNumberFirst(Call call) {
        return COMMUTATIVE.contains(call.op()) ? call : call.named("r" + call.op());
    }

    private static boolean isNumber(GoldenValue value) {
        return value instanceof GoldenValue.Whole
                || value instanceof GoldenValue.Real
                || value instanceof GoldenValue.Truth;
    }

    /// What Python returns on demand only, a pooling's indices, a method of its own returns in Java, under
    /// the name that PyTorch, too, has for it.
    static Optional<Call> withIndices(Call call) {
        List<GoldenValue> args = new ArrayList<>(call.args());
        Map<String, GoldenValue> kwargs = new HashMap<>(call.kwargs());
        int position = Signature.of(call.op()).names().indexOf("return_indices");
        GoldenValue asked =
                position >= 0 && position < args.size() ? args.remove(position) : kwargs.remove("return_indices");
        boolean isAsked = asked instanceof GoldenValue.Truth truth && truth.value();
        return isAsked ? Optional.of(new Call(call.op() + "_with_indices", args, kwargs)) : Optional.empty();
    }

    /// Returns the classes whose static methods stand for a namespace.
    static List<Class<?>> classes(String namespace) {
        List<Class<?>> found = new ArrayList<>();
        for (String name : CLASSES.getOrDefault(namespace, List.of())) {
            find(name).ifPresent(found::add);
        }
        return found;
    }

    /// Returns a public class of the library; empty if there is none of that name.
    static Optional<Class<?>> find(String name) {
        try {
            Class<?> found = Class.forName(name, true, Tensor.class.getClassLoader());
            return Modifier.isPublic(found.getModifiers()) ? Optional.of(found) : Optional.empty();
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    /// Returns `log_softmax` as `logSoftmax`; leading and trailing underscores stay.
    static String camelCase(String name) {
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean inner = i > 0 && i + 1 < name.length() && name.charAt(i - 1) != '_' && name.charAt(i + 1) != '_';
            if (c == '_' && inner) {
                result.append(Character.toUpperCase(name.charAt(++i)));
            } else {
                result.append(c);
            }
        }
        return result.toString();
    }
}
