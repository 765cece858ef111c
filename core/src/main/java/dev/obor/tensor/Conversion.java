package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.storage.Device;

/// The elements as another dtype, another unit or another number.
///
/// A conversion is [#to(DType)]; the short forms have PyTorch's names where Java has no keyword of that name.
/// For uint8 and int8, whose PyTorch names `byte` and `char` mean other types in Java, write `to(UINT8)` and
/// `to(INT8)`.
public sealed interface Conversion extends Applicable permits Tensor {
    /// Returns the elements converted to another dtype, this tensor itself if it has that dtype.
    default Tensor to(DType dtype) {
        return self().dtype() == dtype ? self() : apply(new Cast(dtype));
    }

    /// Returns the elements converted to the dtype of another tensor.
    default Tensor typeAs(Tensor other) {
        return to(other.dtype());
    }

    /// Returns the elements converted to the dtype of another tensor: as [#typeAs(Tensor)].
    default Tensor to(Tensor other) {
        return to(other.dtype());
    }

    /// Returns the elements converted to another dtype: as [#to(DType)].
    default Tensor type(DType dtype) {
        return to(dtype);
    }

    /// Returns this tensor itself, which lies where the device says.
    ///
    /// @throws OborException for a device other than [Device#CPU]
    default Tensor to(Device device) {
        if (!device.type().equals(Device.CPU.type())) {
            throw new OborException(
                    "to: there is no device '" + device + "': tensors lie on the Java heap, Device.CPU");
        }
        return self();
    }

    /// Returns this tensor itself, which lies on the Java heap.
    default Tensor cpu() {
        return self();
    }

    /// Returns the elements in float64.
    default Tensor toDouble() {
        return to(DType.FLOAT64);
    }

    /// Returns the elements in float32.
    default Tensor toFloat() {
        return to(DType.FLOAT32);
    }

    /// Returns the elements in float16.
    default Tensor half() {
        return to(DType.FLOAT16);
    }

    /// Returns the elements in bfloat16.
    default Tensor bfloat16() {
        return to(DType.BFLOAT16);
    }

    /// Returns the elements in int64.
    default Tensor toLong() {
        return to(DType.INT64);
    }

    /// Returns the elements in int32.
    default Tensor toInt() {
        return to(DType.INT32);
    }

    /// Returns the elements in int16.
    default Tensor toShort() {
        return to(DType.INT16);
    }

    /// Returns where the elements are not 0.
    default Tensor bool() {
        return to(DType.BOOL);
    }

    /// Returns a tensor of this shape and dtype in which every element is a number.
    ///
    /// @throws DTypeException if the dtype does not hold the number
    default Tensor fill(Number value) {
        return apply(Ops.COPY, Fill.of("fill", value, self().dtype()));
    }

    /// Returns a tensor of this shape and dtype in which every element is that of a tensor without dims,
    /// which gets the sum of the gradients.
    ///
    /// @throws ShapeException if the value has dims
    default Tensor fill(Tensor value) {
        return apply(Ops.COPY, Fill.of("fill", value, self().dtype()));
    }

    /// Returns this tensor itself, as the sign + does.
    ///
    /// @throws DTypeException for bool
    default Tensor positive() {
        if (self().dtype() == DType.BOOL) {
            throw new DTypeException("positive: it takes numbers, not bool: convert with to(INT64)");
        }
        return self();
    }

    /// Returns this tensor itself: numbers are real here.
    default Tensor conj() {
        return self();
    }

    /// Returns a copy: numbers are real here.
    default Tensor conjPhysical() {
        return self().clone();
    }

    /// Returns this tensor itself: numbers are real here.
    default Tensor real() {
        return self();
    }

    /// Returns 0 where the elements are not negative, else π; float32 for integers.
    default Tensor angle() {
        return apply(Ops.ANGLE);
    }

    /// Returns degrees from radians; float32 for integers.
    default Tensor rad2deg() {
        return apply(Ops.RAD2DEG);
    }

    /// Returns radians from degrees; float32 for integers.
    default Tensor deg2rad() {
        return apply(Ops.DEG2RAD);
    }
}
