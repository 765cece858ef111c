package dev.obor.cpu;

import dev.obor.dtype.DType;
import dev.obor.layout.Layout;
import dev.obor.layout.Shape;
import dev.obor.storage.View;
import dev.obor.tensor.Cast;
import dev.obor.tensor.Convolution;

/// Runs convolutions and their gradients: 16-bit floating-point ones in float32, all integers in int64.
final class Convolutions {
    private final CpuBackend backend;

    Convolutions(CpuBackend backend) {
        this.backend = backend;
    }

    void run(Convolution op, View[] inputs, View output) {
        DType dtype = output.dtype();
        DType compute = dtype.isFloating() ? dtype.compute() : DType.INT64;
        if (output.shape().numel() == 0) {
            return;
        }
        if (compute == dtype) {
            compute(op, inputs, output);
            return;
        }
        View[] wide = new View[inputs.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = fresh(inputs[i].shape(), compute);
            backend.run(new Cast(compute), new View[] {inputs[i]}, new View[] {wide[i]});
        }
        View result = fresh(output.shape(), compute);
        compute(op, wide, result);
        backend.run(new Cast(dtype), new View[] {result}, new View[] {output});
    }

    private static void compute(Convolution op, View[] inputs, View output) {
        ConvElement element = switch (output.dtype()) {
            case FLOAT32 -> ConvFloats.FLOAT32;
            case FLOAT64 -> ConvDoubles.FLOAT64;
            default -> ConvLongs.INT64;
        };
        View bias = inputs.length > 2 ? inputs[2] : null;
        Convolution.Geometry geometry = op.geometry();
        switch (op) {
            case Convolution.Forward _ ->
                ConvSweep.forward(ConvTask.of(element, geometry, inputs[0], inputs[1], output), bias);
            case Convolution.Transposed _ ->
                ConvSweep.transposed(ConvTask.of(element, geometry, output, inputs[1], inputs[0]), bias);
            case Convolution.Weights _ -> ConvWeights.run(ConvTask.of(element, geometry, inputs[0], output, inputs[1]));
        }
    }

    private View fresh(Shape shape, DType dtype) {
        return new View(backend.allocate(dtype, shape.numel()), Layout.dense(shape), dtype);
    }
}
