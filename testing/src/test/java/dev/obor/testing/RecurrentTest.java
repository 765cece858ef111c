package dev.obor.testing;

import static dev.obor.testing.TensorAssertions.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.nn.GRU;
import dev.obor.nn.GRUCell;
import dev.obor.nn.LSTM;
import dev.obor.nn.LSTMCell;
import dev.obor.nn.LSTMState;
import dev.obor.nn.Module;
import dev.obor.nn.Nonlinearity;
import dev.obor.nn.PackedSequence;
import dev.obor.nn.PaddedSequence;
import dev.obor.nn.RNN;
import dev.obor.nn.RNNCell;
import dev.obor.nn.RecurrentOptions;
import dev.obor.nn.RecurrentOutput;
import dev.obor.nn.Sequences;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Recurrent networks against their cells, against numerical gradients, against themselves one sequence at a
/// time, and against numbers of PyTorch 1.13.1 where they are random.
class RecurrentTest {
    private static final int IN = 3;
    private static final int HIDDEN = 4;

    /// A recurrent network with states as a list, whichever it is.
    record Network(String name, Module module, int states, Padded padded, Packed packed) {
        interface Padded {
            List<Tensor> of(Tensor input, List<Tensor> states);
        }

        interface Packed {
            RecurrentOutput<PackedSequence, List<Tensor>> of(PackedSequence input, List<Tensor> states);
        }

        static Network lstm(RecurrentOptions options) {
            LSTM lstm = new LSTM(IN, HIDDEN, options);
            lstm.to(DType.FLOAT64);
            return new Network(
                    "LSTM " + options,
                    lstm,
                    2,
                    (x, s) -> {
                        RecurrentOutput<Tensor, LSTMState> out =
                                s.isEmpty() ? lstm.forward(x) : lstm.forward(x, new LSTMState(s.get(0), s.get(1)));
                        return List.of(
                                out.output(), out.hidden().h(), out.hidden().c());
                    },
                    (x, s) -> {
                        RecurrentOutput<PackedSequence, LSTMState> out =
                                s.isEmpty() ? lstm.forward(x) : lstm.forward(x, new LSTMState(s.get(0), s.get(1)));
                        return new RecurrentOutput<>(
                                out.output(),
                                List.of(out.hidden().h(), out.hidden().c()));
                    });
        }

        static Network gru(RecurrentOptions options) {
            GRU gru = new GRU(IN, HIDDEN, options);
            gru.to(DType.FLOAT64);
            return new Network(
                    "GRU " + options,
                    gru,
                    1,
                    (x, s) -> listed(s.isEmpty() ? gru.forward(x) : gru.forward(x, s.getFirst())),
                    (x, s) -> packed(s.isEmpty() ? gru.forward(x) : gru.forward(x, s.getFirst())));
        }

        static Network rnn(RecurrentOptions options) {
            RNN rnn = new RNN(IN, HIDDEN, options);
            rnn.to(DType.FLOAT64);
            return new Network(
                    "RNN " + options,
                    rnn,
                    1,
                    (x, s) -> listed(s.isEmpty() ? rnn.forward(x) : rnn.forward(x, s.getFirst())),
                    (x, s) -> packed(s.isEmpty() ? rnn.forward(x) : rnn.forward(x, s.getFirst())));
        }

        private static List<Tensor> listed(RecurrentOutput<Tensor, Tensor> out) {
            return List.of(out.output(), out.hidden());
        }

        private static RecurrentOutput<PackedSequence, List<Tensor>> packed(
                RecurrentOutput<PackedSequence, Tensor> out) {
            return new RecurrentOutput<>(out.output(), List.of(out.hidden()));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Network> networks() {
        Obor.manualSeed(5);
        RecurrentOptions two = RecurrentOptions.DEFAULT.numLayers(2);
        return Stream.of(
                Network.lstm(RecurrentOptions.DEFAULT),
                Network.lstm(two.bidirectional(true).projSize(2)),
                Network.lstm(two.bias(false)),
                Network.gru(RecurrentOptions.DEFAULT),
                Network.gru(two.bidirectional(true)),
                Network.rnn(two.bidirectional(true)),
                Network.rnn(two.bias(false).nonlinearity(Nonlinearity.RELU)));
    }

    private static Tensor random(int... sizes) {
        return Obor.randn(DType.FLOAT64, sizes);
    }

    /// States to start from, `[layers · directions, batch, features]`, of the sizes that states of zeros
    /// would have.
    private static List<Tensor> states(Network network, int batch) {
        List<Tensor> made = network.padded.of(random(1, batch, IN), List.of());
        return made.stream()
                .skip(1)
                .map(s -> Obor.randn(DType.FLOAT64, s.shape().toArray()))
                .toList();
    }

    private static Map<String, Tensor> firstLayer(Module layer) {
        Map<String, Tensor> state = new LinkedHashMap<>();
        layer.stateDict().forEach((name, tensor) -> state.put(name.replace("_l0", ""), tensor));
        return state;
    }

    private static List<Tensor> steps(Tensor x) {
        return x.unbind(0);
    }

    @Test
    void anLstmIsItsCellStepByStep() {
        Obor.manualSeed(1);
        LSTM lstm = new LSTM(IN, HIDDEN);
        LSTMCell cell = new LSTMCell(IN, HIDDEN);
        cell.loadStateDict(firstLayer(lstm));
        Tensor x = Obor.randn(5, 2, IN);
        RecurrentOutput<Tensor, LSTMState> all = lstm.forward(x);
        LSTMState state = new LSTMState(Obor.zeros(2, HIDDEN), Obor.zeros(2, HIDDEN));
        List<Tensor> outputs = new ArrayList<>();
        for (Tensor step : steps(x)) {
            state = cell.forward(step, state);
            outputs.add(state.h());
        }
        assertClose(all.output(), Obor.stack(outputs, 0), 1e-6, 1e-6);
        assertClose(all.hidden().h().squeeze(0), state.h(), 1e-6, 1e-6);
        assertClose(all.hidden().c().squeeze(0), state.c(), 1e-6, 1e-6);
    }

    @Test
    void aGruIsItsCellStepByStep() {
        Obor.manualSeed(1);
        GRU gru = new GRU(IN, HIDDEN);
        GRUCell cell = new GRUCell(IN, HIDDEN);
        cell.loadStateDict(firstLayer(gru));
        Tensor x = Obor.randn(5, 2, IN);
        Tensor h = Obor.zeros(2, HIDDEN);
        for (Tensor step : steps(x)) {
            h = cell.forward(step, h);
        }
        assertClose(gru.forward(x).hidden().squeeze(0), h, 1e-6, 1e-6);
    }

    /// By hand, from the definition: the second direction sees the steps from the last on, the second layer
    /// both.
    @Test
    void twoLayersInBothDirections() {
        Obor.manualSeed(2);
        RNN rnn = new RNN(IN, HIDDEN, RNN.options().numLayers(2).bidirectional(true));
        Tensor x = Obor.randn(4, 2, IN);
        Tensor layer = x;
        List<Tensor> last = new ArrayList<>();
        for (int k = 0; k < 2; k++) {
            List<Tensor> directions = new ArrayList<>();
            for (String reverse : List.of("", "_reverse")) {
                RNNCell cell = new RNNCell(layer.size(2), HIDDEN);
                Map<String, Tensor> state = new LinkedHashMap<>();
                for (String name : List.of("weight_ih", "weight_hh", "bias_ih", "bias_hh")) {
                    state.put(name, rnn.stateDict().get(name + "_l" + k + reverse));
                }
                cell.loadStateDict(state);
                List<Tensor> steps =
                        reverse.isEmpty() ? steps(layer) : steps(layer).reversed();
                List<Tensor> outputs = new ArrayList<>();
                Tensor h = Obor.zeros(2, HIDDEN);
                for (Tensor step : steps) {
                    h = cell.forward(step, h);
                    outputs.add(h);
                }
                last.add(h);
                directions.add(Obor.stack(reverse.isEmpty() ? outputs : outputs.reversed(), 0));
            }
            layer = Obor.cat(directions, 2);
        }
        assertClose(rnn.forward(x).output(), layer, 1e-6, 1e-6);
        assertClose(rnn.forward(x).hidden(), Obor.stack(last, 0), 1e-6, 1e-6);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void gradientsOfBothOrders(Network network) {
        Obor.manualSeed(3);
        List<Tensor> inputs = new ArrayList<>(List.of(random(3, 2, IN)));
        inputs.addAll(states(network, 2));
        inputs.replaceAll(t -> t.detach().requiresGrad(true));
        int own = inputs.size();
        Tensor[] few = inputs.toArray(Tensor[]::new);
        new GradCheck(network.name).checkSecondOrder(in -> network.padded.of(in.getFirst(), in.subList(1, own)), few);
        inputs.addAll(network.module.parameters());
        Tensor[] all = inputs.toArray(Tensor[]::new);
        new GradCheck(network.name).check(in -> List.of(withParameters(network, in, own)), all);
    }

    /// Returns all outputs as one, with what is given in place of the parameters: they themselves, or copies
    /// that the check moved.
    @SuppressWarnings("ReferenceEquality")
    private static Tensor withParameters(Network network, List<Tensor> in, int own) {
        List<Tensor> parameters = network.module.parameters();
        List<Tensor> before = parameters.stream().map(p -> p.detach().clone()).toList();
        for (int i = 0; i < parameters.size(); i++) {
            if (in.get(own + i) != parameters.get(i)) {
                parameters.get(i).copy_(in.get(own + i));
            }
        }
        List<Tensor> outputs = network.padded.of(in.getFirst(), in.subList(1, own));
        for (int i = 0; i < parameters.size(); i++) {
            if (in.get(own + i) != parameters.get(i)) {
                parameters.get(i).copy_(before.get(i));
            }
        }
        return Obor.cat(outputs.stream().map(Tensor::flatten).toList(), 0);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void packedSequencesAreWhatEachIsAlone(Network network) {
        Obor.manualSeed(4);
        int[] lengths = {2, 5, 1, 3, 5};
        List<Tensor> sequences = new ArrayList<>();
        for (int length : lengths) {
            sequences.add(random(length, IN).requiresGrad(true));
        }
        List<Tensor> states = states(network, lengths.length);
        PackedSequence packed = Sequences.packSequence(sequences, false);
        RecurrentOutput<PackedSequence, List<Tensor>> together = network.packed.of(packed, states);
        List<Tensor> outputs = Sequences.unpackSequence(together.output());
        outputs.forEach(output -> output.square().sum().backward(Obor.ones(DType.FLOAT64), true, false));
        for (int i = 0; i < lengths.length; i++) {
            int at = i;
            List<Tensor> own = states.stream().map(s -> s.select(1, at)).toList();
            Tensor sequence = sequences.get(i).detach().requiresGrad(true);
            List<Tensor> alone = network.padded.of(sequence, own);
            assertClose(outputs.get(i), alone.getFirst(), 1e-12, 1e-12);
            for (int k = 0; k < network.states; k++) {
                assertClose(together.hidden().get(k).select(1, i), alone.get(k + 1), 1e-12, 1e-12);
            }
            alone.getFirst().square().sum().backward();
            assertClose(sequences.get(i).grad(), sequence.grad(), 1e-12, 1e-12);
        }
    }

    /// Numbers of PyTorch's own, summed over the features: elements between layers are dropped in the same
    /// order.
    @Test
    void dropoutBetweenLayersIsPyTorchs() {
        RecurrentOptions options =
                RecurrentOptions.DEFAULT.numLayers(3).dropout(0.5).bidirectional(true);
        Tensor x = Obor.ones(2, 2, 2);
        Obor.manualSeed(3);
        LSTM lstm = new LSTM(2, 3, options);
        check(lstm.forward(x).output(), -0.0938896, 0.0477418, -0.1267157, -0.0228993);
        lstm.eval();
        check(lstm.forward(x).output(), 0.0049897, 0.0049897, -0.0191127, -0.0191127);
        Obor.manualSeed(3);
        check(new GRU(2, 3, options).forward(x).output(), 0.9170297, 0.6322454, 0.661296, 0.9563237);
        Obor.manualSeed(3);
        check(new RNN(2, 3, options).forward(x).output(), -0.6114377, -1.1518172, -0.5680981, -0.1733836);
        Obor.manualSeed(3);
        LSTM two = new LSTM(2, 3, LSTM.options().numLayers(2).dropout(0.5));
        PackedSequence packed = Sequences.packPaddedSequence(Obor.ones(3, 2, 2), Obor.tensor(1, 3), false, false);
        check(two.forward(packed).output().data(), 0.079766, 0.1162352, 0.0966196, 0.1118137);
    }

    private static void check(Tensor output, double... expected) {
        assertClose(output.detach().sum(-1).flatten(), Obor.tensor(expected), 1e-5, 1e-6);
    }

    @Test
    void oneSequenceAndBatchFirst() {
        Obor.manualSeed(6);
        GRU gru = new GRU(IN, HIDDEN, GRU.options().batchFirst(true).numLayers(2));
        Tensor x = Obor.randn(2, 5, IN);
        RecurrentOutput<Tensor, Tensor> both = gru.forward(x);
        assertThat(both.output().shape()).hasToString("[2, 5, 4]");
        assertThat(both.hidden().shape()).hasToString("[2, 2, 4]");
        RecurrentOutput<Tensor, Tensor> one = gru.forward(x.get(1));
        assertClose(one.output(), both.output().get(1), 1e-6, 1e-6);
        assertClose(one.hidden(), both.hidden().select(1, 1), 1e-6, 1e-6);
    }

    @Test
    void aStateCarriedOnIsOneLongSequence() {
        Obor.manualSeed(7);
        LSTM lstm = new LSTM(IN, HIDDEN, 2);
        Tensor x = Obor.randn(6, 2, IN);
        RecurrentOutput<Tensor, LSTMState> first = lstm.forward(x.narrow(0, 0, 4));
        RecurrentOutput<Tensor, LSTMState> second = lstm.forward(x.narrow(0, 4, 2), first.hidden());
        assertClose(
                Obor.cat(List.of(first.output(), second.output()), 0),
                lstm.forward(x).output(),
                1e-6,
                1e-6);
    }

    @Test
    void paddingRoundTrips() {
        List<Tensor> sequences = List.of(Obor.randn(2, 3), Obor.randn(4, 3), Obor.randn(1, 3));
        Tensor padded = Sequences.padSequence(sequences, true, -1);
        assertThat(padded.shape()).hasToString("[3, 4, 3]");
        assertThat(padded.get(0, 3, 0).item()).isEqualTo(-1);
        List<Tensor> back = Sequences.unpadSequence(padded, Obor.tensor(2, 4, 1), true);
        PackedSequence packed = Sequences.packSequence(sequences, false);
        assertThat(packed.batchSizes().toLongArray()).containsExactly(3, 2, 1, 1);
        assertThat(packed.sortedIndices().orElseThrow().toLongArray()).containsExactly(1, 0, 2);
        PaddedSequence unpacked = Sequences.padPackedSequence(packed, false, 0, OptionalInt.of(6));
        assertThat(unpacked.output().shape()).hasToString("[6, 3, 3]");
        assertThat(unpacked.lengths().toLongArray()).containsExactly(2, 4, 1);
        for (int i = 0; i < 3; i++) {
            TensorAssertions.assertSameBits(back.get(i), sequences.get(i));
            TensorAssertions.assertSameBits(Sequences.unpackSequence(packed).get(i), sequences.get(i));
        }
    }

    @Test
    void errorsOfNetworks() {
        LSTM lstm = new LSTM(IN, HIDDEN, 2);
        assertThatThrownBy(() -> lstm.forward(Obor.ones(5, 2, 7)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("LSTM: the input has shape [5, 2, 7]: pass [steps, batch, 3]");
        assertThatThrownBy(() -> lstm.forward(Obor.ones(0, 2, IN))).hasMessageContaining("no steps");
        LSTMState wrong = new LSTMState(Obor.ones(2, 2, HIDDEN), Obor.ones(2, 3, HIDDEN));
        assertThatThrownBy(() -> lstm.forward(Obor.ones(5, 2, IN), wrong))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("LSTM: the initial cell state has shape [2, 3, 4] and must have [2, 2, 4]");
        assertThatThrownBy(() -> lstm.forward(Obor.ones(DType.FLOAT64, 5, 2, IN)))
                .isInstanceOf(DTypeException.class);
        assertThatThrownBy(() -> new LSTM(IN, HIDDEN, LSTM.options().projSize(HIDDEN)))
                .hasMessage("LSTM: projSize is 4 and must be less than the 4 hidden features, or 0 for no projection");
        assertThatThrownBy(() -> new GRU(IN, HIDDEN, GRU.options().dropout(1.5)))
                .hasMessage("GRU: dropout is 1.5 and must be from 0 to 1");
        assertThatThrownBy(() -> new GRU(IN, 0)).isInstanceOf(OborException.class);
        assertThatThrownBy(() -> new GRUCell(IN, HIDDEN).forward(Obor.ones(2, IN), Obor.ones(3, HIDDEN)))
                .hasMessageContaining(
                        "GRUCell: the state has shape [3, 4] and the input [2, 3]: the state must have shape"
                                + " [2, 4]");
    }

    @Test
    void errorsOfSequences() {
        Tensor x = Obor.ones(4, 2, IN);
        assertThatThrownBy(() -> Sequences.packPaddedSequence(x, Obor.tensor(1, 4)))
                .isInstanceOf(OborException.class)
                .hasMessage("packPaddedSequence: the lengths are [1, 4] and must not rise: sort the sequences, or pass"
                        + " enforceSorted = false");
        assertThatThrownBy(() -> Sequences.packPaddedSequence(x, Obor.tensor(5, 1)))
                .hasMessage("packPaddedSequence: a length is 5: with 4 steps, lengths are 1 to 4");
        assertThatThrownBy(() -> Sequences.packPaddedSequence(x, Obor.tensor(4, 0)))
                .hasMessageContaining("a length is 0");
        assertThatThrownBy(() -> Sequences.padSequence(List.of())).hasMessageContaining("there are no sequences");
        assertThatThrownBy(() ->
                        new PackedSequence(Obor.ones(4, IN), Obor.tensor(1, 3), Optional.empty(), Optional.empty()))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("[1, 3]");
    }
}
