package dev.obor.nn;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import dev.obor.random.Generator;
import dev.obor.tensor.GradMode;
import dev.obor.tensor.Tensor;
import java.util.function.Consumer;

/// Starting values of parameters: each method fills a tensor in place, without being recorded, with PyTorch's
/// numbers for the same seed, and returns it. The numbers come from the generator given last, else from the
/// process's.
public final class Init {
    private Init() {}

    private static Tensor fill(Tensor tensor, Consumer<Tensor> body) {
        try (GradMode.Scope _ = GradMode.set(false)) {
            body.accept(tensor);
        }
        return tensor;
    }

    /// Returns the factor by which starting values grow before a nonlinearity.
    public static double calculateGain(Nonlinearity nonlinearity) {
        return nonlinearity.gain();
    }

    /// Returns the factor by which starting values grow before a nonlinearity.
    ///
    /// @param param the slope of a leaky ReLU; others have none
    public static double calculateGain(Nonlinearity nonlinearity, double param) {
        return nonlinearity == Nonlinearity.LEAKY_RELU ? Math.sqrt(2 / (1 + param * param)) : nonlinearity.gain();
    }

    /// Fills with uniform numbers from 0 to 1.
    public static Tensor uniform_(Tensor tensor) {
        return uniform_(tensor, 0, 1);
    }

    /// Fills with uniform numbers from a to b.
    public static Tensor uniform_(Tensor tensor, double a, double b) {
        return fill(tensor, t -> t.uniform_(a, b));
    }

    /// As [#uniform_(Tensor, double, double)], from a generator.
    public static Tensor uniform_(Tensor tensor, double a, double b, Generator generator) {
        return Generator.using(generator, () -> uniform_(tensor, a, b));
    }

    /// Fills with normal numbers of mean 0 and standard deviation 1.
    public static Tensor normal_(Tensor tensor) {
        return normal_(tensor, 0, 1);
    }

    /// Fills with normal numbers.
    public static Tensor normal_(Tensor tensor, double mean, double std) {
        return fill(tensor, t -> t.normal_(mean, std));
    }

    /// As [#normal_(Tensor, double, double)], from a generator.
    public static Tensor normal_(Tensor tensor, double mean, double std, Generator generator) {
        return Generator.using(generator, () -> normal_(tensor, mean, std));
    }

    /// Fills with normal numbers of mean 0 and standard deviation 1 that lie within ±2.
    public static Tensor truncNormal_(Tensor tensor) {
        return truncNormal_(tensor, 0, 1, -2, 2);
    }

    /// Fills with normal numbers that lie between a and b, by the inverse of the distribution function.
    public static Tensor truncNormal_(Tensor tensor, double mean, double std, double a, double b) {
        double low = normalCdf((a - mean) / std);
        double high = normalCdf((b - mean) / std);
        return fill(tensor, t -> {
            t.uniform_(2 * low - 1, 2 * high - 1);
            t.copy_(t.erfinv().mul(std * Math.sqrt(2)).add(mean).clamp(a, b));
        });
    }

    /// As [#truncNormal_(Tensor, double, double, double, double)], from a generator.
    public static Tensor truncNormal_(Tensor tensor, double mean, double std, double a, double b, Generator generator) {
        return Generator.using(generator, () -> truncNormal_(tensor, mean, std, a, b));
    }

    private static double normalCdf(double x) {
        Tensor erf = Obor.zeros(DType.FLOAT64).fill_(x / Math.sqrt(2)).erf();
        return (1 + erf.item()) / 2;
    }

    /// Fills with one number.
    public static Tensor constant_(Tensor tensor, double value) {
        return fill(tensor, t -> t.fill_(value));
    }

    /// Fills with ones.
    public static Tensor ones_(Tensor tensor) {
        return constant_(tensor, 1);
    }

    /// Fills with zeros.
    public static Tensor zeros_(Tensor tensor) {
        return constant_(tensor, 0);
    }

    /// Makes a matrix the identity: 1 on the diagonal, 0 elsewhere.
    ///
    /// @throws ShapeException unless the tensor has two dims
    public static Tensor eye_(Tensor tensor) {
        requireMatrix("eye_", tensor);
        return fill(tensor, t -> t.zero_().diagonal().fill_(1));
    }

    private static void requireMatrix(String op, Tensor tensor) {
        if (tensor.dim() != 2) {
            throw new ShapeException(op + ": the tensor has shape " + tensor.shape() + " and must be a matrix");
        }
    }

    /// Makes a convolution's weight hand on as many channels as it can.
    public static Tensor dirac_(Tensor tensor) {
        return dirac_(tensor, 1);
    }

    /// Makes a convolution's weight hand on as many channels as it can, in each of some groups.
    ///
    /// @throws ShapeException unless the tensor has 3 to 5 dims, and the first divides by the number of
    ///     groups
    public static Tensor dirac_(Tensor tensor, int groups) {
        if (tensor.dim() < 3 || tensor.dim() > 5 || groups < 1 || tensor.size(0) % groups != 0) {
            throw new ShapeException("dirac_: the tensor has shape " + tensor.shape() + " and there are " + groups
                    + " groups: pass a weight of 3 to 5 dims whose first divides by the groups");
        }
        return fill(tensor, t -> {
            t.zero_();
            int each = t.size(0) / groups;
            for (int group = 0; group < groups; group++) {
                for (int d = 0; d < Math.min(each, t.size(1)); d++) {
                    Tensor place = t.select(0, group * each + d).select(0, d);
                    while (place.dim() > 0) {
                        place = place.select(0, place.size(0) / 2);
                    }
                    place.fill_(1);
                }
            }
        });
    }

    /// Fills by [#xavierUniform_(Tensor, double)] with gain 1.
    public static Tensor xavierUniform_(Tensor tensor) {
        return xavierUniform_(tensor, 1);
    }

    /// Fills with uniform numbers within ±gain · √(6 / (fan in + fan out)). Source: X. Glorot, Y. Bengio,
    /// "Understanding the difficulty of training deep feedforward neural networks" (2010), eq. 16.
    ///
    /// @throws ShapeException if the tensor has fewer than two dims
    public static Tensor xavierUniform_(Tensor tensor, double gain) {
        double bound = Math.sqrt(3) * xavierStd("xavierUniform_", tensor, gain);
        return uniform_(tensor, -bound, bound);
    }

    /// As [#xavierUniform_(Tensor, double)], from a generator.
    public static Tensor xavierUniform_(Tensor tensor, double gain, Generator generator) {
        return Generator.using(generator, () -> xavierUniform_(tensor, gain));
    }

    /// Fills by [#xavierNormal_(Tensor, double)] with gain 1.
    public static Tensor xavierNormal_(Tensor tensor) {
        return xavierNormal_(tensor, 1);
    }

    /// Fills with normal numbers of mean 0 and deviation gain · √(2 / (fan in + fan out)).
    ///
    /// @throws ShapeException if the tensor has fewer than two dims
    public static Tensor xavierNormal_(Tensor tensor, double gain) {
        return normal_(tensor, 0, xavierStd("xavierNormal_", tensor, gain));
    }

    /// As [#xavierNormal_(Tensor, double)], from a generator.
    public static Tensor xavierNormal_(Tensor tensor, double gain, Generator generator) {
        return Generator.using(generator, () -> xavierNormal_(tensor, gain));
    }

    private static double xavierStd(String op, Tensor tensor, double gain) {
        return gain * Math.sqrt(2.0 / (fan(op, tensor, FanMode.FAN_IN) + fan(op, tensor, FanMode.FAN_OUT)));
    }

    /// Fills for leaky ReLUs of slope 0, by the fan in.
    ///
    /// @throws ShapeException if the tensor has fewer than two dims
    public static Tensor kaimingUniform_(Tensor tensor) {
        return kaimingUniform_(tensor, 0);
    }

    /// Fills for a nonlinearity, by the fan in or out: `kaimingUniform_(w, FanMode.FAN_OUT,
    /// Nonlinearity.RELU)`.
    ///
    /// @throws ShapeException if the tensor has fewer than two dims
    public static Tensor kaimingUniform_(Tensor tensor, FanMode mode, Nonlinearity nonlinearity) {
        return kaimingUniform_(tensor, 0, mode, nonlinearity);
    }

    /// Fills for leaky ReLUs of slope a, by the fan in.
    ///
    /// @throws ShapeException if the tensor has fewer than two dims
    public static Tensor kaimingUniform_(Tensor tensor, double a) {
        return kaimingUniform_(tensor, a, FanMode.FAN_IN, Nonlinearity.LEAKY_RELU);
    }

    /// Fills with uniform numbers within ±√3 · gain / √fan. Source: K. He et al., "Delving deep into
    /// rectifiers" (2015), eq. 10 and 14.
    ///
    /// @param a the slope for negative numbers where the nonlinearity is a leaky ReLU
    /// @throws ShapeException if the tensor has fewer than two dims
    public static Tensor kaimingUniform_(Tensor tensor, double a, FanMode mode, Nonlinearity nonlinearity) {
        if (tensor.numel() == 0) {
            return tensor;
        }
        double bound =
                Math.sqrt(3) * (calculateGain(nonlinearity, a) / Math.sqrt(fan("kaimingUniform_", tensor, mode)));
        return uniform_(tensor, -bound, bound);
    }

    /// As [#kaimingUniform_(Tensor, double, FanMode, Nonlinearity)], from a generator.
    public static Tensor kaimingUniform_(
            Tensor tensor, double a, FanMode mode, Nonlinearity nonlinearity, Generator generator) {
        return Generator.using(generator, () -> kaimingUniform_(tensor, a, mode, nonlinearity));
    }

    /// Fills for leaky ReLUs of slope 0, by the fan in.
    ///
    /// @throws ShapeException if the tensor has fewer than two dims
    public static Tensor kaimingNormal_(Tensor tensor) {
        return kaimingNormal_(tensor, 0, FanMode.FAN_IN, Nonlinearity.LEAKY_RELU);
    }

    /// Fills for leaky ReLUs of slope a, by the fan in.
    ///
    /// @throws ShapeException if the tensor has fewer than two dims
    public static Tensor kaimingNormal_(Tensor tensor, double a) {
        return kaimingNormal_(tensor, a, FanMode.FAN_IN, Nonlinearity.LEAKY_RELU);
    }

    /// Fills for a nonlinearity, by the fan in or out: `kaimingNormal_(w, FanMode.FAN_OUT,
    /// Nonlinearity.RELU)`.
    ///
    /// @throws ShapeException if the tensor has fewer than two dims
    public static Tensor kaimingNormal_(Tensor tensor, FanMode mode, Nonlinearity nonlinearity) {
        return kaimingNormal_(tensor, 0, mode, nonlinearity);
    }

    /// Fills with normal numbers of mean 0 and deviation gain / √fan.
    ///
    /// @param a the slope for negative numbers where the nonlinearity is a leaky ReLU
    /// @throws ShapeException if the tensor has fewer than two dims
    public static Tensor kaimingNormal_(Tensor tensor, double a, FanMode mode, Nonlinearity nonlinearity) {
        if (tensor.numel() == 0) {
            return tensor;
        }
        return normal_(tensor, 0, calculateGain(nonlinearity, a) / Math.sqrt(fan("kaimingNormal_", tensor, mode)));
    }

    /// As [#kaimingNormal_(Tensor, double, FanMode, Nonlinearity)], from a generator.
    public static Tensor kaimingNormal_(
            Tensor tensor, double a, FanMode mode, Nonlinearity nonlinearity, Generator generator) {
        return Generator.using(generator, () -> kaimingNormal_(tensor, a, mode, nonlinearity));
    }

    /// Returns how many inputs an output has, or outputs an input, for a weight `[out, in, …]`.
    static int fan(String op, Tensor tensor, FanMode mode) {
        Shape shape = tensor.shape();
        if (shape.rank() < 2) {
            throw new ShapeException(
                    op + ": the tensor has shape " + shape + ", and the numbers of inputs and outputs are"
                            + " found from two dims or more: choose another way to fill it, such as uniform_");
        }
        int field = 1;
        for (int d = 2; d < shape.rank(); d++) {
            field *= shape.size(d);
        }
        return shape.size(mode == FanMode.FAN_IN ? 1 : 0) * field;
    }

    /// Fills with a matrix of orthonormal rows or columns.
    public static Tensor orthogonal_(Tensor tensor) {
        return orthogonal_(tensor, 1);
    }

    /// Fills with a matrix of orthogonal rows or columns of length `gain`, whichever are fewer; dims after
    /// the first count as one. Source: A. Saxe et al., "Exact solutions to the nonlinear dynamics of learning
    /// in deep linear neural networks" (2013).
    ///
    /// @throws ShapeException if the tensor has fewer than two dims
    public static Tensor orthogonal_(Tensor tensor, double gain) {
        if (tensor.dim() < 2) {
            throw new ShapeException(
                    "orthogonal_: the tensor has shape " + tensor.shape() + " and needs two dims or more");
        }
        if (tensor.numel() == 0) {
            return tensor;
        }
        int rows = tensor.size(0);
        int columns = tensor.numel() / rows;
        return fill(tensor, t -> {
            Tensor drawn = Obor.zeros(t.dtype(), rows, columns).normal_(0, 1);
            boolean wide = rows < columns;
            double[] vectors = (wide ? drawn : drawn.t()).toDoubleArray();
            orthonormalize(vectors, Math.min(rows, columns));
            Tensor found = Obor.fromArray(vectors, Math.min(rows, columns), Math.max(rows, columns));
            t.copy_((wide ? found : found.t()).mul(gain).reshape(t.shape()));
        });
    }

    /// As [#orthogonal_(Tensor, double)], from a generator.
    public static Tensor orthogonal_(Tensor tensor, double gain, Generator generator) {
        return Generator.using(generator, () -> orthogonal_(tensor, gain));
    }

    /// Gram and Schmidt's process on the rows, each row projected twice, which leaves them orthogonal to
    /// rounding (W. Gander, "Algorithms for the QR-decomposition", 1980). It gives the factor of a QR
    /// decomposition with a positive diagonal, which is unique.
    private static void orthonormalize(double[] rows, int count) {
        int length = rows.length / count;
        for (int r = 0; r < count; r++) {
            for (int pass = 0; pass < 2; pass++) {
                for (int s = 0; s < r; s++) {
                    double product = product(rows, r * length, s * length, length);
                    for (int i = 0; i < length; i++) {
                        rows[r * length + i] -= product * rows[s * length + i];
                    }
                }
            }
            double norm = Math.sqrt(product(rows, r * length, r * length, length));
            for (int i = 0; i < length; i++) {
                rows[r * length + i] /= norm;
            }
        }
    }

    private static double product(double[] rows, int a, int b, int length) {
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += rows[a + i] * rows[b + i];
        }
        return sum;
    }

    /// Fills a matrix with normal numbers of deviation 0.01, a part of each column with zeros.
    public static Tensor sparse_(Tensor tensor, double sparsity) {
        return sparse_(tensor, sparsity, 0.01);
    }

    /// Fills a matrix with normal numbers, a part of each column with zeros. Source: J. Martens, "Deep
    /// learning via Hessian-free optimization" (2010).
    ///
    /// @param sparsity the part, from 0 to 1; rounded up to whole rows
    /// @throws ShapeException unless the tensor has two dims
    /// @throws OborException if the part is out of range
    public static Tensor sparse_(Tensor tensor, double sparsity, double std) {
        requireMatrix("sparse_", tensor);
        if (!(sparsity >= 0 && sparsity <= 1)) {
            throw new OborException("sparse_: the part of zeros is " + sparsity + " and must be from 0 to 1");
        }
        int rows = tensor.size(0);
        int zeros = (int) Math.ceil(sparsity * rows);
        return fill(tensor, t -> {
            t.normal_(0, std);
            for (int column = 0; column < t.size(1); column++) {
                long[] order = Obor.randperm(rows).toLongArray();
                for (int i = 0; i < zeros; i++) {
                    t.select(1, column).select(0, (int) order[i]).fill_(0);
                }
            }
        });
    }

    /// As [#sparse_(Tensor, double, double)], from a generator.
    public static Tensor sparse_(Tensor tensor, double sparsity, double std, Generator generator) {
        return Generator.using(generator, () -> sparse_(tensor, sparsity, std));
    }
}
