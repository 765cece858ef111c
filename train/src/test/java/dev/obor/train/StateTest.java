package dev.obor.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.io.PyTorchFile;
import dev.obor.nn.F;
import dev.obor.nn.Linear;
import dev.obor.nn.Sequential;
import dev.obor.nn.Tanh;
import dev.obor.optim.ASGD;
import dev.obor.optim.Adadelta;
import dev.obor.optim.Adagrad;
import dev.obor.optim.Adam;
import dev.obor.optim.AdamW;
import dev.obor.optim.Adamax;
import dev.obor.optim.ChainedScheduler;
import dev.obor.optim.ConstantLR;
import dev.obor.optim.CosineAnnealingLR;
import dev.obor.optim.CosineAnnealingWarmRestarts;
import dev.obor.optim.CyclicLR;
import dev.obor.optim.ExponentialLR;
import dev.obor.optim.LBFGS;
import dev.obor.optim.LRScheduler;
import dev.obor.optim.LambdaLR;
import dev.obor.optim.LinearLR;
import dev.obor.optim.MultiStepLR;
import dev.obor.optim.MultiplicativeLR;
import dev.obor.optim.NAdam;
import dev.obor.optim.OneCycleLR;
import dev.obor.optim.Optimizer;
import dev.obor.optim.PolynomialLR;
import dev.obor.optim.RAdam;
import dev.obor.optim.RMSprop;
import dev.obor.optim.ReduceLROnPlateau;
import dev.obor.optim.Rprop;
import dev.obor.optim.SGD;
import dev.obor.optim.SequentialLR;
import dev.obor.optim.StepLR;
import dev.obor.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every optimizer and every schedule: steps, a save to a file, a load into new objects and more steps come to
/// the same bits as steps without a break.
class StateTest {
    private static final int STEPS = 7;

    @TempDir
    private Path folder;

    record OptimizerCase(String name, Function<List<Tensor>, Optimizer> make) {
        @Override
        public String toString() {
            return name;
        }
    }

    /// A schedule is shown the loss; most do not look at it.
    record ScheduleCase(String name, Function<Optimizer, Callback> make) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static List<OptimizerCase> optimizers() {
        return List.of(
                new OptimizerCase(
                        "ASGD", p -> new ASGD(p, ASGD.options(0.05).t0(3).lambd(0.01))),
                new OptimizerCase("Adadelta", p -> new Adadelta(p, 1.0)),
                new OptimizerCase(
                        "Adagrad", p -> new Adagrad(p, Adagrad.options(0.05).lrDecay(0.1))),
                new OptimizerCase("Adam", p -> new Adam(p, 0.03)),
                new OptimizerCase(
                        "Adam, amsgrad", p -> new Adam(p, Adam.options(0.03).amsgrad(true))),
                new OptimizerCase("AdamW", p -> new AdamW(p, 0.03)),
                new OptimizerCase("Adamax", p -> new Adamax(p, 0.03)),
                new OptimizerCase(
                        "LBFGS", p -> new LBFGS(p, LBFGS.Options.DEFAULT.lr(0.1).maxIter(3))),
                new OptimizerCase(
                        "LBFGS, line search",
                        p -> new LBFGS(p, LBFGS.Options.DEFAULT.maxIter(3).strongWolfe())),
                new OptimizerCase("NAdam", p -> new NAdam(p, 0.03)),
                new OptimizerCase("RAdam", p -> new RAdam(p, 0.03)),
                new OptimizerCase("RMSprop", p -> new RMSprop(p, 0.03)),
                new OptimizerCase(
                        "RMSprop, centered",
                        p -> new RMSprop(p, RMSprop.options(0.03).momentum(0.5).centered(true))),
                new OptimizerCase("Rprop", p -> new Rprop(p, 0.03)),
                new OptimizerCase("SGD", p -> new SGD(p, 0.05)),
                new OptimizerCase(
                        "SGD, momentum",
                        p -> new SGD(p, SGD.options(0.05).momentum(0.9).nesterov(true))));
    }

    private static List<ScheduleCase> schedules() {
        return List.of(
                schedule(
                        "ChainedScheduler",
                        o -> new ChainedScheduler(List.of(new StepLR(o, 3, 0.5), new ExponentialLR(o, 0.9)))),
                schedule("ConstantLR", o -> new ConstantLR(o, 0.3, 5)),
                schedule("CosineAnnealingLR", o -> new CosineAnnealingLR(o, 6, 0.01)),
                schedule("CosineAnnealingWarmRestarts", o -> new CosineAnnealingWarmRestarts(o, 3, 2, 0)),
                schedule("CyclicLR", o -> new CyclicLR(o, 0.01, 0.1, CyclicLR.Options.DEFAULT.stepSize(4, 4))),
                schedule("ExponentialLR", o -> new ExponentialLR(o, 0.9)),
                schedule("LambdaLR", o -> new LambdaLR(o, step -> 1 / (1 + 0.3 * step))),
                schedule("LinearLR", o -> new LinearLR(o, 0.1, 1, 9)),
                schedule("MultiStepLR", o -> new MultiStepLR(o, new int[] {2, 6, 9}, 0.3)),
                schedule("MultiplicativeLR", o -> new MultiplicativeLR(o, step -> step % 2 == 0 ? 0.8 : 1.1)),
                schedule("OneCycleLR", o -> new OneCycleLR(o, 0.2, 2 * STEPS + 1)),
                schedule("PolynomialLR", o -> new PolynomialLR(o, 12, 2)),
                schedule(
                        "SequentialLR",
                        o -> new SequentialLR(o, List.of(new ConstantLR(o, 0.1, 2), new ExponentialLR(o, 0.9)), 5)),
                schedule("StepLR", o -> new StepLR(o, 3, 0.5)),
                new ScheduleCase(
                        "ReduceLROnPlateau",
                        o -> Schedule.onPlateau(
                                new ReduceLROnPlateau(
                                        o,
                                        ReduceLROnPlateau.Options.DEFAULT
                                                .patience(2)
                                                .cooldown(1)),
                                "flat")));
    }

    private static ScheduleCase schedule(String name, Function<Optimizer, LRScheduler> make) {
        return new ScheduleCase(name, optimizer -> Schedule.eachEpoch(make.apply(optimizer)));
    }

    static Stream<Arguments> cases() {
        ScheduleCase still = new ScheduleCase("no schedule", _ -> new Callback() {});
        OptimizerCase sgd =
                new OptimizerCase("SGD", p -> new SGD(p, SGD.options(0.05).momentum(0.9)));
        List<Arguments> cases = new ArrayList<>();
        for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
            optimizers().forEach(each -> cases.add(Arguments.of(each, still, dtype)));
        }
        schedules().forEach(each -> cases.add(Arguments.of(sgd, each, DType.FLOAT32)));
        return cases.stream();
    }

    /// A training that can be saved and loaded.
    private static final class Training {
        private final Tensor x;
        private final Tensor y;
        private final Sequential net;
        private final Optimizer optimizer;
        private final Callback schedule;
        private final Run run;
        private final List<Double> rates = new ArrayList<>();

        Training(OptimizerCase optimizer, ScheduleCase schedule, DType dtype) {
            Obor.manualSeed(3);
            x = Obor.randn(20, 3).to(dtype);
            y = x.square().sum(1, true);
            net = new Sequential(new Linear(3, 5), new Tanh(), new Linear(5, 1));
            net.to(dtype);
            this.optimizer = optimizer.make().apply(net.parameters());
            this.schedule = schedule.make().apply(this.optimizer);
            run = new Run(net, this.optimizer, 1, 1);
            run.report("flat", 1);
        }

        void steps() {
            for (int i = 0; i < STEPS; i++) {
                optimizer.step(() -> {
                    optimizer.zeroGrad();
                    Tensor loss = F.mseLoss(net.forward(x), y);
                    loss.backward();
                    return loss;
                });
                schedule.epoch(run);
                rates.add(optimizer.lr());
            }
        }

        void save(Path file) {
            Map<String, Object> state = new LinkedHashMap<>();
            state.put("model", net.stateDict());
            state.put("optimizer", optimizer.stateDict());
            state.put("schedule", schedule.stateDict());
            PyTorchFile.save(file, state);
        }

        void load(Path file) {
            State state = new State(
                    file.toString(), (Map<?, ?>) PyTorchFile.load(file).toJava());
            net.loadStateDict(state.part("model").tensors());
            optimizer.loadStateDict(state.part("optimizer").named());
            schedule.loadStateDict(state.part("schedule").named());
        }

        List<String> bits() {
            return net.parameters().stream()
                    .map(p -> Arrays.toString(
                            p.detach().to(DType.FLOAT64).reshape(-1).toDoubleArray()))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aStateSurvivesAFile(OptimizerCase optimizer, ScheduleCase schedule, DType dtype) {
        Training whole = new Training(optimizer, schedule, dtype);
        whole.steps();
        List<String> half = whole.bits();
        Path file = folder.resolve("state.pt");
        whole.save(file);
        whole.steps();
        assertThat(whole.bits()).isNotEqualTo(half);
        Training second = new Training(optimizer, schedule, dtype);
        second.load(file);
        assertThat(second.bits()).isEqualTo(half);
        second.steps();
        assertThat(second.rates).isEqualTo(whole.rates.subList(STEPS, 2 * STEPS));
        assertThat(second.bits()).isEqualTo(whole.bits());
    }

    @Test
    void everyOneIsAmongTheCases() throws IOException {
        TreeSet<String> classes = new TreeSet<>();
        try (Stream<Path> files = Files.list(Path.of("..", "core", "src", "main", "java", "dev", "obor", "optim"))) {
            for (Path file : files.toList()) {
                String text = Files.readString(file);
                String name = file.getFileName().toString().replace(".java", "");
                if (text.contains("public final class")
                        && (text.contains("extends GroupOptimizer<")
                                || text.contains("extends LRScheduler")
                                || name.startsWith("ReduceLR"))) {
                    classes.add(name);
                }
            }
        }
        TreeSet<String> tested =
                new TreeSet<>(schedules().stream().map(ScheduleCase::name).toList());
        optimizers().forEach(each -> tested.add(each.name().replaceAll(",.*", "")));
        assertThat(tested).isEqualTo(classes).hasSizeGreaterThan(25);
    }
}
