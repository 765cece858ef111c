package dev.obor.nn;

import dev.obor.error.OborException;
import dev.obor.tensor.Tensor;
import java.util.function.UnaryOperator;

/// The base class of modules that map one tensor to one tensor.
///
/// ```java
/// final class Net extends Layer {
///     private final Conv2d first = child("first", new Conv2d(1, 20, 5));
///     private final Conv2d second = child("second", new Conv2d(20, 20, 5));
///
///     protected Tensor compute(Tensor x) {
///         return second.forward(first.forward(x).relu()).relu();
///     }
/// }
/// ```
///
/// A subclass says in [#compute(Tensor)] what it does; callers call [#forward(Tensor)], which runs the hooks
/// around it and adds the module's place to errors.
public abstract class Layer extends Block {
    /// Makes a layer.
    protected Layer() {}

    /// Returns a layer without parts that computes a function.
    public static Layer of(UnaryOperator<Tensor> function) {
        return new FunctionLayer(function, new Parts(), "Function");
    }

    /// Returns a layer that computes a function with a module's parts, whose names it takes on: what makes a
    /// record a layer, as in `Layer.of(mlp, mlp::forward)`.
    public static Layer of(Module module, UnaryOperator<Tensor> function) {
        return new FunctionLayer(function, module.parts(), module.typeName());
    }

    /// Returns the layer's output.
    ///
    /// @throws OborException of the kind that [#compute(Tensor)] throws, with the place of this module
    public final Tensor forward(Tensor x) {
        if (hasNoHooks()) {
            try {
                return compute(x);
            } catch (OborException e) {
                throw Place.in(this, e, x);
            }
        }
        return call(inputs -> compute(inputs[0]), x);
    }

    /// Returns what the layer makes of an input.
    protected abstract Tensor compute(Tensor x);

    @Override
    public Layer train() {
        return train(true);
    }

    @Override
    public Layer eval() {
        return train(false);
    }

    @Override
    public Layer train(boolean mode) {
        super.train(mode);
        return this;
    }

    /// A function as a layer.
    private static final class FunctionLayer extends Layer {
        private final UnaryOperator<Tensor> function;
        private final String name;

        FunctionLayer(UnaryOperator<Tensor> function, Parts parts, String name) {
            this.function = function;
            this.name = name;
            parts.parameters().forEach(this::parameter);
            parts.buffers().forEach(this::buffer);
            parts.children().forEach(this::child);
        }

        @Override
        protected Tensor compute(Tensor x) {
            return function.apply(x);
        }

        @Override
        public String typeName() {
            return name;
        }
    }
}
