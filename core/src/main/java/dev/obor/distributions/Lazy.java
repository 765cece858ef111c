package dev.obor.distributions;

import dev.obor.Obor;
import dev.obor.tensor.Tensor;
import java.util.function.Supplier;

/// A tensor that is computed when it is first asked for, with gradients whether or not they are recorded then.
final class Lazy {
    private final Supplier<Tensor> body;
    private volatile Tensor value;

    Lazy(Supplier<Tensor> body) {
        this.body = body;
    }

    Tensor get() {
        Tensor known = value;
        if (known == null) {
            known = Obor.enableGrad(body);
            value = known;
        }
        return known;
    }
}
