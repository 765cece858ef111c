package dev.obor.nn;

import dev.obor.error.OborException;
import dev.obor.tensor.Tensor;
import java.util.List;
import java.util.function.Function;

/// The base class of modules with a `forward` of their own signature; a module that maps one tensor to one
/// tensor extends [Layer] instead.
///
/// A subclass registers what it is made of where it makes it, once:
///
/// ```java
/// final class Scorer extends Block {
///     private final Linear query = child("query", new Linear(16, 8));
///     private final Tensor scale = parameter("scale", Obor.ones(1));
///
///     Tensor forward(Tensor a, Tensor b) {
///         return call(x -> query.forward(x[0]).mul(x[1]).mul(scale), a, b);
///     }
/// }
/// ```
///
/// [#call(Function, Tensor...)] runs the hooks and adds the module's place to errors; a `forward` without it
/// works too.
public abstract class Block implements Module {
    private final Parts parts = new Parts();
    private final Hooks hooks = new Hooks();

    /// Makes a module without parts.
    protected Block() {}

    @Override
    public final Parts parts() {
        return parts;
    }

    /// Registers a tensor as a parameter, which requires a gradient, and returns it.
    ///
    /// @throws OborException if the name is taken, empty, or has a dot
    protected final Tensor parameter(String name, Tensor value) {
        return parts.parameter(name, value);
    }

    /// Registers a tensor as a buffer, a part of the state without a gradient, and returns it.
    ///
    /// @throws OborException if the name is taken, empty, or has a dot
    protected final Tensor buffer(String name, Tensor value) {
        return parts.buffer(name, value);
    }

    /// Registers a module as a child and returns it.
    ///
    /// @throws OborException if the name is taken, empty, or has a dot
    protected final <M extends Module> M child(String name, M module) {
        return parts.child(name, module);
    }

    /// Returns what `body` makes of the inputs, between the hooks. An error is told with this module's place
    /// in the tree and the inputs' shapes.
    ///
    /// @param body must not keep the array
    protected final <R> R call(Function<Tensor[], R> body, Tensor... inputs) {
        try {
            return hooks.areNone() ? body.apply(inputs) : hooks.around(this, body, inputs);
        } catch (OborException e) {
            throw Place.in(this, e, inputs);
        }
    }

    /// Tells whether a call may skip [#call(Function, Tensor...)] but for errors.
    final boolean hasNoHooks() {
        return hooks.areNone();
    }

    /// Returns the hooks that are called before each forward.
    final List<ForwardPreHook> forwardPreHooks() {
        return hooks.before();
    }

    final void removeForwardPreHook(ForwardPreHook hook) {
        hooks.removeBefore(hook);
    }

    /// Calls `hook` before each forward; it may put other inputs in their place.
    ///
    /// @return what removes the hook when closed
    public final Tensor.Hook registerForwardPreHook(ForwardPreHook hook) {
        return hooks.addBefore(hook);
    }

    /// Calls `hook` after each forward; it may put another output in its place.
    ///
    /// @return what removes the hook when closed
    public final Tensor.Hook registerForwardHook(ForwardHook hook) {
        return hooks.addAfter(hook);
    }

    /// Calls `hook` whenever backward has the gradients of this module's inputs; it may put others in their
    /// place. Without an input that requires a gradient, it is called when the gradient of the output has
    /// arrived.
    ///
    /// @return what removes the hook when closed
    public final Tensor.Hook registerFullBackwardHook(BackwardHook hook) {
        return hooks.addBack(hook);
    }

    /// Returns the tree as PyTorch prints it.
    @Override
    public final String toString() {
        return describe();
    }
}
