package dev.obor.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.dtype.DType;
import dev.obor.layout.Shape;
import dev.obor.storage.View;
import dev.obor.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MnistPickleTest {
    @TempDir
    Path folder;

    @Test
    void readsWhatTheScriptMakesFromIdxFiles() throws IOException {
        Files.write(folder.resolve("train-images-idx3-ubyte"), Samples.images(12, 28));
        Files.write(folder.resolve("train-labels-idx1-ubyte.gz"), Samples.gzip(Samples.labels(12)));
        Files.write(folder.resolve("t10k-images-idx3-ubyte.gz"), Samples.gzip(Samples.images(3, 28)));
        Files.write(folder.resolve("t10k-labels-idx1-ubyte"), Samples.labels(3));
        Path pickle = folder.resolve("mnist.pkl.gz");
        Path scripts = Path.of("..", "tools", "golden", "files").toAbsolutePath();
        String run = """
                import runpy
                sys.dont_write_bytecode = True
                sys.path.insert(0, sys.argv[3])
                sys.argv = sys.argv[:3]
                runpy.run_path(sys.path[0] + '/mnist.py', run_name='__main__')
                """;
        Python.run("numpy", run, folder, pickle, scripts);
        PythonValue sets = Pickle.load(pickle);
        int[] counts = {10, 2, 3};
        for (int i = 0; i < counts.length; i++) {
            Tensor images = sets.at(i).at(0).tensor();
            assertThat(images.shape()).isEqualTo(Shape.of(counts[i], 784));
            assertThat(images.dtype()).isEqualTo(DType.FLOAT32);
            assertThat(sets.at(i).at(1).tensor().dtype()).isEqualTo(DType.INT64);
        }
        assertThat(sets.at(1).at(1).tensor().toLongArray()).containsExactly(0, 1);
        View pixels = Idx.read(folder.resolve("train-images-idx3-ubyte"));
        byte[] bytes = (byte[]) pixels.storage().array();
        float[] first = sets.at(0).at(0).tensor().reshape(7840).toFloatArray();
        for (int i = 0; i < first.length; i++) {
            assertThat(first[i]).isEqualTo((bytes[i] & 0xff) / 256f);
        }
    }
}
