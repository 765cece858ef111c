package dev.obor.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.obor.dtype.DType;
import dev.obor.error.DataException;
import dev.obor.error.FormatException;
import dev.obor.layout.Shape;
import dev.obor.storage.View;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxTest {
    @TempDir
    Path folder;

    private Path file(byte[] content) throws IOException {
        return Files.write(folder.resolve("sample"), content);
    }

    private static View parse(byte[] content) {
        return Idx.read("sample", content, UnaryOperator.identity());
    }

    private void assertRefused(byte[] content, long at, String reason) throws IOException {
        Path file = file(content);
        assertThatThrownBy(() -> Idx.read(file))
                .isInstanceOf(FormatException.class)
                .hasMessageStartingWith("idx: " + file + ", byte " + at + ": ")
                .hasMessageContaining(reason)
                .hasMessageNotContaining("\n");
    }

    @Test
    void readsUint8() throws IOException {
        View view = Idx.read(file(Samples.idx(0x08, new int[] {2, 3}, new byte[] {1, 2, 3, -1, 5, 6})));
        assertThat(view.dtype()).isEqualTo(DType.UINT8);
        assertThat(view.shape()).isEqualTo(Shape.of(2, 3));
        assertThat(view.layout().isContiguous()).isTrue();
        assertThat(view.storage().array()).isEqualTo(new byte[] {1, 2, 3, -1, 5, 6});
    }

    @Test
    void readsTheOtherTypesAsBigEndian() throws IOException {
        byte[] bytes = ByteBuffer.allocate(16).putDouble(1.5).putDouble(-0.0).array();
        assertThat(parse(Samples.idx(0x09, new int[] {16}, bytes)).dtype()).isEqualTo(DType.INT8);
        View shorts = parse(Samples.idx(0x0B, new int[] {1}, new byte[] {1, 2}));
        assertThat(shorts.dtype()).isEqualTo(DType.INT16);
        assertThat(shorts.storage().array()).isEqualTo(new short[] {0x102});
        View ints = parse(Samples.idx(0x0C, new int[] {1}, new byte[] {-1, 0, 0, 2}));
        assertThat(ints.dtype()).isEqualTo(DType.INT32);
        assertThat(ints.storage().array()).isEqualTo(new int[] {0xff000002});
        View floats = parse(Samples.idx(
                0x0D, new int[] {1}, ByteBuffer.allocate(4).putFloat(0.1f).array()));
        assertThat(floats.dtype()).isEqualTo(DType.FLOAT32);
        assertThat(floats.storage().array()).isEqualTo(new float[] {0.1f});
        View doubles = parse(Samples.idx(0x0E, new int[] {2, 1}, bytes));
        assertThat(doubles.dtype()).isEqualTo(DType.FLOAT64);
        assertThat(doubles.storage().array()).isEqualTo(new double[] {1.5, -0.0});
    }

    @Test
    void readsGzippedFilesWhateverTheirName() throws IOException {
        byte[] images = Samples.images(2000, 28);
        View view = Idx.read(file(Samples.gzip(images)));
        assertThat(view.shape()).isEqualTo(Shape.of(2000, 28, 28));
        assertThat(view.storage().array()).isEqualTo(Arrays.copyOfRange(images, 16, images.length));
    }

    @Test
    void readsAnArrayWithoutElements() throws IOException {
        assertThat(parse(Samples.idx(0x0E, new int[] {0, 7}, new byte[0])).shape())
                .isEqualTo(Shape.of(0, 7));
    }

    @Test
    void namesTheByteThatIsWrong() throws IOException {
        byte[] good = Samples.idx(0x08, new int[] {2, 3}, new byte[6]);
        assertRefused(new byte[0], 0, "the magic number takes 4 bytes, the file has 0 more");
        assertRefused(Arrays.copyOf(good, 10), 8, "dim 1 takes 4 bytes, the file has 2 more");
        assertRefused("<html>".getBytes(StandardCharsets.US_ASCII), 0, "two zero bytes");
        assertRefused(Samples.idx(0x0A, new int[] {1}, new byte[1]), 2, "0x0a is no type");
        assertRefused(Samples.idx(0x08, new int[0], new byte[1]), 3, "0 dims");
        assertRefused(Arrays.copyOf(good, 17), 12, "takes 6 bytes, the file has 5 more");
        assertRefused(Arrays.copyOf(good, 19), 18, "goes on");
        assertRefused(Samples.idx(0x08, new int[] {1 << 16, 1 << 16}, new byte[6]), 8, "dim 1 of 65536");
        assertRefused(Samples.idx(0x08, new int[] {-1}, new byte[6]), 4, "dim 0 of 4294967295");
        assertRefused(Samples.idx(0x08, new int[] {0, 1 << 30, 4}, new byte[0]), 12, "dim 2 of 4");
    }

    @Test
    void refusesBrokenGzip() throws IOException {
        byte[] good = Samples.gzip(Samples.images(10, 28));
        assertRefused(Arrays.copyOf(good, 2), 0, "gzip stream is cut short");
        assertRefused(Arrays.copyOf(good, good.length - 3), 7856, "cut short");
        byte[] wrongSum = good.clone();
        wrongSum[wrongSum.length - 6] ^= 1;
        assertRefused(wrongSum, 7856, "gzip stream is corrupt");
        assertRefused(Samples.gzip(Samples.idx(0x08, new int[] {5}, new byte[4])), 12, "1 bytes short");
        assertRefused(Samples.gzip(Samples.idx(0x08, new int[] {5}, new byte[6])), 13, "goes on");
    }

    @Test
    void doesNotInflateWhatTheHeaderDoesNotPromise() throws IOException {
        byte[] bomb = Samples.gzip(Samples.idx(0x08, new int[] {5}, new byte[50_000_000]));
        assertRefused(bomb, 13, "goes on");
        byte[] boast = Samples.gzip(Samples.idx(0x08, new int[] {1 << 30}, new byte[10]));
        assertRefused(boast, 8, "the file has at most");
    }

    @Test
    void saysWhenThereIsNoFile() {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> Idx.read(missing))
                .isInstanceOf(DataException.class)
                .hasMessage("idx: " + missing + " does not exist: check the path");
        assertThatThrownBy(() -> Idx.read(folder))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(folder + " is a folder");
    }

    @Test
    void mutatedFilesGiveAnArrayOrAFormatException() throws IOException {
        SplittableRandom random = new SplittableRandom(20);
        byte[][] seeds = {
            Samples.images(2, 3),
            Samples.labels(12),
            Samples.idx(0x0C, new int[] {2, 2}, new byte[16]),
            Samples.gzip(Samples.images(2, 3)),
            Samples.gzip(Samples.labels(12)),
        };
        int values = 0;
        int refusals = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] mutant = Samples.mutate(seeds[i % seeds.length], random);
            Throwable thrown = catchThrowable(() -> parse(mutant));
            assertThat(thrown == null || thrown instanceof FormatException)
                    .as("mutant %s threw %s", Arrays.toString(mutant), thrown)
                    .isTrue();
            values += thrown == null ? 1 : 0;
            refusals += thrown == null ? 0 : 1;
        }
        assertThat(values).isGreaterThan(1000);
        assertThat(refusals).isGreaterThan(1000);
    }
}
