package dev.obor.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.dtype.DType;
import dev.obor.error.FormatException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PickleTest {
    private static PythonValue parse(String pickle) {
        return Pickle.load(Source.of("pickle load", "x.pkl", pickle.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static void assertRefused(String pickle, long at, String reason) {
        assertThatThrownBy(() -> parse(pickle))
                .isInstanceOf(FormatException.class)
                .hasMessageStartingWith("pickle load: x.pkl, byte " + at + ": ")
                .hasMessageContaining(reason)
                .hasMessageNotContaining("\n");
    }

    private static void assertPairs(PythonValue sets) {
        assertThat(sets.items()).hasSize(3);
        for (int i = 0; i < 3; i++) {
            ArraySamples.assertSame(sets.at(i).at(0).tensor(), ArraySamples.golden(DType.FLOAT32, 3 - i, 4));
            ArraySamples.assertSame(sets.at(i).at(1).tensor(), ArraySamples.golden(DType.INT64, 3 - i));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void readsPairsOfArraysOfEveryProtocol(int protocol) {
        assertPairs(Pickle.load(Golden.file("pairs-" + protocol + ".pkl")));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void readsGzippedPicklesOfPython2(int protocol) {
        assertPairs(Pickle.load(Golden.file("pairs-python2-" + protocol + ".pkl.gz")));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void readsEveryKindOfValueOfEveryProtocol(int protocol) {
        PythonValue all = Pickle.load(Golden.file("everything-" + protocol + ".pkl"));
        all.get("arrays").tensors().forEach((name, tensor) -> {
            DType dtype = DType.valueOf(name.toUpperCase(Locale.ROOT));
            ArraySamples.assertSame(tensor, ArraySamples.golden(dtype, 2, 3));
        });
        ArraySamples.assertSame(all.get("swapped").tensor(), ArraySamples.golden(DType.FLOAT64, 2, 3));
        ArraySamples.assertSame(all.get("column").tensor(), ArraySamples.golden(DType.INT16, 2, 3));
        assertThat(all.get("scalars").items())
                .containsExactly(
                        new PythonValue.Real(0.5),
                        new PythonValue.Int(-3),
                        new PythonValue.Bool(true),
                        new PythonValue.Int(200));
        assertThat(all.get("values").items())
                .startsWith(
                        new PythonValue.None(),
                        new PythonValue.Bool(true),
                        new PythonValue.Bool(false),
                        new PythonValue.Int(1),
                        new PythonValue.Int(-1),
                        new PythonValue.Int(300),
                        new PythonValue.Int(70000),
                        new PythonValue.Int(1L << 40))
                .endsWith(
                        new PythonValue.Real(0.5),
                        new PythonValue.Text("ü"),
                        new PythonValue.Bytes(new byte[] {-128}),
                        new PythonValue.Bytes(new byte[] {'a', 'b'}));
        assertThat(all.get("containers").items()).hasSize(10);
        assertThat(all.get("containers").at(8))
                .isEqualTo(new PythonValue.Items(PythonValue.Kind.FROZENSET, List.of(new PythonValue.Int(2))));
        assertThat(all.get("containers").at(9).dict().ordered()).isTrue();
        assertThat(all.get("dtype")).isEqualTo(new PythonValue.Type(DType.FLOAT32));
    }

    @ParameterizedTest
    @CsvSource({
        "os, system",
        "posix, system",
        "builtins, eval",
        "builtins, exec",
        "builtins, getattr",
        "builtins, object",
        "java.lang, Runtime",
        "java.lang.Runtime, getRuntime",
        "subprocess, Popen",
        "torch, load",
        "torch.storage, _load_from_bytes",
        "copyreg, _reconstructor",
        "collections, defaultdict",
        "numpy.core.multiarray, fromfile",
    })
    void refusesEveryOtherNameByName(String module, String name) {
        String refusal = "wants to use '" + module + "." + name + "', which is not allowed";
        assertRefused("c" + module + "\n" + name + "\n(S'x'\ntR.", 0, refusal);
        assertRefused("(S'x'\ni" + module + "\n" + name + "\n.", 6, refusal);
        String stacked = "\u008c" + (char) module.length() + module + "\u008c" + (char) name.length() + name;
        assertRefused("\u0080\u0004" + stacked + "\u0093)R.", 2 + stacked.length(), refusal);
    }

    @Test
    void refusesBrokenStreams() {
        assertRefused("", 0, "must end with '.'");
        assertRefused("N", 1, "must end with '.'");
        assertRefused(".", 0, "no value on the stack");
        assertRefused("NN.", 2, "1 values left over");
        assertRefused("(N.", 2, "0 values left over");
        assertRefused("N.N", 2, "goes on");
        assertRefused("\u00ff.", 0, "0xff is no instruction");
        assertRefused("\u0082\u0001.", 0, "0x82 is no instruction");
        assertRefused("\u0097.", 0, "0x97 is no instruction");
        assertRefused("\u0080\u0006N.", 0, "protocol 6");
        assertRefused("P1\n.", 0, "a persistent id");
        assertRefused("NQ.", 1, "a persistent id");
        assertRefused("h\u0000.", 0, "is used before it is made");
        assertRefused("g99999999999\n.", 0, "no place in the memo");
        assertRefused("I1x\n.", 0, "'1x' is no whole number");
        assertRefused("I-\n.", 0, "no whole number");
        assertRefused("F0x1p3\n.", 0, "is no float");
        assertRefused("F1f\n.", 0, "is no float");
        assertRefused("Sx\n.", 0, "not in quotes");
        assertRefused("S'\\x1'\n.", 0, "cut short");
        assertRefused("S'\\q'\n.", 0, "an escape");
        assertRefused("V\\u12\n.", 0, "cut short");
        assertRefused("V\\U00110000\n.", 0, "no character of Unicode");
        assertRefused("V\\ud800\n.", 0, "surrogate");
        assertRefused("\u008c\u0001\u0080.", 0, "not UTF-8");
        assertRefused("T\u00ff\u00ff\u00ff\u007f.", 5, "takes 2147483647 bytes, the file has 1 more");
        assertRefused("\u008d" + "\u00ff".repeat(8) + ".", 9, "takes 18446744073709551615 bytes");
        assertRefused("\u008b\u00ff\u00ff\u00ff\u00ff.", 0, "4294967295 bytes: at most 1024");
        assertRefused("\u0095" + "\u0009\0\0\0\0\0\0\0N.", 0, "a frame of 9 bytes");
        assertRefused("]NNs.", 3, "no dict");
        assertRefused("}Na.", 2, "no list");
        assertRefused(")Na.", 2, "no list");
        assertRefused("}(Nu.", 3, "without a value");
        assertRefused("(\u0085.", 1, "takes 1 values, the stack has fewer");
        assertRefused("N(0N.", 4, "1 values left over");
        assertRefused("e.", 0, "up to a mark");
        assertRefused("NNR.", 2, "a tuple must stand here");
        assertRefused("N)R.", 2, "calls what is no function");
        assertRefused("NNb.", 2, "sets the state of what has none");
        assertRefused("}]Ns.", 3, "a key of a dict must be");
        assertRefused("(Nccollections\nOrderedDict\no.", 27, "calls what is no function");
    }

    @Test
    void refusesDoubleKeysAsPythonKnowsThem() {
        assertRefused("}(K\u0001NK\u0001Nu.", 8, "the key the int 1 twice");
        assertRefused("}(K\u0001N\u0088Nu.", 7, "the key True twice");
        assertRefused("}(\u0088NF1.0\nNu.", 10, "the key the float 1.0 twice");
        assertRefused("}(F-0.0\nNI0\nNu.", 13, "the key the int 0 twice");
        assertRefused("}(F1e30\nNL1000000000000000019884624838656\nNu.", 43, "twice");
        assertThat(parse("}(K\u0001NK\u0002NS'1'\nNNNu.").dict().entries()).hasSize(4);
        assertRefused("\u008f(K\u0001K\u0001\u0090.", 0, "a set holds the int 1 twice");
        assertRefused("\u008f(]\u0090.", 0, "an item of a set must be");
    }

    @Test
    void refusesValuesThatNobodyCanWalk() {
        assertRefused("]q\u0000h\u0000a.", 0, "contains itself");
        assertRefused("}q\u0000K\u0001h\u0000s.", 0, "contains itself");
        assertRefused("]q\u0000h\u0000\u0085a.", 0, "contains itself");
        assertRefused("N" + "\u0085".repeat(100_000) + ".", 0, "more than 256 deep");
        assertRefused("(".repeat(100_000) + "t".repeat(100_000) + ".", 0, "more than 256 deep");
        assertRefused("]".repeat(100_000) + "a".repeat(99_999) + ".", 0, "more than 256 deep");
        assertThat(parse("N" + "\u0085".repeat(256) + ".").items()).hasSize(1);
        // Thirty doublings of a pair of pairs: a thousand million values if written out.
        assertRefused(")" + "2\u0086".repeat(30) + ".", 0, "if written out");
    }

    @Test
    void refusesToCopyWhatItHasMadeAgainAndAgain() {
        String large = "X\0\0\u0001\0" + "x".repeat(1 << 16) + "q\u0000";
        String copy = "c_codecs\nencode\n(h\u0000X\u0006\0\0\0latin1tR0";
        assertThatThrownBy(() -> parse(large + copy.repeat(1000) + "."))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("again and again");
        String list = "](" + "N".repeat(100_000) + "eq\u0000";
        assertThatThrownBy(() -> parse(list + "cbuiltins\nset\nq\u00010" + "h\u0001h\u0000\u0085R0".repeat(1000) + "."))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("again and again");
    }

    @Test
    void refusesBrokenArrays() {
        String type = "cnumpy\ndtype\n(S'f4'\nI0\nI1\ntR(I3\nS'<'\nNNNI-1\nI-1\nI0\ntb";
        String array = "cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(I0\ntS'b'\ntR";
        String good = array + "(I1\n(I2\nt" + type + "I00\nS'abcdefgh'\ntb.";
        assertThat(parse(good).tensor().numel()).isEqualTo(2);
        int build = good.length() - 2;
        assertRefused(
                good.replace("(I2\nt", "(I3\nt"), build, "of shape [3] and dtype float32 takes 12 bytes, but has 8");
        assertRefused(good.replace("(I2\nt", "(I-2\nt"), build + 1, "negative size");
        assertRefused(good.replace("(I2\nt", "(I4611686018427387904\nt"), build + 18, "more than 2147483647");
        assertRefused(good.replace("'f4'", "'c8'"), array.length() + 36, "'<c8' is none of ours");
        assertRefused(good.replace("S'<'", "S'?'"), good.indexOf("tbI00") + 1, "one of two byte orders");
        assertRefused(good.replace("'abcdefgh'", "'abc'"), build - 5, "but has 3");
        assertRefused(good.replace("S'abcdefgh'\n", "(t"), build - 10, "bytes must stand here");
        assertRefused(array + ".", 0, "without elements");
        assertRefused(type.substring(0, 13) + ".", 0, "numpy dtype as a value");
        assertRefused(array.replace("cnumpy\nndarray", "cnumpy\ndtype"), array.length() - 3, "another class");
    }

    @Test
    void inflatesNoBombs() {
        ByteArrayOutputStream pickle = new ByteArrayOutputStream();
        pickle.writeBytes("\u008e\0\0\0\u0008\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1));
        pickle.writeBytes(new byte[1 << 27]);
        pickle.write('.');
        byte[] bomb = Samples.gzip(pickle.toByteArray());
        assertThatThrownBy(() -> Pickle.load(Source.of("pickle load", "x.pkl", bomb)))
                .isInstanceOf(FormatException.class)
                .hasMessageStartingWith(
                        "pickle load: x.pkl, byte 9: a text takes 134217728 bytes, the file has at most");
    }
}
