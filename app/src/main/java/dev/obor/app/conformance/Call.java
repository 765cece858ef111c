package dev.obor.app.conformance;

import dev.obor.testing.GoldenValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A call as Python writes it.
///
/// @param op PyTorch's name under `torch`, with its namespace
/// @param args the positional arguments; the first is the receiver where the operator is a method
/// @param kwargs the named arguments
record Call(String op, List<GoldenValue> args, Map<String, GoldenValue> kwargs) {
    Call {
        args = List.copyOf(args);
    }

    /// Returns the name without its namespace.
    String simpleName() {
        return op.substring(op.lastIndexOf('.') + 1);
    }

    /// Returns the namespace, empty for `torch` itself.
    String namespace() {
        return op.contains(".") ? op.substring(0, op.lastIndexOf('.')) : "";
    }

    Call named(String name) {
        return new Call(name, args, kwargs);
    }

    /// Returns the call with a tensor that no gradient reaches: PyTorch copies the base of a reflected power.
    Call withDetached(int place) {
        if (!(args.get(place) instanceof GoldenValue.Tensor tensor)) {
            return this;
        }
        List<GoldenValue> result = new ArrayList<>(args);
        result.set(place, new GoldenValue.Tensor(tensor.tensor().detach()));
        return new Call(op, result, kwargs);
    }

    /// Returns the call with the positional arguments at these places, then the rest of them.
    Call reordered(int... places) {
        List<GoldenValue> rest = new ArrayList<>(args);
        List<GoldenValue> result = new ArrayList<>();
        for (int place : places) {
            result.add(args.get(place));
            rest.set(place, null);
        }
        rest.stream().filter(arg -> arg != null).forEach(result::add);
        return new Call(op, result, kwargs);
    }
}
