package dev.obor.tensor;

import dev.obor.error.LinalgException;
import dev.obor.layout.Places;
import dev.obor.layout.Shape;
import dev.obor.math.Eigensystem;
import dev.obor.storage.Elements;
import dev.obor.storage.View;
import java.util.List;

/// The eigenvalues and eigenvectors of square matrices, complex numbers as real and imaginary parts. Outputs:
/// the values' real and imaginary parts [..., n], the vectors' as columns [..., n, n].
///
/// Gradient: Boeddeker, Hanebrink, Drude, Heymann, Haeb-Umbach, "On the computation of complex-valued
/// gradients with application to statistically optimum beamforming" (2017), section 4, for vectors of length
/// 1; a loss must not depend on the phase of a complex vector. It is infinite or NaN for equal eigenvalues.
///
/// @param hasVectors whether vectors are wanted; if not they are empty, and nothing is differentiable
public record GeneralEigen(boolean hasVectors) implements Routine {
    @Override
    public String name() {
        return "eig";
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        Matrices.checkSquare(name(), inputs[0]);
        Shape shape = inputs[0].shape();
        Spec values = new Spec(Matrices.without(shape, 1), inputs[0].dtype());
        Shape vectors = hasVectors ? shape : Matrices.with(Matrices.batch(shape), 0, 0);
        Spec vector = new Spec(vectors, inputs[0].dtype());
        return new Spec[] {values, values, vector, vector};
    }

    @Override
    public boolean isDifferentiable() {
        return hasVectors;
    }

    @Override
    public boolean isDifferentiable(int output) {
        return hasVectors;
    }

    @Override
    public boolean savesOutput(int input, int saved) {
        return true;
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        throw new IllegalStateException("eig has four outputs");
    }

    @Override
    public Tensor gradient(int input, Cotangents g, Saved saved) {
        Complex values = new Complex(saved.output(0), saved.output(1));
        Complex vectors = new Complex(saved.output(2), saved.output(3));
        Complex adjoint = vectors.adjoint();
        Complex inner = new Complex(Triangles.diagonal(g.of(0)), Triangles.diagonal(g.of(1)));
        if (g.has(2) || g.has(3)) {
            Complex moved = adjoint.matmul(new Complex(g.of(2), g.of(3)));
            Tensor along = moved.re().diagonal(0, -2, -1).unsqueeze(-2);
            Complex turned = adjoint.matmul(
                    new Complex(vectors.re().mul(along), vectors.im().mul(along)));
            Complex across = moved.sub(turned).div(values.conjugateGaps());
            inner = new Complex(
                    inner.re().add(Triangles.withoutDiagonal(across.re())),
                    inner.im().add(Triangles.withoutDiagonal(across.im())));
        }
        return adjoint.solve(inner.matmul(adjoint)).re();
    }

    /// Complex numbers, or matrices of them.
    private record Complex(Tensor re, Tensor im) {
        Complex adjoint() {
            return new Complex(re.transpose(-2, -1), im.transpose(-2, -1).neg());
        }

        Complex matmul(Complex other) {
            return new Complex(
                    re.matmul(other.re).sub(im.matmul(other.im)),
                    re.matmul(other.im).add(im.matmul(other.re)));
        }

        Complex sub(Complex other) {
            return new Complex(re.sub(other.re), im.sub(other.im));
        }

        Complex div(Complex other) {
            Tensor square = other.re.square().add(other.im.square());
            return new Complex(
                    re.mul(other.re).add(im.mul(other.im)).div(square),
                    im.mul(other.re).sub(re.mul(other.im)).div(square));
        }

        /// Returns the conjugates of λⱼ − λᵢ for all i, j, 1 where both are one.
        Complex conjugateGaps() {
            return new Complex(
                    Triangles.withDiagonal(re.unsqueeze(-2).sub(re.unsqueeze(-1)), 1),
                    im.unsqueeze(-1).sub(im.unsqueeze(-2)));
        }

        /// Returns the X with this · X = other, from the real system of twice the size.
        Complex solve(Complex other) {
            Tensor top = Concatenation.of(List.of(re, im.neg()), -1);
            Tensor bottom = Concatenation.of(List.of(im, re), -1);
            Tensor right = Concatenation.of(List.of(other.re, other.im), -2);
            Tensor x = LinearSolve.of("eig", Concatenation.of(List.of(top, bottom), -2), right, true, false)[0];
            int n = re.size(-1);
            return new Complex(x.narrow(-2, 0, n), x.narrow(-2, n, n));
        }
    }

    @Override
    public void run(View[] inputs, View[] outputs) {
        int n = inputs[0].shape().size(-1);
        int[] from = Places.of(inputs[0].layout());
        int[] batch = Matrices.batch(inputs[0].shape()).toArray();
        for (int item = 0; item < (n == 0 ? 0 : from.length / (n * n)); item++) {
            double[] a = new double[n * n];
            for (int e = 0; e < a.length; e++) {
                a[e] = Elements.getDouble(inputs[0].storage(), inputs[0].dtype(), from[item * n * n + e]);
                if (!Double.isFinite(a[e])) {
                    throw LinalgException.notFinite(name(), item, batch);
                }
            }
            Eigensystem found = Eigensystem.of(n, a);
            if (!found.hasConverged()) {
                throw LinalgException.of(
                        name(), item, batch, "made the iteration go on without end: scale or shift the matrix");
            }
            write(outputs[0], item * n, found.real());
            write(outputs[1], item * n, found.imag());
            if (hasVectors) {
                double[] re = new double[n * n];
                double[] im = new double[n * n];
                found.vectors(re, im);
                write(outputs[2], item * n * n, re);
                write(outputs[3], item * n * n, im);
            }
        }
    }

    private static void write(View output, int start, double... values) {
        for (int e = 0; e < values.length; e++) {
            Elements.setDouble(output.storage(), output.dtype(), output.layout().offset() + start + e, values[e]);
        }
    }

    /// Returns the values' real and imaginary parts and the vectors'; empty tensors for vectors that are not
    /// wanted.
    ///
    /// @throws LinalgException if a matrix holds NaN or infinities
    public static Tensor[] of(String op, Tensor a, boolean hasVectors) {
        Matrices.checkSquare(op, new Spec(a.shape(), a.dtype()));
        // Gradients of the values need the vectors.
        boolean computes = hasVectors || GradMode.isEnabled() && a.requiresGrad();
        return Interpreter.current().apply(new GeneralEigen(computes), a);
    }
}
