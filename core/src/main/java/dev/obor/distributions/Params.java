package dev.obor.distributions;

import dev.obor.dtype.DType;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;

/// What distributions do with parameters before they keep them.
final class Params {
    private Params() {}

    /// Returns parameters of one shape. A Java number takes on the dtype of the first tensor, float32 if
    /// there is none; integers become float32.
    static Tensor[] broadcast(String distribution, Tensor... values) {
        Tensor[] result = tensors(values);
        Shape[] shapes = new Shape[values.length];
        for (int i = 0; i < values.length; i++) {
            shapes[i] = result[i].shape();
        }
        Shape shape = Dims.broadcast(distribution, shapes);
        for (int i = 0; i < values.length; i++) {
            result[i] = expand(result[i], shape);
        }
        return result;
    }

    /// Returns parameters as floating-point tensors, each of its shape.
    static Tensor[] tensors(Tensor... values) {
        DType dtype = DType.FLOAT32;
        for (Tensor value : values) {
            if (!value.isNumber() && value.dtype().isFloating()) {
                dtype = value.dtype();
                break;
            }
        }
        Tensor[] result = new Tensor[values.length];
        for (int i = 0; i < values.length; i++) {
            Tensor value = values[i];
            if (value.isNumber()) {
                result[i] = Tensor.full(Shape.SCALAR, value.item(), dtype);
            } else {
                result[i] = value.dtype().isFloating() ? value : value.to(dtype);
            }
        }
        return result;
    }

    /// Returns one parameter as a floating-point tensor.
    static Tensor tensor(Tensor value) {
        return tensors(value)[0];
    }

    /// Returns a parameter of a shape, itself if it has that.
    static Tensor expand(Tensor value, Shape shape) {
        return value.shape().equals(shape) ? value : value.expand(shape);
    }

    /// Returns probabilities moved away from 0 and 1 by the dtype's precision.
    static Tensor clampProbs(Tensor probs) {
        double eps = Bounds.eps(probs.dtype());
        return probs.clamp(eps, 1 - eps);
    }

    /// Returns the logarithms of odds.
    static Tensor binaryLogits(Tensor probs) {
        Tensor clamped = clampProbs(probs);
        return clamped.log().sub(clamped.neg().log1p());
    }

    /// Returns a tensor of a shape, filled.
    static Tensor filled(Shape shape, double value, DType dtype) {
        return Tensor.full(shape, value, dtype);
    }

    /// Returns the sigmoid, kept off 0 and 1.
    static Tensor clippedSigmoid(Tensor x) {
        return x.sigmoid().clamp(Bounds.tiny(x.dtype()), 1 - Bounds.eps(x.dtype()));
    }

    /// Returns the logarithm of the odds, of numbers first kept off 0 and 1.
    static Tensor unclippedLogit(Tensor y) {
        Tensor inside = y.clamp(Bounds.tiny(y.dtype()), 1 - Bounds.eps(y.dtype()));
        return inside.log().sub(inside.neg().log1p());
    }
}
