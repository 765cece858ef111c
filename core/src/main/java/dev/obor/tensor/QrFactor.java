package dev.obor.tensor;

import dev.obor.error.AutogradException;
import dev.obor.layout.Shape;
import java.util.List;

/// The factors of A = Q·R, Q with orthonormal columns and R upper triangular, from Householder reflectors;
/// the diagonal of R may be negative. Outputs: Q, R.
///
/// Gradient: Walter, Lehmann, Lamour, "On evaluating higher-order derivatives of the QR decomposition of tall
/// matrices with full column rank in forward and reverse mode algorithmic differentiation" (2012); for wide
/// matrices the columns beyond the square follow from Q.
///
/// @param mode how much of Q is returned
public record QrFactor(Mode mode) implements Composite {
    /// How much of Q is returned for A of m rows and n columns.
    public enum Mode {
        /// Q of min(m, n) columns.
        REDUCED,
        /// Q of m columns.
        COMPLETE,
        /// No Q: an empty tensor stands in its place. Nothing is differentiable.
        R
    }

    @Override
    public String name() {
        return "qr";
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        Matrices.checkMatrix(name(), inputs[0]);
        Shape shape = inputs[0].shape();
        Shape batch = Matrices.batch(shape);
        int columns = mode == Mode.COMPLETE ? shape.size(-2) : Math.min(shape.size(-2), shape.size(-1));
        Shape q = mode == Mode.R ? Shape.of(0) : Matrices.with(batch, shape.size(-2), columns);
        return new Spec[] {
            new Spec(q, inputs[0].dtype()), new Spec(Matrices.with(batch, columns, shape.size(-1)), inputs[0].dtype())
        };
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        return forwardAll(inputs)[0];
    }

    @Override
    public Tensor[] forwardAll(Tensor... inputs) {
        Tensor a = inputs[0];
        Spec[] specs = infer(new Spec(a.shape(), a.dtype()));
        Tensor[] reflectors = Interpreter.current().apply(HouseholderFactor.INSTANCE, a);
        int rows = specs[1].shape().size(-2);
        Tensor r = Triangles.upper(reflectors[0], 0);
        r = rows < r.size(-2) ? r.narrow(-2, 0, rows).contiguous() : r;
        if (mode == Mode.R) {
            return new Tensor[] {Tensor.full(Shape.of(0), 0, a.dtype()), r};
        }
        return new Tensor[] {product(reflectors[0], reflectors[1], rows), r};
    }

    /// Returns the first columns of the product of reflectors.
    static Tensor product(Tensor a, Tensor tau, int columns) {
        int k = Math.min(columns, a.size(-1));
        Tensor vectors = a.narrow(-1, 0, k);
        if (columns > k) {
            Tensor more = Tensor.full(a.shape().with(a.dim() - 1, columns - k), 0, a.dtype());
            vectors = Concatenation.of(List.of(vectors, more), -1);
        }
        return vectors.apply(HouseholderProduct.INSTANCE, tau);
    }

    @Override
    public boolean isDifferentiable() {
        return mode != Mode.R;
    }

    @Override
    public boolean isDifferentiable(int output) {
        return mode != Mode.R;
    }

    @Override
    public boolean savesInput(int input, int saved) {
        return true;
    }

    @Override
    public boolean savesOutput(int input, int saved) {
        return true;
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        throw new IllegalStateException("qr has two outputs");
    }

    @Override
    public Tensor gradient(int input, Cotangents g, Saved saved) {
        Shape shape = saved.spec(0).shape();
        int m = shape.size(-2);
        int n = shape.size(-1);
        if (mode == Mode.COMPLETE && m > n) {
            throw new AutogradException("qr: the complete Q of a matrix with more rows than columns, shape " + shape
                    + ", has no gradient, because its last columns are arbitrary: use the mode REDUCED");
        }
        Tensor q = saved.output(0);
        Tensor r = saved.output(1);
        if (m >= n) {
            return square(q, r, g.of(0), g.of(1));
        }
        // For A = [X Y] and R = [U V], Q and U are those of X, and V = Qᵀ·Y.
        Tensor ofV = g.of(1).narrow(-1, m, n - m);
        Tensor ofQ = g.of(0).add(saved.input(0).narrow(-1, m, n - m).matmul(ofV.transpose(-2, -1)));
        Tensor ofX = square(q, r.narrow(-1, 0, m), ofQ, g.of(1).narrow(-1, 0, m));
        return Concatenation.of(List.of(ofX, q.matmul(ofV)), -1);
    }

    private static Tensor square(Tensor q, Tensor r, Tensor ofQ, Tensor ofR) {
        Tensor inner = r.matmul(ofR.transpose(-2, -1)).sub(ofQ.transpose(-2, -1).matmul(q));
        Tensor right = ofQ.add(q.matmul(Triangles.mirrored(inner)));
        return TriangularSolve.of("qr", r.transpose(-2, -1), right, false, false, false);
    }

    /// Returns Q and R.
    public static Tensor[] of(String op, Tensor a, Mode mode) {
        Matrices.checkMatrix(op, new Spec(a.shape(), a.dtype()));
        return Interpreter.current().apply(new QrFactor(mode), a);
    }
}
