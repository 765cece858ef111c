package dev.obor.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.io.Csv;
import dev.obor.io.CsvTable;
import dev.obor.io.ImageReadMode;
import dev.obor.io.Images;
import dev.obor.io.Npy;
import dev.obor.io.Npz;
import dev.obor.io.PyTorchFile;
import dev.obor.io.PythonValue;
import dev.obor.io.Safetensors;
import dev.obor.io.TensorFile;
import dev.obor.nn.LSTM;
import dev.obor.nn.Layer;
import dev.obor.nn.Linear;
import dev.obor.nn.ReLU;
import dev.obor.nn.Sequential;
import dev.obor.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The examples of `docs/guide/files.md`, which stand here as they stand there.
class FilesGuideTest {
    @TempDir
    Path folder;

    @Test
    void weightsFromPython() {
        PyTorchFile.saveStateDict(
                folder.resolve("net.pth"), new Sequential(new Linear(4, 8), new ReLU(), new Linear(8, 2)).stateDict());
        PyTorchFile.save(folder.resolve("checkpoint.pt"), Map.of("epoch", 3L));

        Layer net = new Sequential(new Linear(4, 8), new ReLU(), new Linear(8, 2));
        net.loadStateDict(PyTorchFile.loadStateDict(folder.resolve("net.pth")));

        PythonValue checkpoint = PyTorchFile.load(folder.resolve("checkpoint.pt"));
        if (checkpoint instanceof PythonValue.Dict dict) {
            assertThat(dict.entries()).isNotEmpty();
        }

        PyTorchFile.saveStateDict(folder.resolve("net.pth"), net.stateDict());

        Safetensors.save(folder.resolve("net.safetensors"), net.stateDict(), Map.of("epoch", "12"));
        net.loadStateDict(Safetensors.load(folder.resolve("net.safetensors")));

        try (TensorFile file = Safetensors.open(folder.resolve("net.safetensors"))) {
            Tensor weight = file.tensor("0.weight", DType.BFLOAT16);
            Tensor firstRows = file.rows("2.weight", 0, 1);
            assertThat(weight.dtype()).isEqualTo(DType.BFLOAT16);
            assertThat(firstRows.shape().toArray()).containsExactly(1, 8);
        }
    }

    @Test
    void arraysImagesAndTables() throws IOException {
        Files.writeString(folder.resolve("flowers.csv"), "length,width\n1,2\n3,4\n");

        Npy.save(folder.resolve("table.npy"), Obor.arange(12).reshape(3, 4));
        Tensor table = Npy.load(folder.resolve("table.npy"));
        Npz.saveCompressed(folder.resolve("arrays.npz"), Map.of("x", table, "y", table.t()));
        Map<String, Tensor> arrays = Npz.load(folder.resolve("arrays.npz"));

        Images.writePng(folder.resolve("grey.png"), Obor.zeros(1, 28, 28).to(DType.UINT8));
        Tensor image = Images.readImage(folder.resolve("grey.png"), ImageReadMode.GRAY);
        CsvTable flowers = Csv.load(folder.resolve("flowers.csv"));
        Tensor lengths = flowers.column("length");

        assertThat(arrays.get("y").shape().toArray()).containsExactly(4, 3);
        assertThat(image.shape().toArray()).containsExactly(1, 28, 28);
        assertThat(lengths.to(DType.FLOAT64).toDoubleArray()).containsExactly(1, 3);
    }

    @Test
    void otherRuntimes() {
        Layer net = new Sequential(new Linear(4, 8), new ReLU(), new Linear(8, 2));

        Onnx.save(
                folder.resolve("net.onnx"),
                net,
                Obor.zeros(1, 4),
                Onnx.options().batchAxis(0));

        LSTM lstm = new LSTM(4, 6);
        Onnx.save(
                folder.resolve("lstm.onnx"),
                lstm,
                x -> {
                    var out = lstm.forward(x[0]);
                    return new Tensor[] {out.output(), out.hidden().h()};
                },
                Onnx.options().inputNames("x").outputNames("y", "h").batchAxis(1),
                Obor.zeros(7, 1, 4));

        assertThat(folder.resolve("lstm.onnx")).isNotEmptyFile();
    }

    @Test
    void theGuideShowsWhatRunsHere() throws IOException {
        String guide = Files.readString(Path.of("../docs/guide/files.md"));
        Path here = Path.of("src/test/java", getClass().getName().replace('.', '/') + ".java");
        String source = joined(Files.readString(here));
        Matcher blocks = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(guide);
        List<String> examples = blocks.results().map(block -> block.group(1)).toList();
        assertThat(examples).hasSizeGreaterThan(8).allSatisfy(example -> {
            // Before an example's last brace there may be checks here.
            String start = joined(example).replaceFirst("\\}$", "");
            assertThat(source).contains(start);
        });
    }

    /// Without white space, which the formatter changes.
    private static String joined(String text) {
        return text.replaceAll("\\s", "");
    }
}
