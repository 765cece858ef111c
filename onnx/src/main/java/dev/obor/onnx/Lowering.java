package dev.obor.onnx;

import dev.obor.dtype.DType;
import dev.obor.error.OborException;
import dev.obor.layout.Broadcast;
import dev.obor.layout.Shape;
import dev.obor.tensor.ArgReduce;
import dev.obor.tensor.Cast;
import dev.obor.tensor.Composite;
import dev.obor.tensor.Concatenation;
import dev.obor.tensor.ConstantPadding;
import dev.obor.tensor.Convolution;
import dev.obor.tensor.Flip;
import dev.obor.tensor.LogSoftmax;
import dev.obor.tensor.MatMul;
import dev.obor.tensor.MaxPooling;
import dev.obor.tensor.Op;
import dev.obor.tensor.Pointwise;
import dev.obor.tensor.Reduce;
import dev.obor.tensor.Resampling;
import dev.obor.tensor.Selection;
import dev.obor.tensor.Softmax;
import dev.obor.tensor.Spec;
import dev.obor.tensor.Tensor;
import dev.obor.tensor.ViewOp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/// Which nodes an operator becomes.
final class Lowering {
    private final Graph graph;
    private final ViewLowering views;
    private final WindowLowering windows;

    Lowering(Graph graph) {
        this.graph = graph;
        this.views = new ViewLowering(graph);
        this.windows = new WindowLowering(graph);
    }

    /// Tells whether a composite becomes nodes itself, rather than what it is made of.
    static boolean knows(Composite op) {
        return op instanceof Concatenation || op instanceof ConstantPadding || op instanceof Flip;
    }

    /// Adds an operator's nodes and returns its outputs, the first ones if there is nothing for the others.
    ///
    /// @param specs of the inputs
    /// @param results of the outputs
    /// @throws OborException naming an operator that there is nothing for
    List<Value> lower(Op op, List<Value> inputs, List<Spec> specs, List<Spec> results) {
        Value x = inputs.getFirst();
        Spec spec = specs.getFirst();
        return switch (op) {
            case Pointwise pointwise -> pointwise(pointwise, inputs, specs, results);
            case ViewOp view ->
                List.of(views.lower(view, x, spec.shape(), results.getFirst().shape()));
            case Cast cast -> List.of(graph.cast(x, cast.to()));
            case MatMul _ -> List.of(computed(inputs, in -> graph.add("MatMul", in)));
            case Convolution convolution -> List.of(convolution(convolution, inputs, specs));
            case Reduce reduce ->
                List.of(reduce(reduce, inputs, results.getFirst().dtype()));
            case ArgReduce arg when spec.shape().rank() > 0 -> List.of(extreme(arg, x));
            case MaxPooling pooling ->
                List.of(computed(inputs, in -> windows.max(pooling.windows(), in[0], spec.shape())));
            case Resampling resampling ->
                List.of(computed(inputs, in -> windows.resample(resampling, in[0], spec.shape())));
            case Selection.Gather gather -> List.of(gather(gather.axes(), inputs, specs));
            case Selection.Scatter scatter when scatter.axes().whole() -> List.of(scatter(scatter, inputs, specs));
            case Softmax softmax -> List.of(alongAxis("Softmax", softmax.dim(), inputs, spec.shape()));
            case LogSoftmax softmax -> List.of(alongAxis("LogSoftmax", softmax.dim(), inputs, spec.shape()));
            case Concatenation concatenation -> List.of(concatenation(concatenation.dim(), inputs, specs));
            case ConstantPadding padding -> List.of(padding(padding, x));
            case Flip flip -> List.of(flip(x, flip.dims()));
            default ->
                throw new OborException("onnx: the operator " + op.name()
                        + " cannot be exported: compute it of other operators, or after the model");
        };
    }

    /// Computes in float32 what is of 16 bits.
    private Value computed(List<Value> inputs, Function<Value[], Value> body) {
        DType dtype = inputs.getFirst().dtype();
        Value[] wide =
                inputs.stream().map(in -> graph.cast(in, dtype.compute())).toArray(Value[]::new);
        return graph.cast(body.apply(wide), dtype);
    }

    // Note [dtypes of formulas]: ONNX Runtime knows most functions for 32 and 64 bits only; narrower integers and
    // bool are computed in int32, whose low bits are the same.
    private static DType wide(DType dtype) {
        DType compute = dtype.compute();
        boolean known = compute.isFloating() || compute == DType.INT32 || compute == DType.INT64;
        return known ? compute : DType.INT32;
    }

    private List<Value> pointwise(Pointwise op, List<Value> inputs, List<Spec> specs, List<Spec> results) {
        boolean compares = op.result() == Pointwise.Result.BOOL;
        DType compute = wide(
                compares
                        ? op.promote(specs.toArray(Spec[]::new))
                        : results.getFirst().dtype());
        List<Value> typed = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            typed.add(op.isMask(i) ? inputs.get(i) : graph.cast(inputs.get(i), compute));
        }
        Formulas formulas = new Formulas(graph, op.name(), compute, op.params());
        List<Value> outputs = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            var body = op.outputs().get(i);
            Value found = formulas.of(results.size() == 1 ? op.name() : "", body, typed);
            Shape shape = Shape.SCALAR;
            for (int input : new TreeSet<>(Formulas.inputs(body))) {
                shape = Broadcast.of(op.name(), shape, specs.get(input).shape());
            }
            Shape wanted = results.get(i).shape();
            if (!shape.equals(wanted)) {
                found = graph.add("Expand", found, Graph.wholes(wanted.toArray()));
            }
            outputs.add(graph.cast(found, results.get(i).dtype()));
        }
        return outputs;
    }

    private Value reduce(Reduce op, List<Value> inputs, DType result) {
        DType compute = wide(result);
        List<Value> typed = inputs.stream().map(in -> graph.cast(in, compute)).toList();
        var formula = op.reducer().function();
        Value each = new Formulas(graph, op.name(), compute).of(formula.name(), formula.body(), typed);
        if (op.dims().length == 0) {
            return graph.cast(each, result);
        }
        String type = switch (op.reducer().combine()) {
            case SUM -> "ReduceSum";
            case PROD -> "ReduceProd";
            case MIN -> "ReduceMin";
            case MAX -> "ReduceMax";
        };
        Map<String, Attribute> keep = Map.of("keepdims", Attribute.of(op.keepDim() ? 1 : 0));
        return graph.cast(graph.add(type, compute, keep, each, Graph.wholes(op.dims())), result);
    }

    private Value extreme(ArgReduce op, Value x) {
        Map<String, Attribute> attributes =
                Map.of("axis", Attribute.of((long) op.dim()), "keepdims", Attribute.of(op.keepDim() ? 1L : 0L));
        return graph.add(op.largest() ? "ArgMax" : "ArgMin", DType.INT64, attributes, graph.cast(x, wide(x.dtype())));
    }

    private Value convolution(Convolution op, List<Value> inputs, List<Spec> specs) {
        var geometry = op.geometry();
        int rank = geometry.rank();
        int[] kernel = Arrays.copyOfRange(specs.get(1).shape().toArray(), 2, rank + 2);
        int[] pads = new int[2 * rank];
        int[] rest = new int[rank];
        for (int d = 0; d < rank; d++) {
            int in = specs.getFirst().shape().size(d + 2);
            int before = geometry.before()[d];
            int reach = (kernel[d] - 1) * geometry.dilation()[d] + 1;
            pads[d] = before;
            if (op instanceof Convolution.Forward forward) {
                int needed = (forward.size()[d] - 1) * geometry.stride()[d] + reach;
                pads[d + rank] = Math.max(needed - in - before, 0);
            } else if (op instanceof Convolution.Transposed transposed) {
                pads[d + rank] = before;
                rest[d] = transposed.size()[d] - ((in - 1) * geometry.stride()[d] + reach - 2 * before);
            }
        }
        if (op instanceof Convolution.Weights || Arrays.stream(pads).anyMatch(p -> p < 0)) {
            throw new OborException("onnx: a convolution of " + geometry + " that is a gradient cannot be exported");
        }
        Map<String, Attribute> attributes = new TreeMap<>(Map.of(
                "kernel_shape", Attribute.of(kernel),
                "strides", Attribute.of(geometry.stride()),
                "dilations", Attribute.of(geometry.dilation()),
                "pads", Attribute.of(pads),
                "group", Attribute.of((long) geometry.groups())));
        boolean transposes = op instanceof Convolution.Transposed;
        if (transposes) {
            attributes.put("output_padding", Attribute.of(rest));
        }
        String type = transposes ? "ConvTranspose" : "Conv";
        return computed(inputs, in -> graph.add(type, in[0].dtype(), attributes, in));
    }

    private Value gather(Selection.Axes axes, List<Value> inputs, List<Spec> specs) {
        Value x = inputs.getFirst();
        Map<String, Attribute> axis = Map.of("axis", Attribute.of((long) axes.dim()));
        if (axes.whole()) {
            return graph.add("GatherElements", x.dtype(), axis, x, inputs.get(1));
        }
        if (axes.count() == 1) {
            return graph.add("Gather", x.dtype(), axis, x, inputs.get(1));
        }
        if (axes.dim() != 0) {
            throw new OborException("onnx: the operator " + axes.op() + " with several index tensors from dim "
                    + axes.dim() + " on cannot be exported: move the dims that are indexed to the front with permute");
        }
        Shape shape = Shape.SCALAR;
        for (Spec index : specs.subList(1, specs.size())) {
            shape = Broadcast.of(axes.op(), shape, index.shape());
        }
        Value[] parts = new Value[axes.count()];
        for (int i = 0; i < parts.length; i++) {
            Value index = graph.cast(inputs.get(i + 1), DType.INT64);
            Value wide = graph.add("Expand", index, Graph.wholes(shape.toArray()));
            parts[i] = graph.add("Unsqueeze", wide, Graph.wholes(-1));
        }
        Value places = graph.add("Concat", DType.INT64, Map.of("axis", Attribute.of(-1L)), parts);
        return graph.add("GatherND", x, places);
    }

    private Value scatter(Selection.Scatter op, List<Value> inputs, List<Spec> specs) {
        Value x = inputs.getFirst();
        Shape steps = specs.get(2).shape();
        Value source = specs.get(1).shape().equals(steps)
                ? inputs.get(1)
                : graph.add("Expand", inputs.get(1), Graph.wholes(steps.toArray()));
        String reduction = switch (op.combine()) {
            case REPLACE -> "none";
            case ADD -> "add";
            case MULTIPLY -> "mul";
            case MAX -> "max";
            case MIN -> "min";
        };
        Map<String, Attribute> attributes =
                Map.of("axis", Attribute.of((long) op.axes().dim()), "reduction", Attribute.of(reduction));
        return graph.add("ScatterElements", x.dtype(), attributes, x, inputs.get(2), source);
    }

    private Value alongAxis(String type, int dim, List<Value> inputs, Shape shape) {
        if (shape.rank() == 0) {
            Value one = graph.add("Unsqueeze", inputs.getFirst(), Graph.wholes(0));
            return graph.add("Squeeze", alongAxis(type, 0, List.of(one), Shape.of(1)), Graph.wholes(0));
        }
        return computed(inputs, in -> graph.add(type, in[0].dtype(), Map.of("axis", Attribute.of((long) dim)), in));
    }

    private Value concatenation(int dim, List<Value> inputs, List<Spec> specs) {
        List<Value> some = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            // PyTorch lets a tensor of no elements and one dim join anything.
            if (!specs.get(i).shape().equals(Shape.of(0))) {
                some.add(inputs.get(i));
            }
        }
        return some.size() == 1
                ? some.getFirst()
                : graph.add(
                        "Concat",
                        inputs.getFirst().dtype(),
                        Map.of("axis", Attribute.of((long) dim)),
                        some.toArray(Value[]::new));
    }

    private Value padding(ConstantPadding op, Value x) {
        int rank = op.before().length;
        int[] pads = Arrays.copyOf(op.before(), 2 * rank);
        System.arraycopy(op.after(), 0, pads, rank, rank);
        Value filling = Value.constant(Tensor.full(Shape.SCALAR, op.value(), x.dtype()));
        return graph.add("Pad", x, Graph.wholes(pads), filling);
    }

    private Value flip(Value x, int... dims) {
        if (dims.length == 0) {
            return x;
        }
        long[] starts = new long[dims.length];
        long[] ends = new long[dims.length];
        Arrays.fill(starts, -1);
        Arrays.fill(ends, Long.MIN_VALUE);
        return graph.add(
                "Slice", x, Graph.wholes(starts), Graph.wholes(ends), Graph.wholes(dims), Graph.wholes(starts));
    }
}
