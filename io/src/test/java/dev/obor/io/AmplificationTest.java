package dev.obor.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.management.ThreadMXBean;
import dev.obor.error.FormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that are made to take much more memory or time than their size lets expect.
class AmplificationTest {
    private static final long MOST_FOR_ONE_BYTE_OF_PICKLE = 512;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static PythonValue pickle(byte[] bytes) {
        return Pickle.load(Source.of("pickle load", "x", bytes));
    }

    /// Runs something twice, the first time for what the JVM itself needs, and returns what the second
    /// allocates.
    private static long allocated(Supplier<?> reading) {
        long bytes = 0;
        for (int i = 0; i < 2; i++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            Throwable thrown = catchThrowable(reading::get);
            assertThat(thrown == null || thrown instanceof FormatException)
                    .as("%s", thrown)
                    .isTrue();
            bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
        }
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "N",
                "}",
                "]",
                ")",
                "(",
                "\u008f",
                "K\u0001",
                "M\u0001\u0001",
                "U\0",
                "C\0",
                "X\0\0\0\0",
                "(l",
                "(t",
                "(d",
                "}\u0094",
                "]q\0",
                "N\u0085",
                "N2",
                "]2",
                "}NNs",
                "}K\u0001Ns",
                "]Na",
                "\u008f(N\u0090",
                "I1\n",
                "L1L\n",
                "F1\n",
                "V\n",
                "S''\n",
                "\u008a\0",
                "\u008a\u0001\u0001",
                "cnumpy\ndtype\n(S'f4'\ntR",
                "ccollections\nOrderedDict\n)R",
                "cbuiltins\nset\n)R",
                "G00000000",
                "h\0)\u0085R"
            })
    void manySmallValuesTakeAFewHundredBytesEach(String unit) {
        for (String ending : new String[] {"l.", "e."}) {
            String start = "ctorch\nSize\nq\u00000" + (ending.startsWith("e") ? "](" : "(");
            byte[] file = latin(start + unit.repeat(200_000 / unit.length()) + ending);
            if (!unit.equals("(")) {
                assertThat(pickle(file).items().size()).isGreaterThan(1000);
            }
            assertThat(allocated(() -> pickle(file)))
                    .as("%s of %d bytes", unit, file.length)
                    .isLessThan(1_000_000 + MOST_FOR_ONE_BYTE_OF_PICKLE * file.length);
        }
    }

    @Test
    void aMemoWithHolesTakesNoMoreThanOneWithout() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write('N');
        for (int i = 0; i < 100_000; i++) {
            file.write('r');
            file.writeBytes(ByteBuffer.allocate(4).putInt(i * 0x9E3779B9).array());
        }
        file.write('.');
        byte[] bytes = file.toByteArray();
        assertThat(pickle(bytes)).isEqualTo(new PythonValue.None());
        assertThat(allocated(() -> pickle(bytes))).isLessThan(1_000_000 + MOST_FOR_ONE_BYTE_OF_PICKLE * bytes.length);
    }

    @Test
    void keysOfOneHashCodeDoNotMakeDictsSlow() {
        // "Aa" and "BB" have the same hash code, as have all words made of them.
        StringBuilder file = new StringBuilder("}(");
        int count = 1 << 15;
        for (int i = 0; i < count; i++) {
            file.append("X\u001e\0\0\0");
            for (int bit = 0; bit < 15; bit++) {
                file.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            file.append('N');
        }
        byte[] bytes = latin(file + "u.");
        long begin = System.nanoTime();
        assertThat(pickle(bytes).dict().entries()).hasSize(count);
        assertThat((System.nanoTime() - begin) * 1e-9).isLessThan(5);
    }

    @Test
    void aLongLineTakesOnePass() {
        byte[] digits = latin("L" + "9".repeat(3_000_000) + "L\n.");
        long begin = System.nanoTime();
        assertThatThrownBy(() -> pickle(digits))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("'99999");
        assertThatThrownBy(() -> pickle(latin("F" + "9".repeat(3_000_000) + "\n.")))
                .isInstanceOf(FormatException.class);
        assertThat((System.nanoTime() - begin) * 1e-9).isLessThan(5);
    }

    private static byte[] zip(int members, byte[] content, boolean deflated) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ZipWriter zip = new ZipWriter(out);
        try {
            for (int i = 0; i < members; i++) {
                if (deflated) {
                    zip.deflated(i + ".npy", to -> to.write(content));
                } else {
                    zip.stored(i + ".npy", to -> to.write(content));
                }
            }
            zip.finish();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    private static void assertNpzRefused(byte[] file, String reason) {
        Source source = Source.of(Npz.LOAD, "x", file);
        assertThatThrownBy(() -> Npz.views(source))
                .isInstanceOf(FormatException.class)
                .hasMessageStartingWith("npz load: x")
                .hasMessageContaining(reason);
        assertThat(allocated(() -> Npz.views(source))).isLessThan(1 << 20);
    }

    @Test
    void zipBombsAreNotInflated() {
        byte[] zeros = NpyTest.npy("{'descr':'|u1','fortran_order':False,'shape':(10000000,)}", new byte[10_000_000]);
        byte[] bomb = zip(10, zeros, true);
        assertThat(bomb.length).isLessThan(120_000);
        assertNpzRefused(bomb, "inflate to more than");
        // Two such members alone may be read.
        assertThat(Npz.views(Source.of(Npz.LOAD, "x", zip(2, zeros, true)))).hasSize(2);
    }

    @Test
    void overlappingMembersAreRefused() {
        byte[] one = NpyTest.npy("{'descr':'|u1','fortran_order':False,'shape':(1000,)}", new byte[1000]);
        byte[] file = zip(2, one, false);
        ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int directory = buffer.getInt(file.length - 6);
        int second = directory + 46 + buffer.getShort(directory + 28) + buffer.getShort(directory + 30);
        int name = buffer.getInt(second + 42) + 30;
        // The second entry leads to the first one's place, under the same name in both headers.
        file[second + 46] = '1';
        byte[] same = file.clone();
        ByteBuffer.wrap(same).order(ByteOrder.LITTLE_ENDIAN).putInt(second + 42, 0);
        assertNpzRefused(same, "contradicts");
        byte[] twice = file.clone();
        twice[second + 46] = '0';
        twice[name] = '0';
        assertNpzRefused(twice, "is there twice");
        byte[] longer = file.clone();
        ByteBuffer.wrap(longer)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(directory + 20, 1500)
                .putInt(directory + 24, 1500);
        assertNpzRefused(longer, "overlap");
    }

    @Test
    void promisesWithoutBytesTakeNoMemory() {
        byte[] npy = NpyTest.npy("{'descr':'<f8','fortran_order':False,'shape':(2147483647,)}", new byte[100]);
        assertThat(allocated(() -> Npy.view(Input.of(Source.of(Npy.LOAD, "x", npy)))))
                .isLessThan(1 << 16);
        byte[] safetensors = Samples.safetensors(
                "{\"a\":{\"dtype\":\"F64\",\"shape\":[1000000000],\"data_offsets\":[0,8000000000]}}", new byte[100]);
        assertThat(allocated(() -> SafetensorsFile.views(Source.of(Safetensors.LOAD, "x", safetensors))))
                .isLessThan(1 << 17);
        byte[] bytes = latin("\u008e\u00f0\u00ff\u00ff\u007f\0\0\0\0.");
        assertThat(allocated(() -> pickle(bytes))).isLessThan(1 << 16);
    }
}
