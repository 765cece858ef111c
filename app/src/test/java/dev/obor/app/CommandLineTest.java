package dev.obor.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.io.DrawnDigits;
import dev.obor.io.LabelledImages;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs the commands as a user does, in this process: what they print, leave behind and exit with.
class CommandLineTest {
    /// What a command came to.
    private record Result(int code, String out, String err) {}

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private static Result obor(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(args, new PrintWriter(out), new PrintWriter(err));
        return new Result(code, out.toString(), err.toString());
    }

    @BeforeAll
    static void trainOnce() {
        Result result = obor(
                "train",
                "--drawn",
                "--limit",
                "6000",
                "--epochs",
                "2",
                "--out",
                shared.resolve("run").toString());
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .containsPattern("data: the built-in drawn digits")
                .containsPattern("test accuracy 9\\d\\.\\d\\d %");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--rounds", "--threads"})
    void nothingCannotBeMeasured(String option) {
        Result result = obor("bench", "--only", "W10_add", option, "0");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .isEqualToIgnoringNewLines(
                        "obor: bench: " + option + " 0 measures nothing: give 1 or more (try --help)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.safetensors", "loss.png", "predictions.png", "train.log"})
    void trainingLeavesARunFolder(String file) {
        assertThat(shared.resolve("run").resolve(file)).isNotEmptyFile();
    }

    @Test
    void theLogHoldsEveryLoss() throws IOException {
        List<String> lines = Files.readAllLines(shared.resolve("run/train.log"));
        assertThat(lines).anyMatch(line -> line.startsWith("backend: cpu"));
        assertThat(lines.getLast()).matches("188 \\d.*");
    }

    @Test
    void aFinishedRunStaysAsItIs() throws IOException {
        Path run = shared.resolve("run");
        byte[] model = Files.readAllBytes(run.resolve("model.safetensors"));
        Result result = obor("train", "--no-plots", "--resume", run.toString());
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains("resumed after 188 steps").contains("trained after 188 steps");
        assertThat(Files.readAllBytes(run.resolve("model.safetensors"))).isEqualTo(model);
    }

    @Test
    void aRunGoesOnWithItsOwnImagesOnly() throws IOException {
        Path run = folder.resolve("run");
        String[] args = {"train", "--drawn", "--limit", "64", "--epochs", "1", "--no-plots", "--out", run.toString()};
        assertThat(obor(args).code()).isZero();
        Path options = run.resolve("options.txt");
        assertThat(Files.readAllLines(options)).contains("--drawn", "--limit=64", "--hidden=128,64", "--lr=0.003");
        Files.writeString(options, Files.readString(options).replace("--limit=64", "--limit=none"));
        assertThat(obor("train", "--resume", run.toString()).err())
                .contains("does not hold the options of a run")
                .contains("'none' is not an int");
        Files.writeString(options, Files.readString(options).replace("--limit=none", "--limit=640"));
        assertThat(obor("train", "--resume", run.toString()).err()).contains("passes of 1 batches");
        assertThat(obor(args).code()).as("a new run in the same folder").isZero();
    }

    @Test
    void theSameSeedGivesTheSameModel() throws IOException {
        String[] args = {"train", "--drawn", "--limit", "640", "--epochs", "1", "--no-plots", "--seed", "5", "--out", ""
        };
        byte[][] models = new byte[2][];
        for (int i = 0; i < 2; i++) {
            args[args.length - 1] = folder.resolve("run" + i).toString();
            assertThat(obor(args).code()).isZero();
            models[i] = Files.readAllBytes(folder.resolve("run" + i).resolve("model.safetensors"));
        }
        assertThat(models[0]).isEqualTo(models[1]);
    }

    @ParameterizedTest
    @CsvSource({"28, false, 1", "97, true, 2", "300, false, 3", "211, true, 4"})
    void digitsAreReadFromImagesOfAnySizeAndPolarity(int size, boolean dark, int seed) throws IOException {
        LabelledImages digits = DrawnDigits.generate(100 + seed, 10);
        int right = 0;
        for (int i = 0; i < digits.count(); i++) {
            Path file = folder.resolve(i + ".png");
            ImageIO.write(picture(digits, i, size, dark), "png", file.toFile());
            Result result = obor(
                    "predict",
                    file.toString(),
                    "--model",
                    shared.resolve("run/model.safetensors").toString());
            assertThat(result.err()).isEmpty();
            right += result.out().startsWith(file + ": " + digits.labels()[i] + "  (") ? 1 : 0;
        }
        assertThat(right).isGreaterThanOrEqualTo(8);
    }

    /// A digit scaled up off the centre of a larger coloured sheet.
    private static BufferedImage picture(LabelledImages digits, int index, int size, boolean dark) {
        BufferedImage small = new BufferedImage(28, 28, BufferedImage.TYPE_INT_RGB);
        Color paper = dark ? new Color(250, 245, 220) : Color.BLACK;
        Color ink = dark ? new Color(30, 30, 120) : Color.WHITE;
        for (int p = 0; p < 784; p++) {
            float a = (digits.pixels()[index * 784 + p] & 0xFF) / 255f;
            small.setRGB(
                    p % 28,
                    p / 28,
                    new Color(
                                    mix(paper.getRed(), ink.getRed(), a),
                                    mix(paper.getGreen(), ink.getGreen(), a),
                                    mix(paper.getBlue(), ink.getBlue(), a))
                            .getRGB());
        }
        BufferedImage large = new BufferedImage(size + size / 4, size, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = large.createGraphics();
        g.setColor(paper);
        g.fillRect(0, 0, large.getWidth(), large.getHeight());
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        g.drawImage(small, 0, 0, size, size, null);
        g.dispose();
        return large;
    }

    private static int mix(int paper, int ink, float share) {
        return Math.round(paper + share * (ink - paper));
    }

    static Stream<List<String>> badCalls() {
        return Stream.of(
                List.of("train", "--data", "/no/such/folder"),
                List.of("train", "--epochs", "0"),
                List.of("train", "--epochs", "many"),
                List.of("train", "--lr", "-1", "--drawn", "--limit", "64", "--out", "OUT/run"),
                List.of("train", "--hidden", "12,0"),
                List.of("train", "--optimizer", "newton"),
                List.of("train", "--drawn", "--out", "FILE/run"),
                List.of("train", "--resume", "OUT/none"),
                List.of("train", "--resume", "OUT", "--lr", "1"),
                List.of("train", "--resume", "RUN", "--out", "OUT/run"),
                List.of("predict", "OUT/none.png", "--model", "MODEL"),
                List.of("predict", "FILE", "--model", "MODEL"),
                List.of("predict", "BLANK", "--model", "MODEL"),
                List.of("predict", "BLANK", "--model", "FILE"),
                List.of("predict", "BLANK", "--model", "OUT/none.safetensors"),
                List.of("predict"),
                List.of("nonsense"),
                List.of("conformance", "OUT/none.jsonl.gz"),
                List.of("conformance", "FILE"));
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.MethodSource("badCalls")
    void mistakesAreOneLineAndExitCodeTwo(List<String> call) throws IOException {
        Path file = Files.writeString(folder.resolve("text.png"), "no image, no model");
        Path blank = folder.resolve("blank.png");
        ImageIO.write(new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB), "png", blank.toFile());
        String[] args = call.stream()
                .map(arg -> arg.replace("OUT", folder + File.separator)
                        .replace("RUN", shared.resolve("run").toString())
                        .replace("FILE", file.toString())
                        .replace("BLANK", blank.toString())
                        .replace(
                                "MODEL", shared.resolve("run/model.safetensors").toString()))
                .toArray(String[]::new);
        Result result = obor(args);
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err()).startsWith("obor: ").doesNotContain("Exception");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.filter(path -> !path.equals(file) && !path.equals(blank)))
                    .as("nothing is left behind")
                    .isEmpty();
        }
    }

    @Test
    void aConvolutionalNetIsTrainedSavedAndRead() throws IOException {
        Path run = folder.resolve("run");
        Result trained = obor(
                "train",
                "--drawn",
                "--model",
                "conv",
                "--hidden",
                "32",
                "--limit",
                "1600",
                "--epochs",
                "1",
                "--no-plots",
                "--out",
                run.toString());
        assertThat(trained.err()).isEmpty();
        assertThat(trained.out()).contains("net: convolutions, then 784-32-10").containsPattern("test accuracy [5-9]");
        LabelledImages digits = DrawnDigits.generate(1, 1);
        Path image = folder.resolve("digit.png");
        ImageIO.write(picture(digits, 0, 28, true), "png", image.toFile());
        Path model = run.resolve("model.safetensors");
        Result result = obor("predict", image.toString(), "--model", model.toString());
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).containsPattern(": \\d  \\(\\d: ");
    }

    @Test
    void aModelThatDivergedPredictsNothing() throws IOException {
        Path run = folder.resolve("run");
        obor(
                "train",
                "--drawn",
                "--limit",
                "192",
                "--epochs",
                "1",
                "--lr",
                "1e30",
                "--no-plots",
                "--out",
                run.toString());
        Path image = folder.resolve("digit.png");
        ImageIO.write(picture(DrawnDigits.generate(1, 1), 0, 28, true), "png", image.toFile());
        Result result = obor(
                "predict",
                image.toString(),
                "--model",
                run.resolve("model.safetensors").toString());
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("its weights give no numbers");
    }

    @ParameterizedTest
    @ValueSource(strings = {"train", "predict", "info", "conformance"})
    void everyCommandHasHelp(String command) {
        Result result = obor(command, "--help");
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("Usage: obor " + command);
    }

    @Test
    void infoTellsTheBackend() {
        Result result = obor("info");
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("backend: cpu, ").contains("java: 25");
    }
}
