package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.layout.Shape;
import dev.obor.storage.Storage;
import java.util.List;

/// The exponential of square matrices, by scaling and squaring around a Padé approximant of degree 13, in
/// float64. Sources: N. Higham, "The scaling and squaring method for the matrix exponential revisited"
/// (2005), algorithm 2.3; for the gradient, Mathias, "A chain rule for matrix functions and applications"
/// (1996), theorem 2.1.
public record MatrixExponential() implements Composite {
    /// The one instance.
    public static final MatrixExponential INSTANCE = new MatrixExponential();

    /// The largest 1-norm for which the approximant is as exact as float64 (Higham 2005, table 2.3).
    private static final double LIMIT = 5.371920351148152;

    /// The approximant's coefficients, (26 − k)!·13! / (26!·k!·(13 − k)!), scaled to whole numbers.
    private static final double[] B = {
        64764752532480000.0,
        32382376266240000.0,
        7771770303897600.0,
        1187353796428800.0,
        129060195264000.0,
        10559470521600.0,
        670442572800.0,
        33522128640.0,
        1323241920.0,
        40840800.0,
        960960.0,
        16380.0,
        182.0,
        1.0
    };

    @Override
    public String name() {
        return "matrixExp";
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        Matrices.checkSquare(name(), inputs[0]);
        return new Spec[] {inputs[0]};
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        Tensor a = inputs[0].to(DType.FLOAT64);
        if (a.numel() == 0) {
            return inputs[0].clone();
        }
        double[] norms = a.abs().sum(-2).amax(-1, false).toDoubleArray();
        double[] scales = new double[norms.length];
        long[] squarings = new long[norms.length];
        long most = 0;
        for (int i = 0; i < norms.length; i++) {
            // A norm that is no number gives NaN without any scaling.
            boolean large = norms[i] > LIMIT && norms[i] < Double.POSITIVE_INFINITY;
            squarings[i] = large ? Math.getExponent(norms[i] / LIMIT) + 1 : 0;
            scales[i] = Math.scalb(1.0, (int) -squarings[i]);
            most = Math.max(most, squarings[i]);
        }
        Shape each = Matrices.with(Matrices.batch(a.shape()), 1, 1);
        Tensor result = approximant(a.mul(Tensor.of(new Storage.Doubles(scales), DType.FLOAT64, each)));
        Tensor counts = Tensor.of(squarings).reshape(each);
        for (long i = 1; i <= most; i++) {
            result = Tensor.where(counts.ge(i), result.matmul(result), result);
        }
        return result.to(inputs[0].dtype());
    }

    private static Tensor approximant(Tensor a) {
        Tensor identity = Triangles.identity(a.size(-1), DType.FLOAT64);
        Tensor a2 = a.matmul(a);
        Tensor a4 = a2.matmul(a2);
        Tensor a6 = a2.matmul(a4);
        Tensor odd = a.matmul(a6.matmul(combined(a6, 13, a4, 11, a2, 9))
                .add(combined(a6, 7, a4, 5, a2, 3))
                .add(identity.mul(B[1])));
        Tensor even = a6.matmul(combined(a6, 12, a4, 10, a2, 8))
                .add(combined(a6, 6, a4, 4, a2, 2))
                .add(identity.mul(B[0]));
        return LinearSolve.of("matrixExp", even.sub(odd), even.add(odd), true, false)[0];
    }

    private static Tensor combined(Tensor x, int i, Tensor y, int j, Tensor z, int k) {
        return x.mul(B[i]).add(y.mul(B[j])).add(z.mul(B[k]));
    }

    @Override
    public boolean savesInput(int input, int saved) {
        return true;
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        Tensor turned = saved.input(0).transpose(-2, -1);
        int n = turned.size(-1);
        Tensor zeros = Tensor.full(turned.shape(), 0, turned.dtype());
        Tensor top = Concatenation.of(List.of(turned, g), -1);
        Tensor bottom = Concatenation.of(List.of(zeros, turned), -1);
        Tensor both = Concatenation.of(List.of(top, bottom), -2).apply(INSTANCE);
        return both.narrow(-2, 0, n).narrow(-1, n, n);
    }
}
