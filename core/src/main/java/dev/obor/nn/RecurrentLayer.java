package dev.obor.nn;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The base class of networks that go through sequences step by step: [RNN], [LSTM], [GRU].
///
/// The parameters of layer k are `weight_ih_lk`, `weight_hh_lk`, `bias_ih_lk`, `bias_hh_lk` and for projections
/// `weight_hr_lk`, those of the second direction end in `_reverse`. All start uniform within ±1/√hidden, in
/// this order.
public abstract sealed class RecurrentLayer extends Block permits RNN, LSTM, GRU {
    private final int inputSize;
    private final int hiddenSize;
    private final int outSize;
    private final RecurrentOptions options;
    private final List<RecurrentWeights> weights = new ArrayList<>();

    /// @param gates how many sums of products there are for each hidden feature
    RecurrentLayer(int gates, int inputSize, int hiddenSize, RecurrentOptions options) {
        check(inputSize, hiddenSize, options);
        this.inputSize = inputSize;
        this.hiddenSize = hiddenSize;
        this.outSize = options.projSize() > 0 ? options.projSize() : hiddenSize;
        this.options = options;
        for (int layer = 0; layer < options.numLayers(); layer++) {
            int in = layer == 0 ? inputSize : outSize * directions();
            for (int direction = 0; direction < directions(); direction++) {
                weights.add(register(gates * hiddenSize, in, "l" + layer + (direction == 1 ? "_reverse" : "")));
            }
        }
    }

    private void check(int input, int hidden, RecurrentOptions given) {
        String name = typeName();
        if (input < 0 || hidden < 1 || given.numLayers() < 1) {
            throw new OborException(name + ": " + input + " features in, " + hidden + " hidden and " + given.numLayers()
                    + " layers: there must be 0 in or more, 1 hidden or more and 1 layer or more");
        }
        if (!(given.dropout() >= 0 && given.dropout() <= 1)) {
            throw new OborException(name + ": dropout is " + given.dropout() + " and must be from 0 to 1");
        }
        if (given.projSize() < 0 || given.projSize() >= hidden) {
            throw new OborException(name + ": projSize is " + given.projSize() + " and must be less than the " + hidden
                    + " hidden features, or 0 for no projection");
        }
    }

    private RecurrentWeights register(int rows, int in, String suffix) {
        Tensor ih = start("weight_ih_" + suffix, rows, in);
        Tensor hh = start("weight_hh_" + suffix, rows, outSize);
        Optional<Tensor> biasIh = options.bias() ? Optional.of(start("bias_ih_" + suffix, rows)) : Optional.empty();
        Optional<Tensor> biasHh = options.bias() ? Optional.of(start("bias_hh_" + suffix, rows)) : Optional.empty();
        Optional<Tensor> hr = options.projSize() > 0
                ? Optional.of(start("weight_hr_" + suffix, outSize, hiddenSize))
                : Optional.empty();
        return new RecurrentWeights(ih, hh, biasIh, biasHh, hr);
    }

    private Tensor start(String name, int... sizes) {
        double bound = 1 / Math.sqrt(hiddenSize);
        return parameter(name, Obor.zeros(sizes).uniform_(-bound, bound));
    }

    private int directions() {
        return options.bidirectional() ? 2 : 1;
    }

    /// Returns the hidden states after each step, as rows, and the last states of one direction of one layer.
    abstract Tensor[] direct(Steps steps, RecurrentWeights of, Tensor rows, Tensor... initial);

    /// Returns the number of features of each state.
    int[] stateSizes(int out, int hidden) {
        return new int[] {out};
    }

    /// Goes through a batch of sequences, or one.
    ///
    /// @param wrap makes the states what is returned
    final <S> RecurrentOutput<Tensor, S> through(Function<Tensor[], S> wrap, Tensor input, Tensor... states) {
        return call(
                all -> {
                    Tensor[] made = compute(all[0], Arrays.copyOfRange(all, 1, all.length));
                    return new RecurrentOutput<>(made[0], wrap.apply(Arrays.copyOfRange(made, 1, made.length)));
                },
                joined(input, states));
    }

    /// Goes through packed sequences.
    ///
    /// @param wrap makes the states what is returned
    final <S> RecurrentOutput<PackedSequence, S> through(
            Function<Tensor[], S> wrap, PackedSequence input, Tensor... states) {
        return call(
                all -> {
                    PackedSequence packed = input.with(all[0]);
                    Tensor[] made = compute(packed, Arrays.copyOfRange(all, 1, all.length));
                    Tensor[] last = Arrays.copyOfRange(made, 1, made.length);
                    return new RecurrentOutput<>(packed.with(made[0]), wrap.apply(last));
                },
                joined(input.data(), states));
    }

    private static Tensor[] joined(Tensor input, Tensor... states) {
        Tensor[] all = new Tensor[states.length + 1];
        all[0] = input;
        System.arraycopy(states, 0, all, 1, states.length);
        return all;
    }

    private Tensor[] compute(Tensor input, Tensor... states) {
        boolean batched = input.dim() == 3;
        if (!batched && input.dim() != 2 || input.size(-1) != inputSize) {
            throw new ShapeException(typeName() + ": the input has shape " + input.shape() + ": pass "
                    + (options.batchFirst() ? "[batch, steps, " : "[steps, batch, ") + inputSize + "], or [steps, "
                    + inputSize + "] for one sequence");
        }
        boolean swapped = batched && options.batchFirst();
        Tensor x = swapped ? input.transpose(0, 1) : batched ? input : input.unsqueeze(1);
        int count = x.size(0);
        int batch = x.size(1);
        if (count == 0) {
            throw new ShapeException(
                    typeName() + ": the input has shape " + input.shape() + " and no steps: pass one step or more");
        }
        Tensor[] initial = initial(batch, batched, input.dtype(), states);
        List<Integer> sizes = Steps.equal(count, batch, false).batches();
        Tensor[] made = layers(x.reshape(count * batch, inputSize), sizes, initial);
        Tensor output = made[0].reshape(count, batch, outSize * directions());
        made[0] = swapped ? output.transpose(0, 1) : batched ? output : output.squeeze(1);
        for (int k = 1; k < made.length; k++) {
            made[k] = batched ? made[k] : made[k].squeeze(1);
        }
        return made;
    }

    private Tensor[] compute(PackedSequence input, Tensor... states) {
        Tensor rows = input.data();
        if (rows.dim() != 2 || rows.size(1) != inputSize) {
            throw new ShapeException(
                    typeName() + ": the packed data have shape " + rows.shape() + ": pass [rows, " + inputSize + "]");
        }
        List<Integer> sizes = input.sizes();
        Tensor[] initial = initial(sizes.getFirst(), true, rows.dtype(), states);
        if (states.length > 0) {
            input.sortedIndices().ifPresent(order -> Arrays.setAll(initial, k -> initial[k].indexSelect(1, order)));
        }
        Tensor[] made = layers(rows, sizes, initial);
        input.unsortedIndices().ifPresent(order -> {
            for (int k = 1; k < made.length; k++) {
                made[k] = made[k].indexSelect(1, order);
            }
        });
        return made;
    }

    /// Returns the states to start from, of shape `[layers · directions, batch, size]`: zeros if none are
    /// given.
    private Tensor[] initial(int batch, boolean batched, DType dtype, Tensor... states) {
        int[] sizes = stateSizes(outSize, hiddenSize);
        Tensor[] initial = new Tensor[sizes.length];
        for (int k = 0; k < sizes.length; k++) {
            Shape shape = Shape.of(weights.size(), batch, sizes[k]);
            if (states.length == 0) {
                initial[k] = Tensor.full(shape, 0, dtype);
                continue;
            }
            Shape expected = batched ? shape : shape.remove(1);
            if (!states[k].shape().equals(expected)) {
                throw new ShapeException(typeName() + ": the initial " + (k == 0 ? "hidden" : "cell")
                        + " state has shape " + states[k].shape() + " and must have " + expected
                        + (batched ? ": [layers · directions, batch, features]" : ": [layers · directions, features]"));
            }
            if (states[k].dtype() != dtype) {
                throw new DTypeException(typeName() + ": an initial state is " + states[k].dtype() + " and the input "
                        + dtype + ": convert one");
            }
            initial[k] = batched ? states[k] : states[k].unsqueeze(1);
        }
        return initial;
    }

    private Tensor[] layers(Tensor input, List<Integer> sizes, Tensor... initial) {
        List<List<Tensor>> last = new ArrayList<>();
        for (int k = 0; k < initial.length; k++) {
            last.add(new ArrayList<>());
        }
        Tensor rows = input;
        for (int layer = 0; layer < options.numLayers(); layer++) {
            List<Tensor> outputs = new ArrayList<>();
            for (int direction = 0; direction < directions(); direction++) {
                int at = layer * directions() + direction;
                Tensor[] states = new Tensor[initial.length];
                Arrays.setAll(states, k -> initial[k].select(0, at));
                Tensor[] made = direct(new Steps(sizes, direction == 1), weights.get(at), rows, states);
                outputs.add(made[0]);
                for (int k = 0; k < initial.length; k++) {
                    last.get(k).add(made[k + 1]);
                }
            }
            rows = outputs.size() == 1 ? outputs.getFirst() : Obor.cat(outputs, 1);
            if (layer < options.numLayers() - 1) {
                rows = F.dropout(rows, options.dropout(), isTraining());
            }
        }
        Tensor[] result = new Tensor[initial.length + 1];
        result[0] = rows;
        for (int k = 0; k < initial.length; k++) {
            result[k + 1] = Obor.stack(last.get(k), 0);
        }
        return result;
    }

    @Override
    public String extraRepr() {
        StringBuilder text = new StringBuilder(inputSize + ", " + hiddenSize);
        append(text, options.projSize() != 0, "proj_size=" + options.projSize());
        append(text, options.numLayers() != 1, "num_layers=" + options.numLayers());
        append(text, !options.bias(), "bias=False");
        append(text, options.batchFirst(), "batch_first=True");
        append(text, options.dropout() != 0, "dropout=" + Repr.of(options.dropout()));
        append(text, options.bidirectional(), "bidirectional=True");
        return text.toString();
    }

    private static void append(StringBuilder text, boolean wanted, String part) {
        text.append(wanted ? ", " + part : "");
    }
}
