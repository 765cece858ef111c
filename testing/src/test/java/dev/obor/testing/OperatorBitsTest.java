package dev.obor.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every public operator gives the same bits with one thread and several, with scalar loops and vectors of
/// each width: values, gradients and texts of errors, on dense tensors and on views.
class OperatorBitsTest {
    private static List<String> expected;

    @BeforeAll
    static void runOnce() throws Exception {
        expected = bits("-Dobor.threads=1 -Dobor.kernels=scalar");
        assertThat(expected).hasSizeGreaterThan(1000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Dobor.threads=2 -Dobor.grain=1024",
                "-Dobor.threads=3 -Dobor.grain=1024 -Dobor.kernels=vector",
                "-Dobor.threads=2 -Dobor.grain=1024 -Dobor.kernels=vector -XX:MaxVectorSize=32",
                "-Dobor.kernels=vector -XX:MaxVectorSize=16",
            })
    void flagsDoNotChangeBits(String flags) throws Exception {
        assertThat(bits(flags)).isEqualTo(expected);
    }

    private static List<String> bits(String flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
        command.addAll(List.of("--add-modules=jdk.incubator.vector", "-Xmx3g"));
        command.addAll(List.of(flags.split(" ")));
        String path =
                System.getProperty("jdk.module.path", "") + File.pathSeparator + System.getProperty("java.class.path");
        command.addAll(List.of("-cp", path + File.pathSeparator + place(OperatorBits.class)));
        command.addAll(List.of(OperatorBits.class.getName(), "12", "67"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines().filter(line -> line.startsWith("bits ")).toList();
    }

    private static String place(Class<?> type) {
        return new File(type.getProtectionDomain().getCodeSource().getLocation().getPath()).getPath();
    }
}
