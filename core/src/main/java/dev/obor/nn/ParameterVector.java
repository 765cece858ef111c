package dev.obor.nn;

import dev.obor.Obor;
import dev.obor.error.ShapeException;
import dev.obor.tensor.GradMode;
import dev.obor.tensor.Tensor;
import java.util.List;

/// All parameters as one vector, as methods need that think of a model as a point.
///
/// ```java
/// Tensor point = ParameterVector.parametersToVector(net.parameters());
/// ParameterVector.vectorToParameters(point.mul(0.9), net.parameters());
/// ```
public final class ParameterVector {
    private ParameterVector() {}

    /// Returns the elements of all tensors in their order, of shape `[all elements]`; gradients flow to the
    /// tensors.
    ///
    /// @throws ShapeException if there are none
    public static Tensor parametersToVector(List<Tensor> parameters) {
        if (parameters.isEmpty()) {
            throw new ShapeException("parametersToVector: there are no parameters: pass at least one");
        }
        return Obor.cat(parameters.stream().map(p -> p.reshape(p.numel())).toList(), 0);
    }

    /// Copies the elements of a vector into tensors, in their order, without being recorded.
    ///
    /// @param vector of shape `[all elements]`
    /// @throws ShapeException unless it has as many elements as all tensors together
    public static void vectorToParameters(Tensor vector, List<Tensor> parameters) {
        long count = parameters.stream().mapToLong(Tensor::numel).sum();
        if (vector.dim() != 1 || vector.numel() != count) {
            throw new ShapeException("vectorToParameters: the vector has shape " + vector.shape()
                    + " and the parameters have " + count + " elements: pass one row of as many");
        }
        try (GradMode.Scope _ = GradMode.set(false)) {
            int at = 0;
            for (Tensor parameter : parameters) {
                parameter.copy_(vector.narrow(0, at, parameter.numel()).reshape(parameter.shape()));
                at += parameter.numel();
            }
        }
    }
}
