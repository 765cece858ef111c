package dev.obor;

import dev.obor.dtype.DType;
import dev.obor.dtype.Promotion;
import dev.obor.error.DTypeException;
import dev.obor.error.ShapeException;
import dev.obor.tensor.Tensor;
import java.util.function.UnaryOperator;

/// The functions of [Obor] that make windows: numbers that fade a stretch of a signal in and out before its
/// spectrum is taken. They are computed in float64 and rounded once. Source: F. J. Harris, "On the use of
/// windows for harmonic analysis" (1978).
public abstract sealed class Windows extends Creation permits Joining {
    Windows() {}

    /// Returns the window of Hann, ½ − ½ · cos(2πn / (N − 1)), of the default dtype, for a signal that is
    /// taken as periodic.
    ///
    /// @throws ShapeException if the length is negative
    public static Tensor hannWindow(int windowLength) {
        return hannWindow(windowLength, true);
    }

    /// Returns the window of Hann, ½ − ½ · cos(2πn / (N − 1)), of the default dtype.
    ///
    /// @param periodic whether the window is one longer and its last number left out, else it is symmetric
    /// @throws ShapeException if the length is negative
    public static Tensor hannWindow(int windowLength, boolean periodic) {
        return hannWindow(windowLength, periodic, Promotion.defaultDtype());
    }

    /// Returns the window of Hann, ½ − ½ · cos(2πn / (N − 1)).
    ///
    /// @param periodic whether the window is one longer and its last number left out, else it is symmetric
    /// @throws ShapeException if the length is negative
    /// @throws DTypeException unless the dtype is floating-point
    public static Tensor hannWindow(int windowLength, boolean periodic, DType dtype) {
        return window("hannWindow", windowLength, periodic, dtype, n -> cosines(n, 0.5, 0.5, 0));
    }

    /// Returns the window of Hamming, alpha − beta · cos(2πn / (N − 1)) with alpha 0.54 and beta 0.46, of the
    /// default dtype, for a signal that is taken as periodic.
    ///
    /// @throws ShapeException if the length is negative
    public static Tensor hammingWindow(int windowLength) {
        return hammingWindow(windowLength, true);
    }

    /// Returns the window of Hamming, alpha − beta · cos(2πn / (N − 1)) with alpha 0.54 and beta 0.46, of the
    /// default dtype.
    ///
    /// @param periodic whether the window is one longer and its last number left out, else it is symmetric
    /// @throws ShapeException if the length is negative
    public static Tensor hammingWindow(int windowLength, boolean periodic) {
        return hammingWindow(windowLength, periodic, 0.54, 0.46, Promotion.defaultDtype());
    }

    /// Returns the window alpha − beta · cos(2πn / (N − 1)).
    ///
    /// @param periodic whether the window is one longer and its last number left out, else it is symmetric
    /// @throws ShapeException if the length is negative
    /// @throws DTypeException unless the dtype is floating-point
    public static Tensor hammingWindow(int windowLength, boolean periodic, double alpha, double beta, DType dtype) {
        return window("hammingWindow", windowLength, periodic, dtype, n -> cosines(n, alpha, beta, 0));
    }

    /// Returns the window of Blackman, 0.42 − ½ · cos(2πn / (N − 1)) + 0.08 · cos(4πn / (N − 1)), of the
    /// default dtype, for a signal that is taken as periodic.
    ///
    /// @throws ShapeException if the length is negative
    public static Tensor blackmanWindow(int windowLength) {
        return blackmanWindow(windowLength, true);
    }

    /// Returns the window of Blackman, 0.42 − ½ · cos(2πn / (N − 1)) + 0.08 · cos(4πn / (N − 1)), of the
    /// default dtype.
    ///
    /// @param periodic whether the window is one longer and its last number left out, else it is symmetric
    /// @throws ShapeException if the length is negative
    public static Tensor blackmanWindow(int windowLength, boolean periodic) {
        return blackmanWindow(windowLength, periodic, Promotion.defaultDtype());
    }

    /// Returns the window of Blackman, 0.42 − ½ · cos(2πn / (N − 1)) + 0.08 · cos(4πn / (N − 1)).
    ///
    /// @param periodic whether the window is one longer and its last number left out, else it is symmetric
    /// @throws ShapeException if the length is negative
    /// @throws DTypeException unless the dtype is floating-point
    public static Tensor blackmanWindow(int windowLength, boolean periodic, DType dtype) {
        return window("blackmanWindow", windowLength, periodic, dtype, n -> cosines(n, 0.42, 0.5, 0.08));
    }

    /// Returns the window of Bartlett, a triangle: 1 − |2n / (N − 1) − 1|, of the default dtype, for a signal
    /// that is taken as periodic.
    ///
    /// @throws ShapeException if the length is negative
    public static Tensor bartlettWindow(int windowLength) {
        return bartlettWindow(windowLength, true);
    }

    /// Returns the window of Bartlett, a triangle: 1 − |2n / (N − 1) − 1|, of the default dtype.
    ///
    /// @param periodic whether the window is one longer and its last number left out, else it is symmetric
    /// @throws ShapeException if the length is negative
    public static Tensor bartlettWindow(int windowLength, boolean periodic) {
        return bartlettWindow(windowLength, periodic, Promotion.defaultDtype());
    }

    /// Returns the window of Bartlett, a triangle: 1 − |2n / (N − 1) − 1|.
    ///
    /// @param periodic whether the window is one longer and its last number left out, else it is symmetric
    /// @throws ShapeException if the length is negative
    /// @throws DTypeException unless the dtype is floating-point
    public static Tensor bartlettWindow(int windowLength, boolean periodic, DType dtype) {
        return window(
                "bartlettWindow",
                windowLength,
                periodic,
                dtype,
                n -> n.mul(2).sub(1).abs().rsub(1));
    }

    /// Returns the window of Kaiser, I₀(beta · √(1 − (2n / (N − 1) − 1)²)) / I₀(beta) with beta 12, of the
    /// default dtype, for a signal that is taken as periodic.
    ///
    /// @throws ShapeException if the length is negative
    public static Tensor kaiserWindow(int windowLength) {
        return kaiserWindow(windowLength, true);
    }

    /// Returns the window of Kaiser, I₀(beta · √(1 − (2n / (N − 1) − 1)²)) / I₀(beta) with beta 12, of the
    /// default dtype.
    ///
    /// @param periodic whether the window is one longer and its last number left out, else it is symmetric
    /// @throws ShapeException if the length is negative
    public static Tensor kaiserWindow(int windowLength, boolean periodic) {
        return kaiserWindow(windowLength, periodic, 12, Promotion.defaultDtype());
    }

    /// Returns the window of Kaiser, I₀(beta · √(1 − (2n / (N − 1) − 1)²)) / I₀(beta).
    ///
    /// @param periodic whether the window is one longer and its last number left out, else it is symmetric
    /// @throws ShapeException if the length is negative
    /// @throws DTypeException unless the dtype is floating-point
    public static Tensor kaiserWindow(int windowLength, boolean periodic, double beta, DType dtype) {
        return window(
                "kaiserWindow",
                windowLength,
                periodic,
                dtype,
                n -> n.mul(2)
                        .sub(1)
                        .square()
                        .rsub(1)
                        .clampMin(0)
                        .sqrt()
                        .mul(beta)
                        .i0()
                        .div(Obor.scalar(beta).toDouble().i0()));
    }

    private static Tensor cosines(Tensor n, double constant, double once, double twice) {
        Tensor angle = n.mul(2 * Math.PI);
        return angle.cos().mul(-once).add(angle.mul(2).cos().mul(twice)).add(constant);
    }

    /// Returns a function of n / (N − 1), the share of the way through the window.
    private static Tensor window(
            String op, int windowLength, boolean periodic, DType dtype, UnaryOperator<Tensor> formula) {
        if (windowLength < 0) {
            throw new ShapeException(op + ": a window of " + windowLength + " numbers cannot be made: pass 0 or more");
        }
        if (!dtype.isFloating()) {
            throw new DTypeException(op + ": a window is floating-point, not " + dtype + ": pass another dtype");
        }
        if (windowLength < 2) {
            return ones(dtype, windowLength);
        }
        Tensor n = arange(windowLength).toDouble().div(periodic ? windowLength : windowLength - 1);
        return formula.apply(n).to(dtype);
    }
}
