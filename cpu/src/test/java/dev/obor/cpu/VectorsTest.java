package dev.obor.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VectorsTest {
    /// Prints what a program sees; started in virtual machines of its own.
    static final class Program {
        public static void main(String[] args) {
            System.err.println("available " + Vectors.available() + ", again " + Vectors.available());
            System.err.println("bits " + Vectors.bits() + ", kernels " + Tier.MODE);
        }
    }

    @Test
    void vectorsAreThereInTheTests() {
        assertThat(Vectors.available()).isTrue();
        assertThat(Vectors.bits()).isIn(128, 256, 512, 1024, 2048);
    }

    @Test
    void withoutTheModuleOneWarningNamesTheFlagAndNoVectorClassIsLoaded() throws Exception {
        String output = run("-Xlog:class+load");
        assertThat(output)
                .contains("available false, again false")
                .contains("bits 0, kernels SCALAR")
                .containsOnlyOnce("start java with --add-modules jdk.incubator.vector")
                .doesNotContain("jdk.incubator.vector.");
    }

    @Test
    void onTheClassPathTheFlagIsEnough() throws Exception {
        assertThat(run("--add-modules", "jdk.incubator.vector"))
                .contains("available true")
                .contains("kernels TIERED");
    }

    @Test
    void kernelsStayScalarWhereTheVirtualMachineOnlyInterprets() throws Exception {
        assertThat(run("-Xint", "--add-modules", "jdk.incubator.vector")).contains("kernels SCALAR");
    }

    @Test
    void thePropertyChoosesTheForm() throws Exception {
        String module = "jdk.incubator.vector";
        assertThat(run("-Dobor.kernels=vector", "--add-modules", module)).contains("kernels VECTOR");
        assertThat(run("-Dobor.kernels=scalar", "--add-modules", module)).contains("kernels SCALAR");
        assertThat(run("-Dobor.kernels=fast", "--add-modules", module))
                .contains("kernels TIERED", "obor.kernels is \"fast\"");
    }

    private static String run(String... flags) throws Exception {
        return Child.run(Program.class, new String[0], flags);
    }
}
