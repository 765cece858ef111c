package dev.obor.nn;

import dev.obor.Obor;
import dev.obor.error.DTypeException;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;

/// The base class of what takes one step of a sequence: [RNNCell], [LSTMCell], [GRUCell].
///
/// The parameters are `weight_ih`, `weight_hh`, `bias_ih`, `bias_hh`; all start uniform within ±1/√hidden, in
/// this order.
public abstract sealed class RecurrentCell extends Block permits RNNCell, LSTMCell, GRUCell {
    private final int inputSize;
    private final int hiddenSize;
    private final boolean bias;
    private final RecurrentWeights weights;

    /// @param gates how many sums of products there are for each hidden feature
    RecurrentCell(int gates, int inputSize, int hiddenSize, boolean bias) {
        if (inputSize < 0 || hiddenSize < 1) {
            throw new OborException(typeName() + ": " + inputSize + " features in and " + hiddenSize
                    + " hidden: there must be 0 in or more and 1 hidden or more");
        }
        this.inputSize = inputSize;
        this.hiddenSize = hiddenSize;
        this.bias = bias;
        int rows = gates * hiddenSize;
        this.weights = new RecurrentWeights(
                start("weight_ih", rows, inputSize),
                start("weight_hh", rows, hiddenSize),
                bias ? Optional.of(start("bias_ih", rows)) : Optional.empty(),
                bias ? Optional.of(start("bias_hh", rows)) : Optional.empty(),
                Optional.empty());
    }

    private Tensor start(String name, int... sizes) {
        double bound = 1 / Math.sqrt(hiddenSize);
        return parameter(name, Obor.zeros(sizes).uniform_(-bound, bound));
    }

    /// Returns the hidden states after each step, as rows, and the last states.
    abstract Tensor[] direct(Steps steps, RecurrentWeights of, Tensor rows, Tensor... initial);

    /// Returns the states after a step.
    ///
    /// @param count how many states there are
    /// @param states none for zeros
    final Tensor[] step(int count, Tensor input, Tensor... states) {
        boolean batched = input.dim() == 2;
        if (!batched && input.dim() != 1 || input.size(-1) != inputSize) {
            throw new ShapeException(typeName() + ": the input has shape " + input.shape() + ": pass [batch, "
                    + inputSize + "] or [" + inputSize + "]");
        }
        Tensor x = batched ? input : input.unsqueeze(0);
        Shape shape = Shape.of(x.size(0), hiddenSize);
        Tensor[] initial = new Tensor[count];
        for (int k = 0; k < count; k++) {
            initial[k] = states.length == 0
                    ? Tensor.full(shape, 0, input.dtype())
                    : state(states[k], input, batched ? shape : shape.remove(0));
        }
        Tensor[] made = direct(Steps.equal(1, x.size(0), false), weights, x, initial);
        Tensor[] result = Arrays.copyOfRange(made, 1, made.length);
        if (!batched) {
            Arrays.setAll(result, k -> result[k].squeeze(0));
        }
        return result;
    }

    private Tensor state(Tensor state, Tensor input, Shape expected) {
        if (!state.shape().equals(expected)) {
            throw new ShapeException(typeName() + ": the state has shape " + state.shape() + " and the input "
                    + input.shape() + ": the state must have shape " + expected);
        }
        if (state.dtype() != input.dtype()) {
            throw new DTypeException(typeName() + ": the state is " + state.dtype() + " and the input " + input.dtype()
                    + ": convert one");
        }
        return state.dim() == 1 ? state.unsqueeze(0) : state;
    }

    @Override
    public String extraRepr() {
        return inputSize + ", " + hiddenSize + (bias ? "" : ", bias=False");
    }
}
