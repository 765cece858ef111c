package dev.obor.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.dtype.DType;
import dev.obor.error.DataException;
import dev.obor.error.FormatException;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NpyTest {
    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("a.npy");
    }

    private Tensor roundTrip(Tensor tensor) {
        Npy.save(file(), tensor);
        Tensor loaded = Npy.load(file());
        ArraySamples.assertSame(loaded, tensor);
        return loaded;
    }

    /// Returns a file of version 1.0 with this header text and data.
    static byte[] npy(String header, byte[] data) {
        return npy(1, header, data);
    }

    static byte[] npy(int version, String header, byte[] data) {
        byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
        for (int i = 0; i < (version == 1 ? 2 : 4); i++) {
            out.write(text.length >> 8 * i);
        }
        out.writeBytes(text);
        out.writeBytes(data);
        return out.toByteArray();
    }

    private static Tensor parse(byte[] file) {
        return Tensor.of(Npy.view(Input.of(Source.of(Npy.LOAD, "x.npy", file))));
    }

    private static void assertRefused(byte[] file, long at, String reason) {
        assertThatThrownBy(() -> parse(file))
                .isInstanceOf(FormatException.class)
                .hasMessageStartingWith("npy load: x.npy, byte " + at + ": ")
                .hasMessageContaining(reason)
                .hasMessageNotContaining("\n");
    }

    /// Checks that a header is refused at the place that `^` marks.
    private static void assertHeaderRefused(String marked, int dataBytes, String reason) {
        assertRefused(npy(marked.replace("^", ""), new byte[dataBytes]), 10 + marked.indexOf('^'), reason);
    }

    @ParameterizedTest
    @EnumSource
    void everyDtypeKeepsItsBitsInAnyLayout(DType dtype) {
        SplittableRandom random = new SplittableRandom(5);
        Tensor dense = ArraySamples.random(dtype, random, 3, 4, 5);
        roundTrip(dense);
        roundTrip(dense.permute(1, 0, 2));
        roundTrip(dense.narrow(1, 1, 2));
        roundTrip(dense.select(0, 1));
        roundTrip(ArraySamples.random(dtype, random));
        roundTrip(ArraySamples.random(dtype, random, 0, 3));
        roundTrip(ArraySamples.random(dtype, random, 70_000));
    }

    @Test
    void columnMajorTensorsAreWrittenAsTheyLie() throws IOException {
        Tensor turned = ArraySamples.golden(DType.INT16, 4, 3, 2).permute(2, 1, 0);
        Tensor loaded = roundTrip(turned);
        assertThat(loaded.layout()).isEqualTo(turned.layout());
        assertThat(Files.readString(file(), StandardCharsets.ISO_8859_1)).contains("'fortran_order': True");
        roundTrip(ArraySamples.golden(DType.INT16, 4, 0, 2).permute(2, 1, 0));
        roundTrip(ArraySamples.golden(DType.INT16, 1, 3).t());
    }

    @Test
    void readsHeadersThatOtherProgramsWrite() {
        byte[] data = {1, 0, 2, 0};
        String usual = "{'descr': '<i2', 'fortran_order': False, 'shape': (2,), }   \n";
        assertThat(parse(npy(usual, data)).toLongArray()).containsExactly(1, 2);
        assertThat(parse(npy(2, usual, data)).toLongArray()).containsExactly(1, 2);
        assertThat(parse(npy(3, usual, data)).toLongArray()).containsExactly(1, 2);
        assertThat(parse(npy("{\"shape\":(2L,),\"descr\":\">i2\",\"fortran_order\":True}", data))
                        .toLongArray())
                .containsExactly(256, 512);
        assertThat(parse(npy("{'descr': '|u1', 'fortran_order': True, 'shape': (2, 2)}", data))
                        .shape())
                .isEqualTo(Shape.of(2, 2));
        assertThat(parse(npy("{'descr': '|u1', 'fortran_order': True, 'shape': (0, 9)}", new byte[0]))
                        .shape())
                .isEqualTo(Shape.of(0, 9));
    }

    @Test
    void refusesWhatIsNoNpyFile() {
        byte[] good = npy("{'descr': '<i2', 'fortran_order': False, 'shape': (2,), }", new byte[4]);
        assertRefused(new byte[0], 0, "the magic number takes 6 bytes, the file has 0 more");
        assertRefused(new byte[20], 0, "begins with the bytes 93 'NUMPY'");
        byte[] newer = good.clone();
        newer[6] = 4;
        assertRefused(newer, 6, "version 4.0: 1.0, 2.0 and 3.0 are read");
        assertRefused(Arrays.copyOf(good, 9), 8, "the header's length takes 2 bytes");
        assertRefused(Arrays.copyOf(good, 20), 10, "the header takes 57 bytes, the file has 10 more");
        assertRefused(Arrays.copyOf(good, good.length - 1), 67, "of shape [2] takes 4 bytes, the file has 3 more");
        assertRefused(Arrays.copyOf(good, good.length + 1), 71, "the file goes on");
        assertRefused(npy(2, " ".repeat(20_000), new byte[0]), 12, "a header of 20000 bytes");
    }

    @Test
    void refusesBrokenHeaders() {
        assertHeaderRefused("^[]", 0, "'{' must stand here");
        assertHeaderRefused("{'descr' ^'<i2'}", 0, "':' must stand here");
        assertHeaderRefused("{^descr: '<i2'}", 0, "a text in quotes");
        assertHeaderRefused("{^'descr", 0, "no closing quote");
        assertHeaderRefused("{'descr':^", 0, "a text in quotes");
        assertHeaderRefused("{'descr':'<i2', ^'descr':'<i2'}", 0, "descr twice");
        assertHeaderRefused("{^'a':1}", 0, "unknown key 'a'");
        assertHeaderRefused("^{'descr':'<i2','shape':()}", 0, "lacks its fortran_order");
        assertHeaderRefused("{'descr':'<i2','fortran_order':^1,'shape':()}", 0, "True or False");
        String start = "{'fortran_order':False,";
        assertHeaderRefused(start + "'descr':^'<c8','shape':()}", 8, "dtype '<c8' is none of ours");
        assertHeaderRefused(start + "'descr':^'|O','shape':()}", 8, "dtype '|O' is none of ours");
        assertHeaderRefused(start + "'descr':^'<u4','shape':()}", 4, "is none of ours");
        assertHeaderRefused(start + "'descr':^'|f4','shape':()}", 4, "is none of ours");
        assertHeaderRefused(start + "'descr':^'','shape':()}", 4, "is none of ours");
        assertHeaderRefused(start + "'descr':^[('a','<i4')],'shape':()}", 4, "records");
        assertHeaderRefused(start + "'descr':'<i2','shape':^2}", 4, "'(' must stand here");
        assertHeaderRefused(start + "'descr':'<i2','shape':(^-1,)}", 4, "whole numbers");
        assertHeaderRefused(start + "'descr':'<i2','shape':(^9999999999999999999,)}", 4, "at most 18 digits");
        assertHeaderRefused(start + "'descr':'<i2','shape':(2 ^2)}", 4, "')' must stand here");
        assertHeaderRefused(start + "'descr':'|u1','shape':()}^x", 1, "goes on after its closing");
        assertHeaderRefused("^" + start + "'descr':'|u1','shape':(" + "1,".repeat(65) + ")}", 1, "has 65 dims");
        assertHeaderRefused(
                "^" + start + "'descr':'|u1','shape':(4294967296,4294967296)}", 1, "more than 1152921504606846975");
        assertHeaderRefused("^" + start + "'descr':'|u1','shape':(0,4294967296,4294967296)}", 1, "more than");
        String large = start + "'descr':'|u1','shape':(65536,65536)}";
        assertHeaderRefused(large + "^", 1, "more than 2147483647 elements");
        assertHeaderRefused(start + "'descr':'<f8','shape':(2147483647,)}^", 8, "takes 17179869176 bytes");
    }

    @Test
    void refusesABoolThatIsNeitherFalseNorTrue() {
        byte[] file = npy("{'descr': '|b1', 'fortran_order': False, 'shape': (3,), }", new byte[] {0, 1, 2});
        assertRefused(file, file.length - 1, "a bool that is neither 0 nor 1");
    }

    @ParameterizedTest
    @EnumSource
    void rowsAreReadWithoutTheRest(DType dtype) {
        Tensor array = ArraySamples.random(dtype, new SplittableRandom(8), 7, 3, 2);
        for (Tensor saved :
                new Tensor[] {array, array.permute(2, 1, 0), array.select(1, 0).select(1, 0)}) {
            Npy.save(file(), saved);
            try (NpyFile open = Npy.open(file())) {
                assertThat(open.dtype()).isEqualTo(dtype);
                assertThat(open.sizes()).hasSize(saved.dim());
                int rows = saved.size(0);
                ArraySamples.assertSame(open.rows(1, rows), saved.narrow(0, 1, rows - 1));
                ArraySamples.assertSame(open.rows(0, 1), saved.narrow(0, 0, 1));
                ArraySamples.assertSame(open.rows(1, 1), saved.narrow(0, 1, 0));
                ArraySamples.assertSame(open.tensor(), saved);
            }
        }
    }

    @Test
    void anOpenFileRefusesWrongRowsAndReadingAfterItsEnd() throws IOException {
        Npy.save(file(), ArraySamples.golden(DType.FLOAT32, 4, 2));
        NpyFile open = Npy.open(file());
        assertThatThrownBy(() -> open.rows(2, 5))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("rows 2 to 5 of the array of shape [4, 2], which has 4");
        assertThatThrownBy(() -> open.rows(-1, 2)).isInstanceOf(DataException.class);
        open.close();
        open.close();
        assertThatThrownBy(open::tensor).isInstanceOf(DataException.class).hasMessageContaining("was closed");
        Npy.save(file(), ArraySamples.golden(DType.FLOAT32));
        try (NpyFile number = Npy.open(file())) {
            assertThatThrownBy(() -> number.rows(0, 0))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("has no dims");
        }
        Files.write(file(), npy("{'descr': '<i2', 'fortran_order': False, 'shape': (2,), }", new byte[3]));
        assertThatThrownBy(() -> Npy.open(file())).isInstanceOf(FormatException.class);
    }

    @Test
    void noticesAFileThatShrinksWhileItIsOpen() throws IOException {
        Npy.save(file(), ArraySamples.golden(DType.FLOAT32, 100_000));
        try (NpyFile open = Npy.open(file())) {
            try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
                channel.truncate(1000);
            }
            assertThatThrownBy(open::tensor)
                    .isInstanceOf(FormatException.class)
                    .hasMessageContaining("cut short while it was read");
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsGoldenFiles(DType dtype) {
        ArraySamples.assertSame(Npy.load(Golden.file(dtype + ".npy")), ArraySamples.golden(dtype, 2, 3));
        ArraySamples.assertSame(Npy.load(Golden.file(dtype + "-swapped.npy")), ArraySamples.golden(dtype, 2, 3, 4));
    }

    @Test
    void readsGoldenFilesOfOtherVersions() {
        ArraySamples.assertSame(Npy.load(Golden.file("version2.npy")), ArraySamples.golden(DType.FLOAT32, 2, 3));
        ArraySamples.assertSame(Npy.load(Golden.file("version3.npy")), ArraySamples.golden(DType.FLOAT32, 2, 3));
        ArraySamples.assertSame(Npy.load(Golden.file("number.npy")), ArraySamples.golden(DType.FLOAT64));
        ArraySamples.assertSame(Npy.load(Golden.file("empty.npy")), ArraySamples.golden(DType.FLOAT64, 0, 3));
    }

    @ParameterizedTest
    @EnumSource
    void numpyReadsWhatIsWritten(DType dtype) {
        Tensor array = ArraySamples.random(dtype, new SplittableRandom(6), 3, 4);
        for (Tensor tensor : new Tensor[] {array, array.t(), array.select(0, 1).select(0, 2)}) {
            Npy.save(file(), tensor);
            Path copy = folder.resolve("copy.npy");
            // An array's own bytes back, in the other byte order: NumPy itself judges dtype, shape and order.
            String script = """
                    a = numpy.load(sys.argv[1])
                    assert str(a.dtype) == sys.argv[3], a.dtype
                    numpy.save(sys.argv[2], a.astype(a.dtype.newbyteorder()) if a.dtype.kind in 'if' else a)
                    """;
            String name = dtype == DType.BFLOAT16 ? "|V2" : dtype.toString();
            Python.run("numpy", script, file(), copy, Path.of(name));
            if (!dtype.isFloating()) {
                ArraySamples.assertSame(Npy.load(copy), tensor);
            } else {
                // NumPy's conversion makes signalling NaNs quiet.
                assertThat(Npy.load(copy).to(DType.FLOAT64).toDoubleArray())
                        .containsExactly(tensor.to(DType.FLOAT64).toDoubleArray());
            }
        }
    }
}
