package dev.obor.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.tensor.Tensor;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Runs files in ONNX Runtime.
final class OnnxRuntime implements AutoCloseable {
    private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

    private final OrtSession session;

    OnnxRuntime(Path file) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            session = ENVIRONMENT.createSession(file.toString(), options);
        }
    }

    List<String> inputNames() {
        return List.copyOf(session.getInputNames());
    }

    /// Returns the sizes of an output, −1 for open ones.
    long[] outputShape(String name) throws OrtException {
        NodeInfo info = session.getOutputInfo().get(name);
        return ((TensorInfo) info.getInfo()).getShape();
    }

    /// Returns the outputs as tensors.
    List<Tensor> run(Tensor... inputs) throws OrtException {
        Map<String, OnnxTensor> given = new LinkedHashMap<>();
        int next = 0;
        for (String name : session.getInputInfo().keySet()) {
            given.put(name, tensor(inputs[next++]));
        }
        assertThat(next).isEqualTo(inputs.length);
        try (OrtSession.Result result = session.run(given)) {
            List<Tensor> outputs = new ArrayList<>();
            for (var entry : result) {
                outputs.add(tensor((OnnxTensor) entry.getValue()));
            }
            return outputs;
        } finally {
            given.values().forEach(OnnxTensor::close);
        }
    }

    private static OnnxTensor tensor(Tensor x) throws OrtException {
        long[] shape = Arrays.stream(x.shape().toArray()).asLongStream().toArray();
        return x.dtype() == DType.INT64
                ? OnnxTensor.createTensor(ENVIRONMENT, LongBuffer.wrap(x.toLongArray()), shape)
                : OnnxTensor.createTensor(ENVIRONMENT, FloatBuffer.wrap(x.toFloatArray()), shape);
    }

    private static Tensor tensor(OnnxTensor x) {
        int[] shape =
                Arrays.stream(x.getInfo().getShape()).mapToInt(Math::toIntExact).toArray();
        Tensor flat;
        if (x.getLongBuffer() != null) {
            LongBuffer buffer = x.getLongBuffer();
            long[] values = new long[buffer.remaining()];
            buffer.get(values);
            flat = Tensor.of(values);
        } else {
            FloatBuffer buffer = x.getFloatBuffer();
            float[] values = new float[buffer.remaining()];
            buffer.get(values);
            flat = Obor.tensor(values);
        }
        return flat.reshape(shape);
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
