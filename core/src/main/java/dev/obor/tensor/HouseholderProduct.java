package dev.obor.tensor;

import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import java.util.ArrayList;
import java.util.List;

/// The first n columns of the product H₁·H₂·…·Hₖ of reflectors Hᵢ = I − τᵢ·vᵢ·vᵢᵀ. Inputs: a matrix [..., m,
/// n] with m ≥ n, whose i-th column holds vᵢ below the diagonal (1 on it and 0 above it are understood); the
/// τ, [..., k] with k ≤ n.
///
/// Gradient: the product rule, reflector by reflector.
public record HouseholderProduct() implements Factorization {
    /// The one instance.
    public static final HouseholderProduct INSTANCE = new HouseholderProduct();

    @Override
    public String name() {
        return "householderProduct";
    }

    @Override
    public int[] inputDims() {
        return new int[] {2, 1};
    }

    @Override
    public int[] outputDims() {
        return new int[] {2};
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        check(name(), inputs[0], inputs[1]);
        return new Spec[] {inputs[0]};
    }

    /// Checks that reflectors and their factors fit.
    static void check(String op, Spec a, Spec tau) {
        Matrices.checkMatrix(op, a);
        Matrices.checkSameType(op, a, tau);
        Shape reflectors = a.shape();
        if (reflectors.size(-2) < reflectors.size(-1)) {
            throw new ShapeException(op + ": the matrix has shape " + reflectors
                    + " and must not have more columns than rows: drop the last columns");
        }
        Shape taus = tau.shape();
        Shape batch = Matrices.batch(reflectors);
        if (taus.rank() != batch.rank() + 1
                || !Matrices.without(taus, 1).equals(batch)
                || taus.size(-1) > reflectors.size(-1)) {
            throw new ShapeException(op + ": tau has shape " + taus + " and the matrix " + reflectors
                    + ": tau needs the same batch and at most " + reflectors.size(-1) + " elements");
        }
    }

    @Override
    public boolean savesInput(int input, int saved) {
        return true;
    }

    @Override
    public boolean isJoint() {
        return true;
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        boolean[] wanted = {input == 0, input == 1};
        return gradients(wanted, g, saved)[input];
    }

    @Override
    public Tensor[] gradients(boolean[] wanted, Cotangents g, Saved saved) {
        return gradients(wanted, g.of(0), saved);
    }

    private static Tensor[] gradients(boolean[] wanted, Tensor g, Saved saved) {
        Tensor a = saved.input(0);
        Tensor tau = saved.input(1);
        int k = tau.size(-1);
        if (k == 0 || a.numel() == 0) {
            // As in PyTorch, where nothing is multiplied there are no gradients rather than zeros.
            return new Tensor[2];
        }
        Tensor vectors = Triangles.withDiagonal(Triangles.lower(a, -1), 1);
        // rests.get(i) is the product of the reflectors behind the i-th.
        List<Tensor> rests = new ArrayList<>();
        Tensor rest = Triangles.identity(a.size(-2), a.size(-1), a.dtype()).expand(a.shape());
        for (int i = k - 1; i >= 0; i--) {
            rests.addFirst(rest);
            rest = reflected(rest, vectors.narrow(-1, i, 1), factor(tau, i));
        }
        List<Tensor> ofVectors = new ArrayList<>();
        List<Tensor> ofTau = new ArrayList<>();
        Tensor cotangent = g;
        for (int i = 0; i < k; i++) {
            Tensor v = vectors.narrow(-1, i, 1);
            Tensor along = rests.get(i).transpose(-2, -1).matmul(v);
            Tensor back = cotangent.transpose(-2, -1).matmul(v);
            ofTau.add(along.mul(back).sum(-2).neg());
            ofVectors.add(cotangent
                    .matmul(along)
                    .add(rests.get(i).matmul(back))
                    .mul(factor(tau, i))
                    .neg());
            cotangent = reflected(cotangent, v, factor(tau, i));
        }
        Tensor[] result = new Tensor[2];
        int unused = a.size(-1) - k;
        if (wanted[0]) {
            ofVectors.add(Tensor.full(a.shape().with(a.dim() - 1, unused), 0, a.dtype()));
            result[0] = Triangles.lower(Concatenation.of(ofVectors, -1), -1);
        }
        if (wanted[1]) {
            result[1] = Concatenation.of(ofTau, -1);
        }
        return result;
    }

    private static Tensor factor(Tensor tau, int i) {
        return tau.narrow(-1, i, 1).unsqueeze(-1);
    }

    private static Tensor reflected(Tensor x, Tensor v, Tensor factor) {
        return x.sub(v.matmul(v.transpose(-2, -1).matmul(x)).mul(factor));
    }

    /// Returns the product's first columns, as many as the matrix has.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor of(String op, Tensor a, Tensor tau) {
        check(op, new Spec(a.shape(), a.dtype()), new Spec(tau.shape(), tau.dtype()));
        return a.apply(INSTANCE, tau);
    }
}
