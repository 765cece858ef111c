package dev.obor.onnx;

import dev.obor.dtype.DType;
import dev.obor.error.OborException;
import dev.obor.layout.Layout;
import dev.obor.layout.Shape;
import dev.obor.storage.Storage;
import dev.obor.tensor.Composite;
import dev.obor.tensor.CustomFunction;
import dev.obor.tensor.GradMode;
import dev.obor.tensor.Interpreter;
import dev.obor.tensor.Op;
import dev.obor.tensor.Pointwise;
import dev.obor.tensor.Spec;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Computes every operator as ever, and adds those whose results depend on the inputs to a graph.
///
/// A tensor is known by where its elements lie: storage, layout and dtype. So a tensor that was handed on as
/// another object, as by `detach()`, is known again.
final class Tracer implements Interpreter {
    private final Interpreter eager;
    private final Graph graph;
    private final Lowering lowering;
    private final IdentityHashMap<Storage, Map<Layout, Value>> traced = new IdentityHashMap<>();
    /// What depends on the inputs but has no value in the graph: by which operator.
    private final IdentityHashMap<Storage, String> opaque = new IdentityHashMap<>();
    private final IdentityHashMap<Storage, Named> state = new IdentityHashMap<>();

    /// A parameter or buffer.
    private record Named(Tensor tensor, Value value) {}

    Tracer(Interpreter eager, Graph graph, Map<String, Tensor> named) {
        this.eager = eager;
        this.graph = graph;
        this.lowering = new Lowering(graph);
        named.forEach((name, tensor) -> state.putIfAbsent(
                tensor.view().storage(),
                new Named(tensor, new Value(tensor.dtype(), Optional.of(tensor), Optional.of(name)))));
    }

    /// Makes a tensor an input of the graph.
    void input(String name, Tensor tensor, List<String> sizes) {
        Value value = new Value(tensor.dtype(), Optional.empty(), Optional.of(name));
        graph.inputs().add(new Port(name, value, sizes));
        know(tensor, value);
    }

    private void know(Tensor tensor, Value value) {
        traced.computeIfAbsent(tensor.view().storage(), _ -> new HashMap<>()).put(tensor.layout(), value);
    }

    private boolean isTraced(Tensor tensor) {
        Storage storage = tensor.view().storage();
        return traced.containsKey(storage) || opaque.containsKey(storage);
    }

    private boolean isAnyTraced(Tensor... tensors) {
        for (Tensor tensor : tensors) {
            if (isTraced(tensor)) {
                return true;
            }
        }
        return false;
    }

    /// Returns the value of a tensor: what made it, or its elements.
    Value value(String op, Tensor tensor) {
        Storage storage = tensor.view().storage();
        Map<Layout, Value> known = traced.get(storage);
        Value value = known == null ? null : known.get(tensor.layout());
        if (value != null && value.dtype() == tensor.dtype()) {
            return value;
        }
        if (opaque.containsKey(storage)) {
            throw new OborException("onnx: " + op + " takes a result of " + opaque.get(storage)
                    + " that ONNX has nothing for: do without it");
        }
        if (known != null) {
            throw new OborException(
                    "onnx: " + op + " takes a view of a tensor that was edited in place since, or that was"
                            + " made without an operator: compute it without edits in place");
        }
        return constant(tensor);
    }

    private Value constant(Tensor tensor) {
        Named named = state.get(tensor.view().storage());
        if (named == null || named.tensor.dtype() != tensor.dtype()) {
            return Value.constant(tensor.clone());
        }
        Layout layout = tensor.layout();
        if (layout.equals(named.tensor.layout())) {
            return named.value;
        }
        if (layout.isContiguous()
                && named.tensor.isContiguous()
                && layout.offset() == named.tensor.layout().offset()
                && tensor.numel() == named.tensor.numel()) {
            return new ViewLowering(graph).reshape(named.value, tensor.shape());
        }
        if (tensor.dim() == 2
                && named.tensor.dim() == 2
                && layout.equals(named.tensor.layout().permute(1, 0))) {
            return graph.add("Transpose", tensor.dtype(), Map.of("perm", Attribute.of(1, 0)), named.value);
        }
        return Value.constant(tensor.clone());
    }

    @Override
    public Tensor[] apply(Op op, Tensor... inputs) {
        if (!isAnyTraced(inputs)) {
            return eager.apply(op, inputs);
        }
        if (op instanceof Composite composite && !Lowering.knows(composite)) {
            return GradMode.noGrad(() -> composite.decomposed(inputs));
        }
        if (op instanceof CustomFunction function) {
            return function.run(inputs);
        }
        Tensor[] outputs = Interpreter.with(eager, () -> eager.apply(op, inputs));
        List<Value> made = lowered(op, inputs, outputs);
        for (int i = 0; i < outputs.length; i++) {
            if (i < made.size()) {
                know(outputs[i], made.get(i));
            } else {
                opaque.put(outputs[i].view().storage(), op.name());
            }
        }
        return outputs;
    }

    private List<Value> lowered(Op op, Tensor[] inputs, Tensor... outputs) {
        List<Value> values = new ArrayList<>();
        List<Spec> specs = new ArrayList<>();
        for (Tensor input : inputs) {
            values.add(value(op.name(), input));
            specs.add(spec(op, input));
        }
        List<Spec> results = new ArrayList<>();
        for (Tensor output : outputs) {
            results.add(new Spec(output.shape(), output.dtype()));
        }
        return lowering.lower(op, values, specs, results);
    }

    /// A Java number counts as float32 in promotion, whatever holds it.
    private static Spec spec(Op op, Tensor input) {
        boolean isReal =
                op instanceof Pointwise && input.isNumber() && input.dtype().isFloating();
        return new Spec(input.shape(), isReal ? DType.FLOAT32 : input.dtype());
    }

    @Override
    public void applyInto(Op op, Tensor[] targets, Tensor... inputs) {
        if (!isAnyTraced(inputs) && !isAnyTraced(targets)) {
            eager.applyInto(op, targets, inputs);
            return;
        }
        for (Tensor target : targets) {
            Storage storage = target.view().storage();
            boolean isWhole = target.isContiguous() && target.numel() == storage.length();
            if (state.containsKey(storage) || !isWhole) {
                throw new OborException("onnx: " + op.name() + "_ writes what depends on the input into "
                        + (isWhole ? "the module's state" : "a part of a tensor")
                        + ": compute a new tensor instead, as with cat or where");
            }
        }
        Tensor[] before = inputs.clone();
        List<Value> values = new ArrayList<>();
        for (Tensor input : before) {
            values.add(value(op.name(), input));
        }
        List<Spec> specs = new ArrayList<>();
        List<Spec> results = new ArrayList<>();
        for (Tensor input : before) {
            specs.add(spec(op, input));
        }
        for (Spec result : op.infer(specs.toArray(Spec[]::new))) {
            results.add(result);
        }
        List<Value> made = lowering.lower(op, values, specs, results);
        Interpreter.with(eager, () -> {
            eager.applyInto(op, targets, inputs);
            return true;
        });
        for (int i = 0; i < targets.length; i++) {
            traced.remove(targets[i].view().storage());
            know(targets[i], graph.cast(made.get(i), targets[i].dtype()));
        }
    }

    /// Makes tensors the graph's outputs.
    void outputs(List<String> names, Tensor... tensors) {
        for (int i = 0; i < tensors.length; i++) {
            Value value = value("the output " + names.get(i), tensors[i]);
            // An output must be made by a node, and by one alone.
            Value made = graph.add("Identity", value);
            Shape shape = tensors[i].shape();
            List<String> sizes = new ArrayList<>();
            for (int d = 0; d < shape.rank(); d++) {
                sizes.add(Integer.toString(shape.size(d)));
            }
            graph.outputs().add(new Port(names.get(i), made, sizes));
        }
    }
}
