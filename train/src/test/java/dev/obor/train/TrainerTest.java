package dev.obor.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.obor.Obor;
import dev.obor.data.DataLoader;
import dev.obor.data.TensorDataset;
import dev.obor.error.FormatException;
import dev.obor.error.OborException;
import dev.obor.io.PyTorchFile;
import dev.obor.nn.F;
import dev.obor.nn.Linear;
import dev.obor.optim.ReduceLROnPlateau;
import dev.obor.optim.SGD;
import dev.obor.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A line through points, fitted in every way.
class TrainerTest {
    @TempDir
    private Path folder;

    private Linear net;
    private SGD optimizer;
    private DataLoader<List<Tensor>> loader;

    @BeforeEach
    void make() {
        Obor.manualSeed(1);
        Tensor x = Obor.randn(40, 2);
        Tensor y = x.matmul(Tensor.of(2f, -1f).reshape(2, 1)).add(0.5);
        net = new Linear(2, 1);
        optimizer = new SGD(net.parameters(), 0.1);
        loader = DataLoader.of(new TensorDataset(x, y)).batchSize(7).shuffle(true);
    }

    private Trainer<List<Tensor>> trainer() {
        return Trainer.of(net, optimizer, loader, batch -> F.mseLoss(net.forward(batch.get(0)), batch.get(1)));
    }

    @Test
    void itTrains() {
        Run run = trainer().epochs(20).run();
        assertThat(run.steps()).isEqualTo(20 * 6);
        assertThat(run.history()).hasSize(20);
        assertThat(run.history().getLast().loss()).isLessThan(1e-3);
        assertThat(net.weight().toFloatArray()[0]).isCloseTo(2, within(0.01f));
    }

    @Test
    void itDoesWhatALoopDoes() {
        List<Double> losses = new ArrayList<>();
        Obor.manualSeed(3);
        trainer()
                .epochs(2)
                .with(new Callback() {
                    @Override
                    public void step(Run run) {
                        losses.add(run.loss());
                    }
                })
                .run();
        float[] weights = net.weight().toFloatArray();
        make();
        Obor.manualSeed(3);
        List<Double> expected = new ArrayList<>();
        for (int epoch = 0; epoch < 2; epoch++) {
            for (List<Tensor> batch : loader) {
                optimizer.zeroGrad();
                Tensor loss = F.mseLoss(net.forward(batch.get(0)), batch.get(1));
                loss.backward();
                optimizer.step();
                expected.add(loss.item());
            }
        }
        assertThat(losses).isEqualTo(expected);
        assertThat(weights).isEqualTo(net.weight().toFloatArray());
    }

    @Test
    void gradientsOfBatchesAddUp() {
        List<Tensor> whole = loader.batchSize(40).iterator().next();
        Tensor loss = F.mseLoss(net.forward(whole.get(0)), whole.get(1));
        loss.backward();
        Tensor gradient = net.weight().grad().clone();
        float[] before = net.weight().toFloatArray().clone();
        loader = loader.batchSize(10);
        Run run = trainer().accumulate(4).run();
        assertThat(run.steps()).isEqualTo(4);
        for (int i = 0; i < 2; i++) {
            assertThat(net.weight().toFloatArray()[i])
                    .isCloseTo(before[i] - 0.1f * gradient.toFloatArray()[i], within(1e-5f));
        }
    }

    @Test
    void largeGradientsAreClipped() {
        float[] before = net.weight().toFloatArray().clone();
        loader = loader.batchSize(40);
        trainer().clipGradNorm(1e-3).run();
        assertThat(net.weight().toFloatArray()[0])
                .isCloseTo(before[0], within(1.1e-4f))
                .isNotEqualTo(before[0]);
    }

    @Test
    void itStopsWhenNothingGetsBetter() {
        double[] values = {0.1, 0.5, 0.4, 0.45, 0.5, 0.9};
        int[] next = new int[1];
        EarlyStopping stopping = new EarlyStopping("score", Goal.LARGEST, 3);
        Run run = trainer()
                .epochs(6)
                .with(new Evaluation("score", () -> values[next[0]++]))
                .with(stopping)
                .run();
        assertThat(run.history()).hasSize(5);
        assertThat(run.isStopped()).isTrue();
        assertThat(stopping.best()).isEqualTo(0.5);
        assertThat(run.history().get(3).metrics()).isEqualTo(Map.of("score", 0.45));
    }

    @Test
    void aPlateauLowersTheRate() {
        trainer()
                .epochs(15)
                .with(new Evaluation("flat", () -> 1))
                .with(Schedule.onPlateau(new ReduceLROnPlateau(optimizer), "flat"))
                .run();
        assertThat(optimizer.lr()).isEqualTo(0.1 * 0.1);
    }

    @Test
    void theNewestCheckpointsAndTheBestAreKept() throws IOException {
        trainer()
                .epochs(3)
                .checkpoints(Checkpoints.in(folder).every(4).keep(3).best("loss", Goal.SMALLEST))
                .run();
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("best.pt", "step-00000012.pt", "step-00000016.pt", "step-00000018.pt");
        }
    }

    @Test
    void aRunFromTheStartDoesNotMixWithAnEarlierOne() throws IOException {
        Checkpoints checkpoints = Checkpoints.in(folder).every(2).keep(9);
        trainer().checkpoints(checkpoints).run();
        assertThatThrownBy(() -> trainer().checkpoints(checkpoints).run())
                .isInstanceOf(OborException.class)
                .hasMessageContaining("has the checkpoints of an earlier run, the newest step-00000006.pt");
        trainer().epochs(2).checkpoints(checkpoints.every(5)).resume(folder.resolve("step-00000002.pt"));
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "step-00000002.pt",
                            "step-00000005.pt",
                            "step-00000006.pt",
                            "step-00000010.pt",
                            "step-00000012.pt");
        }
        checkpoints.clear();
        assertThat(checkpoints.newest()).isEmpty();
        trainer().checkpoints(checkpoints).run();
    }

    @Test
    void whatDoesNotFitIsRefused() throws IOException {
        assertThatThrownBy(() -> trainer().resume())
                .isInstanceOf(OborException.class)
                .hasMessageContaining("resume: the trainer has no checkpoints");
        trainer().checkpoints(Checkpoints.in(folder)).run();
        Path file = Checkpoints.in(folder).newest().orElseThrow();
        Linear other = new Linear(3, 1);
        assertThatThrownBy(() -> Trainer.of(
                                other,
                                new SGD(other.parameters(), 0.1),
                                loader,
                                batch -> other.forward(batch.get(0)).sum())
                        .resume(file))
                .isInstanceOf(OborException.class)
                .hasMessageContaining("weight");
        assertThatThrownBy(() -> trainer()
                        .with(new EarlyStopping("loss", Goal.SMALLEST, 1))
                        .resume(file))
                .hasMessageContaining("with 0 callbacks and this one has 1");
        loader = loader.batchSize(20);
        assertThatThrownBy(() -> trainer().resume(file))
                .hasMessageContaining("passes of 6 batches and the loader makes 2");
        PyTorchFile.saveStateDict(folder.resolve("weights.pt"), net.stateDict());
        assertThatThrownBy(() -> trainer().resume(folder.resolve("weights.pt")))
                .hasMessageContaining("is no checkpoint of a trainer");
        Files.write(file, new byte[] {1, 2, 3});
        assertThatThrownBy(() -> trainer().resume(file)).isInstanceOf(FormatException.class);
        assertThatThrownBy(() -> Trainer.of(net, optimizer, loader, batch -> net.forward(batch.get(0)))
                        .run())
                .hasMessageContaining("Trainer: the loss has shape [20, 1]: return one number");
        assertThatThrownBy(() -> trainer()
                        .with(new EarlyStopping("accuracy", Goal.LARGEST, 1))
                        .run())
                .hasMessageContaining("EarlyStopping: nothing reports 'accuracy'");
        assertThatThrownBy(() -> trainer().epochs(0)).hasMessage("Trainer: 0 epochs: give 1 or more");
    }
}
