package dev.obor.onnx;

import dev.obor.dtype.DType;
import dev.obor.layout.Layout;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import dev.obor.tensor.ViewOp;
import java.util.Map;

/// Views as nodes: what is another layout in Obor is a copy, or nothing, elsewhere.
final class ViewLowering {
    private final Graph graph;

    ViewLowering(Graph graph) {
        this.graph = graph;
    }

    Value lower(ViewOp op, Value x, Shape from, Shape to) {
        return switch (op) {
            case ViewOp.Permute permute ->
                graph.add("Transpose", x.dtype(), Map.of("perm", Attribute.of(permute.dims())), x);
            case ViewOp.Expand _ -> graph.add("Expand", x, Graph.wholes(to.toArray()));
            case ViewOp.Reshape _ -> reshape(x, to);
            case ViewOp.Unsqueeze unsqueeze -> graph.add("Unsqueeze", x, Graph.wholes(unsqueeze.dim()));
            case ViewOp.Squeeze squeeze ->
                squeeze.dims().length == 0 ? x : graph.add("Squeeze", x, Graph.wholes(squeeze.dims()));
            case ViewOp.Slice slice -> slice(slice, x);
            case ViewOp.Select select ->
                graph.add(
                        "Gather",
                        x.dtype(),
                        Map.of("axis", Attribute.of((long) select.dim())),
                        x,
                        Value.constant(Tensor.full(Shape.SCALAR, select.index(), DType.INT64)));
            case ViewOp.Unfold _, ViewOp.Diagonal _, ViewOp.AsStrided _ -> picked(op.apply(Layout.dense(from)), x);
        };
    }

    Value reshape(Value x, Shape to) {
        // A size of 0 would mean the input's size there.
        Map<String, Attribute> zeros = to.numel() == 0 ? Map.of("allowzero", Attribute.of(1L)) : Map.of();
        return graph.add("Reshape", x.dtype(), zeros, x, Graph.wholes(to.toArray()));
    }

    private Value slice(ViewOp.Slice op, Value x) {
        int end = op.length() == 0 ? op.start() : op.start() + (op.length() - 1) * op.step() + 1;
        return graph.add(
                "Slice",
                x,
                Graph.wholes(op.start()),
                Graph.wholes(end),
                Graph.wholes(op.dim()),
                Graph.wholes(op.step()));
    }

    /// Takes elements from their places among all, in row-major order.
    private Value picked(Layout layout, Value x) {
        Shape shape = layout.shape();
        long[] places = new long[shape.numel()];
        int[] at = new int[shape.rank()];
        for (int i = 0; i < places.length; i++) {
            long place = layout.offset();
            for (int d = 0; d < at.length; d++) {
                place += (long) at[d] * layout.stride(d);
            }
            places[i] = place;
            for (int d = at.length - 1; d >= 0 && ++at[d] == shape.size(d); d--) {
                at[d] = 0;
            }
        }
        Value flat = graph.add("Reshape", x, Graph.wholes(-1));
        Value index = Value.constant(Tensor.of(places).reshape(shape));
        return graph.add("Gather", x.dtype(), Map.of("axis", Attribute.of(0L)), flat, index);
    }
}
