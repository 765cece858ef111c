package dev.obor.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Obor;
import dev.obor.data.DataLoader;
import dev.obor.data.TensorDataset;
import dev.obor.dtype.DType;
import dev.obor.error.DataException;
import dev.obor.error.FormatException;
import dev.obor.error.OborException;
import dev.obor.io.PyTorchFile;
import dev.obor.nn.Dropout;
import dev.obor.nn.F;
import dev.obor.nn.Layer;
import dev.obor.nn.Linear;
import dev.obor.nn.ReLU;
import dev.obor.nn.Sequential;
import dev.obor.optim.Adam;
import dev.obor.optim.CosineAnnealingLR;
import dev.obor.optim.Optimizer;
import dev.obor.optim.SGD;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
    private static final int EPOCHS = 6;

    @TempDir
    Path folder;

    /// A net with dropout, momentum, a shuffled loader with workers and a schedule.
    private record Work(Layer net, Optimizer optimizer, Trainer<List<Tensor>> trainer) {
        static Work of(boolean adam) {
            Obor.manualSeed(7);
            Layer net = new Sequential(new Linear(6, 16), new ReLU(), new Dropout(0.3), new Linear(16, 3));
            Optimizer optimizer = adam
                    ? new Adam(net.parameters(), Adam.options(0.01))
                    : new SGD(net.parameters(), SGD.options(0.1).momentum(0.9));
            Tensor x = Obor.randn(230, 6);
            Tensor y = x.narrow(1, 0, 3).argmax(1);
            DataLoader<List<Tensor>> loader =
                    DataLoader.of(new TensorDataset(x, y)).batchSize(10).shuffle(true).workers(adam ? 2 : 0);
            Trainer<List<Tensor>> trainer = Trainer.supervised(
                            net, F::crossEntropy, optimizer, adam ? loader : loader.generator(Generator.mersenneTwister(3)))
                    .schedule(new CosineAnnealingLR(optimizer, 40), adam ? Trainer.Pace.STEP : Trainer.Pace.EPOCH)
                    .evaluate(() -> Evaluation.classification(net, DataLoader.of(new TensorDataset(x, y)).batchSize(50)))
                    .clipGradNorm(1)
                    .accumulate(adam ? 1 : 2);
            return new Work(net, optimizer, trainer);
        }

        List<float[]> weights() {
            return net.parameters().stream().map(Tensor::toFloatArray).toList();
        }
    }

    private static void assertSame(List<float[]> weights, List<float[]> others) {
        assertThat(weights).hasSameSizeAs(others);
        for (int i = 0; i < weights.size(); i++) {
            assertThat(weights.get(i)).isEqualTo(others.get(i));
        }
    }

    @Test
    void aTrainingLearns() {
        Work work = Work.of(true);
        List<TrainingListener.Step> steps = new ArrayList<>();
        TrainingResult result = work.trainer()
                .listener(new TrainingListener() {
                    @Override
                    public void onStep(Step step) {
                        steps.add(step);
                    }
                })
                .train(EPOCHS);
        assertThat(result.end()).isEqualTo(TrainingResult.End.COMPLETE);
        assertThat(result.steps()).isEqualTo(EPOCHS * 23L);
        assertThat(steps).hasSize(EPOCHS * 23);
        assertThat(result.epochs()).hasSize(EPOCHS);
        assertThat(result.epochs().getLast().metrics().get("accuracy"))
                .isGreaterThan(result.epochs().getFirst().metrics().get("accuracy"))
                .isGreaterThan(0.7);
        assertThat(work.net().isTraining()).isTrue();
    }

    /// Stops after every few batches and goes on in a new training, as after a kill.
    @Test
    void aResumedTrainingEndsWithTheSameBits() {
        for (boolean adam : new boolean[] {true, false}) {
            Work whole = Work.of(adam);
            whole.trainer().train(EPOCHS);
            Path place = folder.resolve(adam ? "adam" : "sgd");
            TrainingResult result = null;
            int rounds = 0;
            while (result == null || result.end() == TrainingResult.End.STOPPED) {
                Work part = Work.of(adam);
                int[] left = {17 + 5 * rounds++};
                if (rounds > 1) {
                    // What is restored must not depend on where a new process's generator stands.
                    Obor.manualSeed(rounds);
                }
                result = part.trainer()
                        .checkpoints(Checkpoints.in(place).everySteps(4).keepLast(2))
                        .stopWhen(() -> left[0]-- == 0)
                        .resume()
                        .train(EPOCHS);
                if (result.end() == TrainingResult.End.COMPLETE) {
                    assertSame(part.weights(), whole.weights());
                    assertThat(part.optimizer().lr()).isEqualTo(whole.optimizer().lr());
                }
            }
            assertThat(rounds).isGreaterThan(3);
        }
    }

    @Test
    void onlyTheLastAndTheBestCheckpointsStay() throws IOException {
        Work work = Work.of(true);
        double[] metric = {0};
        TrainingResult result = work.trainer()
                .evaluate(() -> Map.of("score", metric[0]++ < 2 ? metric[0] : 0.5))
                .checkpoints(Checkpoints.in(folder).keepLast(2).best("score", Goal.MAX))
                .earlyStopping("score", Goal.MAX, 2)
                .train(10);
        assertThat(result.end()).isEqualTo(TrainingResult.End.EARLY);
        assertThat(result.epochs()).hasSize(4);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("best.pt", "step-000000069.pt", "step-000000092.pt");
        }
        TrainingResult again = Work.of(true).trainer()
                .evaluate(() -> Map.of("score", 0.0))
                .earlyStopping("score", Goal.MAX, 2)
                .resume(folder.resolve("best.pt"))
                .train(10);
        assertThat(again.epochs()).hasSize(2);
    }

    @Test
    void whatDoesNotFitIsNamed() throws IOException {
        Work.of(true).trainer().checkpoints(Checkpoints.in(folder)).train(1);
        Path file = Checkpoints.in(folder).last().orElseThrow();
        assertThatThrownBy(() -> Work.of(true).trainer().resume(folder.resolve("none.pt")).train(2))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("none.pt does not exist");
        Layer other = new Linear(6, 3);
        assertThatThrownBy(() -> Trainer.supervised(
                                other, F::crossEntropy, new SGD(other.parameters(), SGD.options(0.1)), List.of())
                        .resume(file)
                        .train(2))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("resume: " + file + " does not fit the model (");
        assertThatThrownBy(() -> Work.of(false).trainer().resume(file).train(2))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("the states of 1 generators and the trainer 2");
        assertThatThrownBy(() -> Work.of(true).trainer().resume().train(2))
                .isInstanceOf(OborException.class)
                .hasMessageContaining("no folder is named");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> Work.of(true).trainer().checkpoints(Checkpoints.in(folder)).resume().train(2))
                .isInstanceOf(FormatException.class)
                .hasMessageStartingWith("resume: " + file + " is broken (")
                .hasMessageContaining("delete it to go on from the checkpoint before");
        PyTorchFile.save(file, Map.of("a", Tensor.of(1f)));
        assertThatThrownBy(() -> Work.of(true).trainer().resume(file).train(2))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("no checkpoint of a trainer");
        Layer net = new Linear(2, 2);
        assertThatThrownBy(() -> Trainer.of(
                                net, (Tensor x) -> net.forward(x), new SGD(net.parameters(), SGD.options(0.1)),
                                List.of(Obor.ones(DType.FLOAT32, 3, 2)))
                        .train(1))
                .isInstanceOf(OborException.class)
                .hasMessageContaining("the loss has shape [3, 2]");
        assertThatThrownBy(() -> Work.of(true).trainer().earlyStopping("f1", Goal.MAX, 1).train(1))
                .isInstanceOf(OborException.class)
                .hasMessageContaining("there is no metric f1 among");
    }

    /// The child: trains to the end and writes its weights, going on from whatever is there.
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) {
            Path folder = Path.of(arguments[0]);
            Work work = Work.of(true);
            work.trainer()
                    .checkpoints(Checkpoints.in(folder).everySteps(1).keepLast(2))
                    .resume()
                    .train(KILLED_EPOCHS);
            PyTorchFile.saveStateDict(folder.resolve("weights"), work.net().stateDict());
        }
    }

    private static final int KILLED_EPOCHS = 12;

    @Test
    void aKilledTrainingEndsWithTheSameBits() throws Exception {
        kill(4, 1);
    }

    /// In the profile `hostile`; `-Dobor.kills=…` says how often.
    @Tag("hostile")
    @Test
    void aTrainingKilledTwentyTimesEndsWithTheSameBits() throws Exception {
        kill(Integer.getInteger("obor.kills", 20), System.nanoTime());
    }

    private void kill(int times, long seed) throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(seed);
        Work whole = Work.of(true);
        whole.trainer().train(KILLED_EPOCHS);
        int steps = KILLED_EPOCHS * 23;
        for (int i = 0; i < times; i++) {
            Process child = start();
            // Waits until it has come a little further than the one before, then for a moment within a step.
            long target = (long) steps * (i + 1) / (times + 2);
            while (done() < target) {
                assertThat(child.isAlive()).as("child, see its log in %s", folder).isTrue();
                Thread.sleep(1);
            }
            Thread.sleep(random.nextInt(10), random.nextInt(1_000_000));
            child.destroyForcibly();
            assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(folder.resolve("weights")).as("kill %d of seed %d", i, seed).doesNotExist();
        }
        Process child = start();
        assertThat(child.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).as(Files.readString(folder.resolve("log"))).isZero();
        Map<String, Tensor> weights = PyTorchFile.loadStateDict(folder.resolve("weights"));
        assertSame(weights.values().stream().map(Tensor::toFloatArray).toList(), whole.weights());
    }

    private long done() {
        return Checkpoints.in(folder)
                .last()
                .map(file -> Long.parseLong(file.getFileName().toString().replaceAll("\\D", "")))
                .orElse(0L);
    }

    private Process start() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = Stream.of("jdk.module.path", "java.class.path", "surefire.test.class.path")
                .map(System::getProperty)
                .filter(path -> path != null && !path.isEmpty())
                .reduce((a, b) -> a + System.getProperty("path.separator") + b)
                .orElseThrow();
        String tests = Path.of("target", "test-classes").toAbsolutePath().toString();
        return new ProcessBuilder(
                        java,
                        "-Xmx200m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        tests + System.getProperty("path.separator") + classes,
                        Child.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }
}
