package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// The two linear maps of a transformer's layer, whose children they are.
record FeedForward(Linear linear1, Activation activation, Dropout dropout, Linear linear2) {
    Tensor of(Tensor x) {
        return linear2.forward(dropout.forward(activation.of(linear1.forward(x))));
    }
}
