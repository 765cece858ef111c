package dev.obor.nn;

import dev.obor.tensor.Tensor;
import java.util.Optional;

/// The weights of one direction of one layer.
///
/// @param ih of the input, `[gates · hidden, in]`
/// @param hh of the hidden state, `[gates · hidden, out]`
/// @param biasIh beside the input's weight
/// @param biasHh beside the hidden state's weight
/// @param hr of the projection, `[out, hidden]`
record RecurrentWeights(Tensor ih, Tensor hh, Optional<Tensor> biasIh, Optional<Tensor> biasHh, Optional<Tensor> hr) {
    /// Returns the input's part of all gates at all steps, with the bias beside the input's weight.
    Tensor inputPart(Tensor rows) {
        return biasIh.map(b -> F.linear(rows, ih, b)).orElseGet(() -> F.linear(rows, ih));
    }

    /// Returns the input's part of all gates at all steps, with both biases.
    Tensor inputPartWithBiases(Tensor rows) {
        return biasIh.isPresent() && biasHh.isPresent()
                ? F.linear(rows, ih, biasIh.get().add(biasHh.get()))
                : inputPart(rows);
    }
}
