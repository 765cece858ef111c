package dev.obor.onnx;

import com.google.protobuf.CodedOutputStream;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.io.AtomicFile;
import dev.obor.nn.Layer;
import dev.obor.nn.Module;
import dev.obor.tensor.GradMode;
import dev.obor.tensor.Interpreter;
import dev.obor.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Writes modules as ONNX files: the way to other runtimes.
///
/// The module's forward runs on examples in evaluation mode, and what it computes of them is written, with its
/// parameters
/// under their names. Loops and conditions of Java are gone by then: the file holds what they led to for
/// these shapes.
public final class Onnx {
    private static final int MOST_BYTES = Integer.MAX_VALUE;

    private Onnx() {}

    /// Returns the default options, to be changed.
    public static OnnxOptions options() {
        return OnnxOptions.DEFAULT;
    }

    /// Writes a layer for inputs of the example's shape.
    ///
    /// @throws OborException if it has an operator that ONNX has nothing for, or depends on the example's
    ///     values
    /// @throws dev.obor.error.DataException if the file cannot be written
    public static void save(Path file, Layer layer, Tensor example) {
        save(file, layer, example, options());
    }

    /// Writes a layer for inputs of the example's shape, but for what the options leave open.
    ///
    /// @throws OborException if it has an operator that ONNX has nothing for, or depends on the example's
    ///     values
    /// @throws dev.obor.error.DataException if the file cannot be written
    public static void save(Path file, Layer layer, Tensor example, OnnxOptions options) {
        save(file, layer, inputs -> new Tensor[] {layer.forward(inputs[0])}, options, example);
    }

    /// Writes a module of several inputs or outputs.
    ///
    /// ```java
    /// Onnx.save(file, lstm, x -> new Tensor[] {lstm.forward(x[0]).output()}, Onnx.options(), example);
    /// ```
    ///
    /// @param forward calls the module; the inputs are of the examples' shapes and dtypes
    /// @param examples one for each input
    /// @throws OborException if it has an operator that ONNX has nothing for, or depends on the examples'
    ///     values
    /// @throws dev.obor.error.DataException if the file cannot be written
    public static void save(
            Path file, Module module, Function<Tensor[], Tensor[]> forward, OnnxOptions options, Tensor... examples) {
        Message model = Model.of(graph(module, forward, options, examples));
        if (model.size() > MOST_BYTES) {
            throw new OborException(
                    "onnx: the model takes " + model.size() + " bytes, and a file of ONNX holds at most " + MOST_BYTES
                            + ": convert the module to FLOAT16, or export its parts");
        }
        AtomicFile.write(file, out -> {
            CodedOutputStream coded = CodedOutputStream.newInstance(out, 1 << 16);
            model.write(coded);
            coded.flush();
        });
    }

    private static Graph graph(
            Module module, Function<Tensor[], Tensor[]> forward, OnnxOptions options, Tensor... examples) {
        if (examples.length == 0) {
            throw new OborException("onnx: there is no example: pass one for each input");
        }
        Optional<Merge.Batch> batch = batch(options, examples);
        Tensor[] first = examples;
        Tensor[] second = examples;
        if (batch.isPresent()) {
            Merge.Batch open = batch.get();
            first = Arrays.stream(examples)
                    .map(x -> resized(x, open.axis(), open.first()))
                    .toArray(Tensor[]::new);
            second = Arrays.stream(examples)
                    .map(x -> resized(x, open.axis(), open.second()))
                    .toArray(Tensor[]::new);
        }
        second = Arrays.stream(second).map(Onnx::varied).toArray(Tensor[]::new);
        Map<String, Module> parts = module.namedModules();
        List<Boolean> modes = parts.values().stream().map(Module::isTraining).toList();
        module.eval();
        try {
            Graph one = trace(module, forward, options, first);
            return Merge.of(one, trace(module, forward, options, second), batch);
        } finally {
            // Parents come before their children, which they would set, too.
            Iterator<Boolean> mode = modes.iterator();
            parts.values().forEach(part -> part.train(mode.next()));
        }
    }

    private static Optional<Merge.Batch> batch(OnnxOptions options, Tensor... examples) {
        if (options.batchAxis().isEmpty()) {
            return Optional.empty();
        }
        int axis = options.batchAxis().getAsInt();
        for (Tensor example : examples) {
            if (axis < 0
                    || axis >= example.dim()
                    || example.size(axis) != examples[0].size(axis)
                    || example.size(axis) == 0) {
                throw new ShapeException("onnx: the batch axis is " + axis + " and an example has shape "
                        + example.shape() + ": all examples must have that dim, of one size that is not 0");
            }
        }
        // A size of 1 would broadcast where others do not.
        int size = Math.max(2, examples[0].size(axis));
        return Optional.of(new Merge.Batch(axis, size, size + 1));
    }

    /// Repeats or cuts off examples of a batch.
    private static Tensor resized(Tensor x, int axis, int size) {
        long[] places =
                IntStream.range(0, size).mapToLong(i -> i % x.size(axis)).toArray();
        return x.detach().indexSelect(axis, Tensor.of(places));
    }

    /// Returns other values of the same kind: numbers nearby, and the same whole numbers in another order.
    private static Tensor varied(Tensor x) {
        return x.dtype().isFloating()
                ? x.detach().mul(0.75).add(1.0 / 64)
                : x.reshape(-1).flip(0).reshape(x.shape().toArray());
    }

    private static Graph trace(
            Module module, Function<Tensor[], Tensor[]> forward, OnnxOptions options, Tensor... examples) {
        Graph graph = new Graph();
        Tracer tracer = new Tracer(Interpreter.current(), graph, module.stateDict());
        List<String> inputNames = names("input", options.inputNames(), examples.length);
        Tensor[] inputs = new Tensor[examples.length];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = examples[i].detach().clone();
            tracer.input(inputNames.get(i), inputs[i], sizes(inputs[i], options));
        }
        GradMode.noGrad(() -> Interpreter.with(tracer, () -> {
            Tensor[] outputs = forward.apply(inputs);
            tracer.outputs(names("output", options.outputNames(), outputs.length), outputs);
            return outputs;
        }));
        return graph;
    }

    private static List<String> sizes(Tensor x, OnnxOptions options) {
        List<String> sizes = new ArrayList<>();
        for (int d = 0; d < x.dim(); d++) {
            boolean isOpen =
                    options.batchAxis().isPresent() && options.batchAxis().getAsInt() == d;
            sizes.add(isOpen ? Merge.BATCH : Integer.toString(x.size(d)));
        }
        return sizes;
    }

    private static List<String> names(String standard, List<String> given, int count) {
        if (!given.isEmpty() && given.size() != count) {
            throw new OborException("onnx: there are " + given.size() + " names " + given + " and " + count + " "
                    + standard + "s: name all of them or none");
        }
        return given.isEmpty()
                ? IntStream.range(0, count)
                        .mapToObj(i -> count == 1 ? standard : standard + i)
                        .toList()
                : given;
    }
}
