package dev.obor.onnx;

import dev.obor.dtype.DType;

/// ONNX's numbers of the dtypes, those of `TensorProto.DataType`.
final class DataTypes {
    private DataTypes() {}

    static long of(DType dtype) {
        return switch (dtype) {
            case FLOAT32 -> 1;
            case UINT8 -> 2;
            case INT8 -> 3;
            case INT16 -> 5;
            case INT32 -> 6;
            case INT64 -> 7;
            case BOOL -> 9;
            case FLOAT16 -> 10;
            case FLOAT64 -> 11;
            case BFLOAT16 -> 16;
        };
    }
}
