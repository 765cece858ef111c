package dev.obor.io;

import dev.obor.dtype.DType;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Broken files of every format: a few thousand each in the ordinary tests, a million each with `-Phostile`.
/// The seed of a run is printed and can be given again: `-Dobor.hostile.seed=…`, `-Dobor.hostile.files=…`.
class HostileTest {
    private static final int KIB = 1 << 10;

    /// The formats, as [Hostile]s that are made when they are asked for.
    enum Format {
        IDX {
            @Override
            Hostile hostile() {
                byte[] images = Samples.images(2, 3);
                List<byte[]> seeds =
                        List.of(images, Samples.idx(0x0D, new int[] {2}, new byte[8]), Samples.gzip(images));
                return new Hostile(
                        "idx",
                        seeds,
                        file -> Idx.read("x", file, UnaryOperator.identity()),
                        (file, random) -> Samples.gzip(Mutations.any(images, random)),
                        2 * Input.RATIO,
                        256 * KIB);
            }
        },
        NPY {
            @Override
            Hostile hostile() {
                List<byte[]> seeds = Stream.of("float32", "bool", "int64-swapped", "version2", "number", "empty")
                        .map(name -> Golden.bytes(name + ".npy"))
                        .toList();
                return new Hostile(
                        "npy load",
                        seeds,
                        file -> Npy.view(Input.of(Source.of(Npy.LOAD, "x", file))),
                        (file, random) -> Mutations.header(
                                file, 8, file[6] == 1 ? 2 : 4, header -> Mutations.any(header, random)),
                        8,
                        64 * KIB);
            }
        },
        NPZ {
            @Override
            Hostile hostile() {
                Map<String, Tensor> tensors = new LinkedHashMap<>();
                tensors.put("a", ArraySamples.golden(DType.FLOAT32, 3, 4));
                tensors.put("b", ArraySamples.golden(DType.BOOL, 5));
                tensors.put("zeros", Tensor.full(Shape.of(2000), 0, DType.INT64));
                List<byte[]> seeds = List.of(
                        Golden.bytes("stored.npz"),
                        Hostile.written(file -> Npz.save(file, tensors)),
                        Hostile.written(file -> Npz.saveCompressed(file, tensors)));
                return new Hostile(
                        "npz load",
                        seeds,
                        file -> Npz.views(Source.of(Npz.LOAD, "x", file)),
                        HostileTest::zip,
                        2 * Input.RATIO,
                        2 * 1024 * KIB);
            }
        },
        SAFETENSORS {
            @Override
            Hostile hostile() {
                Map<String, Tensor> tensors = new LinkedHashMap<>();
                tensors.put("a", ArraySamples.golden(DType.FLOAT32, 3, 4));
                tensors.put("b", ArraySamples.golden(DType.BOOL, 5));
                tensors.put("c", ArraySamples.golden(DType.BFLOAT16, 0, 2));
                tensors.put("d", ArraySamples.golden(DType.INT64));
                List<byte[]> seeds = List.of(
                        Hostile.written(file -> Safetensors.save(file, tensors, Map.of("k", "v"))),
                        Hostile.written(file -> Safetensors.save(file, Map.of())));
                return new Hostile(
                        Safetensors.LOAD,
                        seeds,
                        file -> SafetensorsFile.views(Source.of(Safetensors.LOAD, "x", file)),
                        (file, random) -> Mutations.header(file, 0, 8, header -> Mutations.any(header, random)),
                        64,
                        128 * KIB);
            }
        },
        PYTORCH_ZIP {
            @Override
            Hostile hostile() {
                List<byte[]> seeds = List.of(
                        Golden.bytes("state-zip.pt"), Golden.bytes("checkpoint-zip.pt"), Golden.bytes("tensor-zip.pt"));
                return new Hostile(
                        PyTorchFile.LOAD,
                        seeds,
                        file -> PyTorchFile.load(Source.of(PyTorchFile.LOAD, "x", file)),
                        HostileTest::zip,
                        2 * Input.RATIO,
                        2 * 1024 * KIB);
            }
        },
        PYTORCH_LEGACY {
            @Override
            Hostile hostile() {
                List<byte[]> seeds = List.of(
                        Golden.bytes("state-legacy.pt"),
                        Golden.bytes("checkpoint-legacy.pt"),
                        Golden.bytes("tensor-legacy.pt"));
                return new Hostile(
                        PyTorchFile.LOAD,
                        seeds,
                        file -> PyTorchFile.load(Source.of(PyTorchFile.LOAD, "x", file)),
                        Mutations::any,
                        512,
                        256 * KIB);
            }
        },
        PICKLE {
            @Override
            Hostile hostile() {
                List<byte[]> seeds = Stream.of(
                                "everything-0.pkl",
                                "everything-2.pkl",
                                "everything-4.pkl",
                                "everything-5.pkl",
                                "pairs-0.pkl",
                                "pairs-3.pkl",
                                "pairs-python2-1.pkl.gz",
                                "pairs-python2-2.pkl.gz")
                        .map(Golden::bytes)
                        .toList();
                return new Hostile(
                        "pickle load",
                        seeds,
                        file -> Pickle.load(Source.of("pickle load", "x", file)),
                        HostileTest::pickle,
                        512,
                        512 * KIB);
            }
        },
        SAFETENSORS_INDEX {
            @Override
            Hostile hostile() {
                byte[] json = ("{\"metadata\":{\"total_size\":7,\"k\":\"v\"},\"weight_map\":{\"a\":"
                                + "\"m-00001-of-00002.safetensors\",\"b\":\"m-00002-of-00002.safetensors\"}}")
                        .getBytes(StandardCharsets.UTF_8);
                return new Hostile(
                        Safetensors.LOAD,
                        List.of(json),
                        file -> SafetensorsIndex.parse(Source.of(Safetensors.LOAD, "x", file)),
                        Mutations::any,
                        64,
                        128 * KIB);
            }
        },
        PNG {
            @Override
            Hostile hostile() {
                List<byte[]> seeds = Stream.of("rgb", "rgba", "grey", "grey-alpha", "grey16", "bits", "palette")
                        .map(name -> Golden.bytes(name + ".png"))
                        .toList();
                return new Hostile(
                        Images.READ,
                        seeds,
                        file -> Images.decode(Source.of(Images.READ, "x", file), ImageReadMode.UNCHANGED),
                        Mutations::png,
                        4 * Input.RATIO,
                        512 * KIB);
            }
        },
        JPEG {
            @Override
            Hostile hostile() {
                return new Hostile(
                        Images.READ,
                        List.of(Golden.bytes("rgb.jpg"), Golden.bytes("grey.jpg")),
                        file -> Images.decode(Source.of(Images.READ, "x", file), ImageReadMode.UNCHANGED),
                        Mutations::any,
                        4 * Input.RATIO,
                        512 * KIB);
            }
        },
        CSV {
            @Override
            Hostile hostile() {
                byte[] table =
                        "a,b,\"c\"\"\"\n1,2.5,-3e4\n\"4\",NA,1\n\n7, 8 ,+9.25\n".getBytes(StandardCharsets.UTF_8);
                return new Hostile(
                        "csv load",
                        List.of(table),
                        file -> Csv.load(Source.of("csv load", "x", file), CsvOptions.DEFAULT)
                                .values(),
                        Mutations::any,
                        256,
                        256 * KIB);
            }
        };

        abstract Hostile hostile();
    }

    private static byte[] zip(byte[] file, SplittableRandom random) {
        return random.nextInt(3) == 0 ? Mutations.directory(file, random) : Mutations.zip(file, random);
    }

    /// Puts instructions, and what they need, in place of others; what was gzipped is changed inside.
    private static byte[] pickle(byte[] file, SplittableRandom random) {
        byte[] pickle = file;
        if (file[0] == 0x1f) {
            Input in = Input.unzipped(Source.of("", "", file));
            int size = 0;
            byte[] buffer = new byte[1 << 16];
            for (int got = in.read(buffer, 0, buffer.length); got > 0; got = in.read(buffer, size, 1000)) {
                size += got;
            }
            return Samples.gzip(pickle(Arrays.copyOf(buffer, size), random));
        }
        String[] parts = {
            "]",
            "}",
            ")",
            "(",
            "t",
            "\u0085",
            "\u0086",
            "\u0087",
            "l",
            "d",
            "a",
            "e",
            "s",
            "u",
            "\u008f",
            "\u0090",
            "\u0091",
            "0",
            "1",
            "2",
            "q\u0000",
            "h\u0000",
            "h\u0001",
            "\u0094",
            "R",
            "\u0081",
            "\u0092",
            "b",
            "Q",
            "o",
            "N",
            "\u0088",
            "K\u0001",
            "I01\n",
            "L99999999999999999999L\n",
            "F1e999\n",
            "S'a'\n",
            "V\\u00fc\n",
            "cnumpy\ndtype\n",
            "cnumpy\nndarray\n",
            "cbuiltins\nset\n",
            "ccollections\nOrderedDict\n",
            "cnumpy.core.multiarray\n_reconstruct\n",
            "c_codecs\nencode\n",
            "ctorch\nSize\n",
            "ctorch\nfloat32\n",
            "ctorch\nFloatStorage\n",
            "ctorch._utils\n_rebuild_tensor_v2\n",
            "cos\nsystem\n",
            "\u008a\u0002\u00ff\u00ff",
            "X\u0001\0\0\0a",
            "T\u00ff\u00ff\u00ff\u007f",
            "B\0\0\0\u0080",
            "\u0095\u00ff\u00ff\u00ff\u00ff\0\0\0\0",
            "r\u00ff\u00ff\u00ff\u00ff",
            "j\u00ff\u00ff\u00ff\u00ff",
            "."
        };
        int edits = 1 + random.nextInt(6);
        for (int i = 0; i < edits; i++) {
            int at = random.nextInt(pickle.length + 1);
            byte[] part = parts[random.nextInt(parts.length)].getBytes(StandardCharsets.ISO_8859_1);
            int to = Math.min(pickle.length, at + random.nextInt(3));
            byte[] middle = part;
            int times = random.nextInt(20) == 0 ? random.nextInt(500) : 1;
            for (int t = 1; t < times; t++) {
                middle = Mutations.join(middle, part);
            }
            pickle = Mutations.join(Arrays.copyOf(pickle, at), middle, Arrays.copyOfRange(pickle, to, pickle.length));
        }
        return pickle;
    }

    @ParameterizedTest
    @EnumSource
    void someBrokenFiles(Format format) {
        format.hostile().run(Integer.getInteger("obor.hostile.files", 3000), seed(20261121));
    }

    @Tag("hostile")
    @ParameterizedTest
    @EnumSource
    void aMillionBrokenFiles(Format format) {
        format.hostile().run(Integer.getInteger("obor.hostile.files", 1_000_000), seed(System.nanoTime()));
    }

    private static long seed(long standard) {
        return Long.getLong("obor.hostile.seed", standard);
    }
}
