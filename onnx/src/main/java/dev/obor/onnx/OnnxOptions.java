package dev.obor.onnx;

import java.util.List;
import java.util.OptionalInt;

/// How a module is exported.
///
/// @param inputNames of the inputs; of no length for `input`, or `input0`, `input1` …
/// @param outputNames of the outputs; of no length for `output`, or `output0`, `output1` …
/// @param batchAxis the dim of all inputs whose size stays open; without one, all sizes are those of the
///     example
public record OnnxOptions(List<String> inputNames, List<String> outputNames, OptionalInt batchAxis) {
    static final OnnxOptions DEFAULT = new OnnxOptions(List.of(), List.of(), OptionalInt.empty());

    /// Copies the lists.
    public OnnxOptions {
        inputNames = List.copyOf(inputNames);
        outputNames = List.copyOf(outputNames);
    }

    /// Returns these options with names of the inputs.
    public OnnxOptions inputNames(String... names) {
        return new OnnxOptions(List.of(names), outputNames, batchAxis);
    }

    /// Returns these options with names of the outputs.
    public OnnxOptions outputNames(String... names) {
        return new OnnxOptions(inputNames, List.of(names), batchAxis);
    }

    /// Returns these options with a dim of all inputs whose size stays open: 0, or 1 where steps come first.
    public OnnxOptions batchAxis(int axis) {
        return new OnnxOptions(inputNames, outputNames, OptionalInt.of(axis));
    }
}
