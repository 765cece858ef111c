package dev.obor.tensor;

import dev.obor.layout.Shape;

/// The QR factorization of matrices as reflectors. Outputs: a matrix of A's shape with R on and above the
/// diagonal, and below it, with a 1 understood on it, the vectors v of the reflectors I − τ·v·vᵀ whose
/// product is Q; and the τ. [QrFactor] has the gradient.
public record HouseholderFactor() implements Factorization {
    /// The one instance.
    public static final HouseholderFactor INSTANCE = new HouseholderFactor();

    @Override
    public String name() {
        return "geqrf";
    }

    @Override
    public int[] inputDims() {
        return new int[] {2};
    }

    @Override
    public int[] outputDims() {
        return new int[] {2, 1};
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        Matrices.checkMatrix(name(), inputs[0]);
        Shape shape = inputs[0].shape();
        Shape taus = Matrices.with(Matrices.batch(shape), Math.min(shape.size(-1), shape.size(-2)));
        return new Spec[] {inputs[0], new Spec(taus, inputs[0].dtype())};
    }

    @Override
    public boolean isDifferentiable() {
        return false;
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        throw new IllegalStateException(name() + " has no gradient");
    }
}
