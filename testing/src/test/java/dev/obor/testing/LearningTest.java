package dev.obor.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.nn.Block;
import dev.obor.nn.Clip;
import dev.obor.nn.Embedding;
import dev.obor.nn.F;
import dev.obor.nn.LSTM;
import dev.obor.nn.LSTMState;
import dev.obor.nn.Layer;
import dev.obor.nn.Linear;
import dev.obor.nn.RecurrentOutput;
import dev.obor.nn.Sequential;
import dev.obor.nn.Tanh;
import dev.obor.nn.Transformer;
import dev.obor.optim.Adam;
import dev.obor.optim.Optimizer;
import dev.obor.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Networks that must learn something, and training that must leave nothing behind.
class LearningTest {
    private static final int SYMBOLS = 6;
    private static final int LENGTH = 4;
    private static final int BATCH = 32;

    /// Symbols are 1 to 6; 0 says that there is nothing to read, or that the output starts.
    private static Tensor sequences(int count) {
        return Obor.randint(1, SYMBOLS + 1, count, LENGTH);
    }

    private static Tensor nothing(int count, int steps) {
        return Obor.zeros(DType.INT64, count, steps);
    }

    /// Reads all symbols, then says them again while it reads nothing.
    private static final class Repeater extends Block {
        private final Embedding embedding = child("embedding", new Embedding(SYMBOLS + 1, 16));
        private final LSTM lstm =
                child("lstm", new LSTM(16, 48, LSTM.options().numLayers(2).batchFirst(true)));
        private final Linear head = child("head", new Linear(48, SYMBOLS + 1));

        Tensor forward(Tensor symbols) {
            Tensor read = Obor.cat(List.of(symbols, nothing(symbols.size(0), LENGTH)), 1);
            Tensor states = lstm.forward(embedding.forward(read)).output();
            return head.forward(states.narrow(1, LENGTH, LENGTH));
        }
    }

    @Test
    void aTwoLayerLstmLearnsToRepeat() {
        Obor.manualSeed(1);
        Repeater net = new Repeater();
        Optimizer optimizer = new Adam(net.parameters(), 0.01);
        for (int step = 0; step < 240; step++) {
            Tensor symbols = sequences(BATCH);
            Tensor loss = F.crossEntropy(net.forward(symbols).transpose(1, 2), symbols);
            optimizer.zeroGrad();
            loss.backward();
            Clip.gradNorm_(net.parameters(), 1);
            optimizer.step();
        }
        Tensor symbols = sequences(256);
        Tensor said = Obor.noGrad(() -> net.forward(symbols).argmax(2));
        assertThat(said.eq(symbols).to(DType.FLOAT64).mean().item())
                .as("the share of symbols repeated rightly")
                .isGreaterThan(0.98);
    }

    /// Reads the symbols at once, then writes them one after another.
    private static final class Copier extends Block {
        private static final int FEATURES = 32;
        private final Embedding symbol = child("symbol", new Embedding(SYMBOLS + 1, FEATURES));
        private final Embedding place = child("place", new Embedding(LENGTH, FEATURES));
        private final Transformer transformer = child(
                "transformer",
                new Transformer(
                        FEATURES,
                        4,
                        1,
                        1,
                        Transformer.options().dimFeedforward(64).dropout(0).batchFirst(true)));
        private final Linear head = child("head", new Linear(FEATURES, SYMBOLS + 1));

        private Tensor embed(Tensor symbols) {
            return symbol.forward(symbols).add(place.forward(Obor.arange(symbols.size(1))));
        }

        Tensor forward(Tensor read, Tensor written) {
            Tensor causal = Transformer.generateSquareSubsequentMask(written.size(1));
            return head.forward(transformer.forward(
                    embed(read), embed(written), Transformer.masks().tgtMask(causal)));
        }

        /// Writes without being told what comes next.
        Tensor write(Tensor read) {
            Tensor written = nothing(read.size(0), 1);
            for (int i = 0; i < LENGTH; i++) {
                Tensor next = forward(read, written).select(1, i).argmax(1, true);
                written = Obor.cat(List.of(written, next), 1);
            }
            return written.narrow(1, 1, LENGTH);
        }
    }

    @Test
    void aTransformerLearnsToCopy() {
        Obor.manualSeed(2);
        Copier net = new Copier();
        Optimizer optimizer = new Adam(net.parameters(), 0.005);
        for (int step = 0; step < 150; step++) {
            Tensor symbols = sequences(BATCH);
            Tensor before = Obor.cat(List.of(nothing(BATCH, 1), symbols.narrow(1, 0, LENGTH - 1)), 1);
            Tensor loss = F.crossEntropy(net.forward(symbols, before).transpose(1, 2), symbols);
            optimizer.zeroGrad();
            loss.backward();
            optimizer.step();
        }
        net.eval();
        Tensor symbols = sequences(256);
        Tensor written = Obor.noGrad(() -> net.write(symbols));
        assertThat(written.eq(symbols).to(DType.FLOAT64).mean().item())
                .as("the share of symbols copied rightly")
                .isGreaterThan(0.98);
    }

    /// What is in use after a collection.
    private static long used() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }

    /// Eight thousand steps that left an object of 64 bytes each would show, each time. While kernels are warmed
    /// up in the background, other garbage comes between two looks.
    private static void isFlat(Runnable step) {
        long left = Long.MAX_VALUE;
        for (int round = 0; round < 5 && left >= 512_000; round++) {
            for (int i = 0; i < 2000; i++) {
                step.run();
            }
            long before = used();
            for (int i = 0; i < 8000; i++) {
                step.run();
            }
            left = used() - before;
        }
        assertThat(left).as("bytes that 8,000 steps left behind").isLessThan(512_000);
    }

    @Test
    void tenThousandStepsLeaveNothingBehind() {
        Obor.manualSeed(3);
        Layer net = new Sequential(new Linear(3, 8), new Tanh(), new Linear(8, 2));
        Optimizer optimizer = new Adam(net.parameters(), 0.01);
        Tensor x = Obor.randn(16, 3);
        Tensor y = Obor.randn(16, 2);
        isFlat(() -> {
            optimizer.zeroGrad();
            F.mseLoss(net.forward(x), y).backward();
            optimizer.step();
        });
    }

    /// States are carried from step to step, cut off from the graphs that made them.
    @Test
    void tenThousandStepsOfARecurrentNetworkLeaveNothingBehind() {
        Obor.manualSeed(4);
        LSTM lstm = new LSTM(2, 4);
        Optimizer optimizer = new Adam(lstm.parameters(), 0.001);
        Tensor x = Obor.randn(3, 2, 2);
        LSTMState[] state = {new LSTMState(Obor.zeros(1, 2, 4), Obor.zeros(1, 2, 4))};
        isFlat(() -> {
            RecurrentOutput<Tensor, LSTMState> out = lstm.forward(x, state[0]);
            state[0] = new LSTMState(out.hidden().h().detach(), out.hidden().c().detach());
            optimizer.zeroGrad();
            out.output().square().mean().backward();
            optimizer.step();
        });
    }
}
