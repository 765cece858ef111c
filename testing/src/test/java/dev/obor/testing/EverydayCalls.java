package dev.obor.testing;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Calls given as text, made methods of one class and compiled once.
final class EverydayCalls implements AutoCloseable {
    /// The inputs of tools/golden/everyday.py.
    private static final String HEAD = """
            import dev.obor.*;
            import dev.obor.dtype.DType;
            import dev.obor.layout.Shape;
            import dev.obor.nn.*;
            import dev.obor.tensor.Rounding;
            import dev.obor.tensor.Tensor;
            import java.util.List;

            public final class Everyday {
                final Tensor x = wave(3, 4);
                final Tensor y = wave(3, 4).flip(0, 1);
                final Tensor q = wave(2, 3, 4);
                final Tensor v = wave(4);
                final Tensor s = Obor.scalar(2.5);
                final Tensor w = wave(5, 4);
                final Tensor b = wave(5);
                final Tensor A = wave(3, 3).add(Obor.eye(3).mul(4));
                final Tensor P = wave(3, 3).matmul(wave(3, 3).t()).add(Obor.eye(3).mul(4));
                final Tensor p = wave(3, 4).sigmoid();
                final Tensor k = Obor.tensor(new int[][] {{3, 1, 2, 1}, {0, 2, 2, 5}, {1, 1, 4, 0}});
                final Tensor i = Obor.tensor(2, 0, 1);
                final Tensor m = Obor.tensor(new boolean[][] {
                    {true, false, true, true}, {false, false, true, false}, {true, true, false, false}});
                final Tensor seq = wave(1, 2, 6);
                final Tensor img = wave(1, 2, 4, 4);
                final Tensor vol = wave(1, 2, 4, 4, 4);
                final Tensor ker = wave(3, 2, 3, 3);

                private static Tensor wave(int... sizes) {
                    float[] numbers = new float[Shape.of(sizes).numel()];
                    for (int i = 0; i < numbers.length; i++) {
                        numbers[i] = ((37 * i + 11) % 101 - 50) / 16f;
                    }
                    return Obor.fromArray(numbers, sizes);
                }
            """;

    private final URLClassLoader loader;
    private final Class<?> type;

    private EverydayCalls(URLClassLoader loader, Class<?> type) {
        this.loader = loader;
        this.type = type;
    }

    /// Returns the messages of the compiler; none if every expression compiles.
    static String compile(Path folder, List<String> expressions) {
        // One line each, so that a message's line leads to its expression.
        String calls = IntStream.range(0, expressions.size())
                .mapToObj(n -> "public Object call" + n + "() { return " + expressions.get(n) + "; }\n")
                .collect(Collectors.joining());
        Path source = folder.resolve("Everyday.java");
        try {
            Files.writeString(source, HEAD + calls + "}\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> arguments =
                new ArrayList<>(List.of("-proc:none", "-implicit:none", "-Xmaxerrs", "1000", "-d", folder.toString()));
        String modules = System.getProperty("jdk.module.path");
        if (modules != null) {
            arguments.addAll(List.of("--module-path", modules, "--add-modules", "dev.obor"));
        }
        arguments.addAll(List.of("-classpath", System.getProperty("java.class.path", ""), source.toString()));
        StringWriter messages = new StringWriter();
        PrintWriter out = new PrintWriter(messages);
        int code = ToolProvider.findFirst("javac").orElseThrow().run(out, out, arguments.toArray(String[]::new));
        return code == 0 ? "" : messages.toString();
    }

    /// Opens what was compiled into a folder.
    static EverydayCalls open(Path folder) {
        try {
            URL[] place = {folder.toUri().toURL()};
            URLClassLoader loader = new URLClassLoader(place, EverydayCalls.class.getClassLoader());
            return new EverydayCalls(loader, loader.loadClass("Everyday"));
        } catch (IOException | ReflectiveOperationException e) {
            throw new AssertionError("the compiled calls cannot be loaded", e);
        }
    }

    /// Returns what the n-th expression gives, on inputs made afresh.
    Object call(int n) {
        try {
            return type.getMethod("call" + n)
                    .invoke(type.getDeclaredConstructor().newInstance());
        } catch (InvocationTargetException e) {
            throw new AssertionError("the call fails: " + e.getCause(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the call cannot be made", e);
        }
    }

    @Override
    public void close() {
        try {
            loader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
