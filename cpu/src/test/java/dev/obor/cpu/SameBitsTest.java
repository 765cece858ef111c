package dev.obor.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The same program and seed give the same bits in Java virtual machines of other kinds.
class SameBitsTest {
    private static final String INCUBATOR = "--add-modules=jdk.incubator.vector";
    private static String expected;

    @BeforeAll
    static void runOnce() throws Exception {
        expected = digest(INCUBATOR, "-Dobor.threads=1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Dobor.threads=2",
                "-Dobor.threads=3 -Dobor.kernels=vector",
                "-Dobor.kernels=vector -XX:MaxVectorSize=16",
                "-Dobor.kernels=vector -XX:MaxVectorSize=32",
                "-Dobor.kernels=vector -XX:MaxVectorSize=64",
                "-Dobor.kernels=scalar",
                "-Dobor.kernels=scalar -XX:-UseSuperWord",
                "-XX:TieredStopAtLevel=1",
                "-Xint",
            })
    void flagsDoNotChangeBits(String flags) throws Exception {
        List<String> all = new ArrayList<>(List.of(flags.split(" ")));
        all.add(INCUBATOR);
        assertThat(digest(all.toArray(String[]::new))).isEqualTo(expected);
    }

    @Test
    void aMissingVectorApiDoesNotChangeBits() throws Exception {
        assertThat(digest("-Dobor.threads=2")).isEqualTo(expected);
    }

    private static String digest(String... flags) throws Exception {
        String output = Child.run(ShortTraining.class, new String[0], flags);
        return output.lines()
                .filter(line -> line.startsWith("digest "))
                .findFirst()
                .orElseThrow();
    }
}
