package dev.obor.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.dtype.DType;
import dev.obor.error.DataException;
import dev.obor.error.FormatException;
import dev.obor.layout.Layout;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PyTorchFileTest {
    /// PyTorch 1.13 reads no floating-point numbers outside of tensors with weights_only=True.
    private static final String WEIGHTS_ONLY =
            "WEIGHTS_ONLY = {} if torch.__version__.startswith('1.') else" + " {'weights_only': True}\n";

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("a.pt");
    }

    private static PythonValue text(String text) {
        return new PythonValue.Text(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "legacy"})
    void readsAStateDict(String form) {
        Map<String, Tensor> state = PyTorchFile.loadStateDict(Golden.file("state-" + form + ".pt"));
        assertThat(state.keySet())
                .containsExactly(
                        "0.weight",
                        "0.bias",
                        "1.weight",
                        "1.bias",
                        "1.running_mean",
                        "1.running_var",
                        "1.num_batches_tracked",
                        "2.weight");
        ArraySamples.assertSame(state.get("0.weight"), ArraySamples.golden(DType.FLOAT32, 4, 3));
        ArraySamples.assertSame(state.get("1.running_var"), ArraySamples.golden(DType.FLOAT32, 4));
        ArraySamples.assertSame(state.get("1.num_batches_tracked"), ArraySamples.golden(DType.INT64));
        PythonValue.Dict dict =
                PyTorchFile.load(Golden.file("state-" + form + ".pt")).dict();
        assertThat(dict.ordered()).isTrue();
        assertThat(dict.attributes().get("_metadata").get("1").get("version").toLong())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "legacy"})
    void readsATensor(String form) {
        ArraySamples.assertSame(
                PyTorchFile.load(Golden.file("tensor-" + form + ".pt")).tensor(),
                ArraySamples.golden(DType.FLOAT32, 2, 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "legacy"})
    void readsACheckpoint(String form) {
        assertIsTheCheckpoint(PyTorchFile.load(Golden.file("checkpoint-" + form + ".pt")));
    }

    private static void assertIsTheCheckpoint(PythonValue c) {
        assertThat(c.get("model").tensors()).hasSize(8);
        PythonValue optimizer = c.get("optimizer");
        assertThat(optimizer.get("param_groups").at(0).get("lr").toDouble()).isEqualTo(0.5);
        assertThat(optimizer.get("state").dict().entries().keySet()).startsWith(new PythonValue.Int(0));
        Map<String, Tensor> dtypes = c.get("dtypes").tensors();
        assertThat(dtypes).hasSize(DType.values().length);
        for (DType dtype : DType.values()) {
            ArraySamples.assertSame(dtypes.get(dtype.toString()), ArraySamples.golden(dtype, 2, 3));
        }
        assertAreTheViews(c.get("views"));
        Tensor parameter = c.get("parameter").tensor();
        assertThat(parameter.isParameter() && parameter.requiresGrad()).isTrue();
        ArraySamples.assertSame(parameter, ArraySamples.golden(DType.FLOAT64, 2));
        assertThat(c.get("tracked").tensor().requiresGrad()).isTrue();
        assertThat(c.get("tracked").tensor().isParameter()).isFalse();
        assertThat(c.get("number").tensor().itemLong()).isEqualTo(-50);
        assertThat(c.get("size"))
                .isEqualTo(new PythonValue.Items(
                        PythonValue.Kind.SIZE, List.of(new PythonValue.Int(2), new PythonValue.Int(3))));
        assertThat(c.get("dtype")).isEqualTo(new PythonValue.Type(DType.BFLOAT16));
        assertThat(c.get("none")).isEqualTo(new PythonValue.None());
        assertThat(c.get("truth").at(0).toBoolean()).isTrue();
        assertThat(c.get("ints").items())
                .containsExactly(
                        new PythonValue.Int(0),
                        new PythonValue.Int(255),
                        new PythonValue.Int(256),
                        new PythonValue.Int(-1),
                        new PythonValue.Int(65535),
                        new PythonValue.Int(65536),
                        new PythonValue.Int(Integer.MIN_VALUE),
                        new PythonValue.Int(1L << 31),
                        new PythonValue.Int(Long.MAX_VALUE),
                        new PythonValue.Int(Long.MIN_VALUE),
                        new PythonValue.BigInt(BigInteger.TWO.pow(63)),
                        new PythonValue.BigInt(BigInteger.TWO.pow(100).negate()));
        assertThat(c.get("floats").items().stream().map(PythonValue::toDouble))
                .containsExactly(0.1, -0.0, Double.POSITIVE_INFINITY, 1e-310);
        assertThat(c.get("texts").items())
                .containsExactly(text(""), text("plain"), text("Ünïcödé 🔥"), text("x".repeat(300)));
        assertThat(c.get("bytes")).isEqualTo(new PythonValue.Bytes(new byte[] {0, -1, '\n'}));
        PythonValue seven = c.dict().entries().get(new PythonValue.Int(7));
        assertThat(seven.get("nested").items()).hasSize(3);
        assertThat(seven.dict().entries())
                .containsEntry(new PythonValue.Real(0.5), text("half"))
                .containsEntry(new PythonValue.None(), text("none"))
                .containsEntry(new PythonValue.Bool(true), text("yes"));
        assertThat(c.get("set").items()).hasSize(3);
        assertThat(c.get("best").toDouble()).isEqualTo(0.25);
        assertThat(c.get("step").toLong()).isEqualTo(12);
        ArraySamples.assertSame(c.get("array").tensor(), ArraySamples.golden(DType.FLOAT32, 2, 2));
    }

    private static void assertAreTheViews(PythonValue views) {
        Tensor base = views.at(0).tensor();
        ArraySamples.assertSame(base, ArraySamples.golden(DType.FLOAT32, 4, 6));
        Tensor[] expected = {
            base,
            base.t(),
            base.select(0, 1),
            base.slice(1, 2, 5, 2),
            base.select(0, 0).narrow(0, 0, 1).expand(3, 2)
        };
        for (int i = 0; i < expected.length; i++) {
            Tensor view = views.at(i).tensor();
            assertThat(view.layout()).isEqualTo(expected[i].layout());
            assertThat(view.view().storage()).isSameAs(base.view().storage());
        }
        assertThat(views.at(5).tensor().shape()).isEqualTo(Shape.of(0, 6));
    }

    @Test
    void writesWhatItReads() {
        PythonValue checkpoint = PyTorchFile.load(Golden.file("checkpoint-zip.pt"));
        PyTorchFile.save(file(), checkpoint);
        assertIsTheCheckpoint(PyTorchFile.load(file()));
    }

    @Test
    void torchReadsWhatIsWrittenAndWritesItBack() {
        PyTorchFile.save(file(), PyTorchFile.load(Golden.file("checkpoint-zip.pt")));
        Path copy = folder.resolve("copy.pt");
        String script = """
                c = torch.load(sys.argv[1], **WEIGHTS_ONLY)
                assert list(c['model']) == list(c['model'].keys()) and len(c['model']) == 8
                assert c['model']._metadata['1']['version'] == 2
                assert isinstance(c['parameter'], torch.nn.Parameter) and c['parameter'].requires_grad
                assert c['tracked'].requires_grad and not isinstance(c['tracked'], torch.nn.Parameter)
                assert c['size'] == torch.Size([2, 3]) and isinstance(c['size'], torch.Size)
                assert c['dtype'] is torch.bfloat16
                assert c['ints'][-1] == -2**100 and c['ints'][9] == -2**63
                assert c['views'][0].data_ptr() == c['views'][1].data_ptr()
                assert c['views'][1].stride() == (1, 6) and c['views'][4].stride()[0] == 0
                for name, value in c['dtypes'].items():
                    assert str(value.dtype) == 'torch.' + name
                assert c['set'] == {1, 2, 3} and c['bytes'] == b'\\x00\\xff\\n'
                torch.save(c, sys.argv[2], _use_new_zipfile_serialization=sys.argv[3] == 'zip')
                """;
        for (String form : List.of("zip", "legacy")) {
            Python.run("torch", WEIGHTS_ONLY + script, file(), copy, Path.of(form));
            assertIsTheCheckpoint(PyTorchFile.load(copy));
        }
    }

    @Test
    void torchReadsAStateDictIntoAModule() {
        Tensor weight = ArraySamples.golden(DType.FLOAT32, 2, 3).asParameter();
        Tensor bias = ArraySamples.golden(DType.FLOAT32, 2).asParameter();
        Map<String, Tensor> state = new LinkedHashMap<>();
        state.put("weight", weight);
        state.put("bias", bias);
        PyTorchFile.saveStateDict(file(), state);
        String script = """
                state = torch.load(sys.argv[1], weights_only=True)
                assert type(state).__name__ == 'OrderedDict'
                assert not state['weight'].requires_grad and not isinstance(state['weight'], torch.nn.Parameter)
                net = torch.nn.Linear(3, 2)
                print(net.load_state_dict(state))
                print(net.weight.detach()[1, 2].item())
                """;
        assertThat(Python.run("torch", WEIGHTS_ONLY + script, file())).contains("<All keys matched", "4.25");
        Map<String, Tensor> loaded = PyTorchFile.loadStateDict(file());
        assertThat(loaded.keySet()).containsExactly("weight", "bias");
        ArraySamples.assertSame(loaded.get("weight"), weight);
    }

    @Test
    void torchReadsRandomBitsOfEveryDtype() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (DType dtype : DType.values()) {
            tensors.put(
                    dtype.toString(),
                    ArraySamples.random(dtype, new SplittableRandom(4), 5, 6).t());
            tensors.put(dtype + " empty", ArraySamples.random(dtype, new SplittableRandom(4), 0, 6));
        }
        PyTorchFile.saveStateDict(file(), tensors);
        Path copy = folder.resolve("copy.pt");
        Python.run("torch", "torch.save(torch.load(sys.argv[1], weights_only=True), sys.argv[2])", file(), copy);
        Map<String, Tensor> loaded = PyTorchFile.loadStateDict(copy);
        tensors.forEach((name, tensor) -> {
            ArraySamples.assertSame(loaded.get(name), tensor);
            assertThat(tensor.numel() == 0 || loaded.get(name).layout().equals(tensor.layout()))
                    .isTrue();
        });
    }

    @Test
    void oneStorageIsWrittenOnce() throws IOException {
        Tensor large = ArraySamples.golden(DType.FLOAT32, 10_000);
        PyTorchFile.save(file(), List.of(large, large.narrow(0, 5, 3), large.narrow(0, 2, 9000)));
        assertThat(Files.size(file())).isBetween(40_000L, 42_000L);
        PythonValue loaded = PyTorchFile.load(file());
        assertThat(loaded.at(1).tensor().layout()).isEqualTo(Layout.of(Shape.of(3), new int[] {1}, 5));
        assertThat(loaded.at(1).tensor().view().storage())
                .isSameAs(loaded.at(2).tensor().view().storage());
        byte[] first = Files.readAllBytes(file());
        PyTorchFile.save(file(), loaded);
        assertThat(Files.readAllBytes(file())).isEqualTo(first);
    }

    @Test
    void javaValuesBecomePythons() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("epoch", 3);
        value.put("loss", 0.5f);
        value.put("names", List.of("a", "b"));
        value.put("none", Optional.empty());
        value.put("big", BigInteger.ONE.shiftLeft(70));
        value.put("dtype", DType.INT8);
        value.put("flag", true);
        PyTorchFile.save(file(), value);
        PythonValue loaded = PyTorchFile.load(file());
        assertThat(loaded).isEqualTo(PythonValue.of(value));
        assertThat(loaded.get("epoch").toLong()).isEqualTo(3);
        assertThat(loaded.has("epoch")).isTrue();
        assertThat(loaded.has("Epoch")).isFalse();
        String script = """
                c = torch.load(sys.argv[1], **WEIGHTS_ONLY)
                assert c == {'epoch': 3, 'loss': 0.5, 'names': ['a', 'b'], 'none': None, 'big': 2**70,
                             'dtype': torch.int8, 'flag': True}, c
                """;
        Python.run("torch", WEIGHTS_ONLY + script, file());
    }

    @Test
    void saysWhatIsThereInstead() {
        PythonValue value = PythonValue.of(Map.of("a", List.of(1, "x")));
        assertThatThrownBy(() -> value.get("b"))
                .isInstanceOf(DataException.class)
                .hasMessage("python value: a dict with the keys 'a' has no key 'b'");
        assertThatThrownBy(() -> value.get("a").tensors()).hasMessageContaining("a list of 2 is no dict");
        assertThatThrownBy(() -> value.get("a").at(2)).hasMessageContaining("a list of 2 has no place 2");
        assertThatThrownBy(() -> value.get("a").at(1).toLong()).hasMessageContaining("the text 'x' is no whole number");
        assertThatThrownBy(() -> value.get("a").at(0).tensor()).hasMessageContaining("the int 1 is no tensor");
        assertThatThrownBy(value::tensors).hasMessageContaining("holds a list of 2 under key the text 'a'");
        assertThatThrownBy(() -> PythonValue.of(new Object())).hasMessageContaining("java.lang.Object has no");
        List<Object> cyclic = new ArrayList<>();
        cyclic.add(cyclic);
        assertThatThrownBy(() -> PythonValue.of(cyclic)).hasMessageContaining("more than 256 deep");
        assertThatThrownBy(() -> PyTorchFile.save(file(), "\ud800")).hasMessageContaining("surrogate");
        assertThat(file()).doesNotExist();
    }

    @Test
    void refusesPrograms() {
        assertThatThrownBy(() -> PyTorchFile.load(Golden.file("script.pt")))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("TorchScript");
        assertThatThrownBy(() -> PyTorchFile.load(Golden.file("everything-2.pkl")))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("none of torch.save");
    }
}
