package dev.obor.tensor;

/// An operator that is composed of tensor calls but brings its own gradient, because the derived one would be
/// unstable or keep more than it needs. No backend ever sees one: the interpreter runs [#forward(Tensor...)]
/// without recording.
public non-sealed interface Composite extends Op {
    /// Returns the output.
    Tensor forward(Tensor... inputs);

    /// Returns all outputs, for one that has several; [#forward(Tensor...)] then returns the first.
    default Tensor[] forwardAll(Tensor... inputs) {
        return new Tensor[] {forward(inputs)};
    }

    /// Returns the outputs that have gradients, or more, in calls that edit nothing in place: for
    /// interpreters that record what is called.
    default Tensor[] decomposed(Tensor... inputs) {
        return forwardAll(inputs);
    }
}
