package dev.obor.nn;

import dev.obor.dtype.DType;
import dev.obor.tensor.Resampling;
import java.util.Arrays;
import java.util.OptionalDouble;

/// For each place of a resized dim the places it is computed from, and their weights.
///
/// Steps and weights are rounded to the precision of the elements, and positions are not, as PyTorch does it:
/// a position that comes to lie in another place would be another result.
///
/// @param input the size of the dim
/// @param output its new size
/// @param scale by which factor a user wants it larger; else the sizes decide
/// @param alignCorners whether the centres of the first and last places stay where they are, rather than the
///     ends
/// @param isDouble whether the elements are float64
record ResizeTables(int input, int output, OptionalDouble scale, boolean alignCorners, boolean isDouble) {
    /// The parameter of cubic interpolation.
    private static final double A = -0.75;

    static ResizeTables of(int input, int output, OptionalDouble scale, boolean alignCorners, DType dtype) {
        return new ResizeTables(input, output, scale, alignCorners, dtype == DType.FLOAT64);
    }

    /// The place at the position rounded down; positions are computed in float32.
    ///
    /// @param isExact whether positions are those of centres
    Resampling.Table nearest(boolean isExact) {
        float step = scale.isPresent() ? (float) (1 / scale.getAsDouble()) : (float) input / output;
        int[] places = new int[output];
        for (int i = 0; i < output; i++) {
            float position = isExact ? (i + 0.5f) * step : i * step;
            places[i] = Math.min((int) Math.floor(position), input - 1);
        }
        return Resampling.Table.picking(input, places);
    }

    /// Two neighbours.
    Resampling.Table linear() {
        double step = step();
        int[] places = new int[2 * output];
        double[] weights = new double[2 * output];
        for (int i = 0; i < output; i++) {
            double position = output == input ? i : position(step, i, false);
            int first = Math.min((int) position, input - 1);
            double rest = Math.clamp(rounded(position - first), 0, 1);
            places[2 * i] = first;
            places[2 * i + 1] = Math.min(first + 1, input - 1);
            weights[2 * i] = rounded(1 - rest);
            weights[2 * i + 1] = rest;
        }
        return table(2, places, weights);
    }

    /// Four neighbours; those outside are the last ones inside.
    Resampling.Table cubic() {
        double step = step();
        int[] places = new int[4 * output];
        double[] weights = new double[4 * output];
        for (int i = 0; i < output; i++) {
            double position = position(step, i, true);
            int first = (int) Math.floor(position);
            double rest = rounded(position - first);
            double[] four = cubicWeights(rest);
            for (int t = 0; t < 4; t++) {
                places[4 * i + t] = Math.clamp(first - 1L + t, 0, input - 1);
                weights[4 * i + t] = four[t];
            }
        }
        return table(4, places, weights);
    }

    /// The weights of the four neighbours of a position that lies by `rest` behind the second (Keys 1981).
    double[] cubicWeights(double rest) {
        double back = rounded(1 - rest);
        return new double[] {
            outer(rounded(rest + 1)), inner(rest), inner(back), outer(rounded(back + 1)),
        };
    }

    private double inner(double x) {
        // ((A + 2)·x − (A + 3))·x² + 1
        double sum = fma(A + 2, x, -(A + 3));
        return rounded(rounded(rounded(sum * x) * x) + 1);
    }

    private double outer(double x) {
        // ((A·x − 5A)·x + 8A)·x − 4A
        double sum = fma(fma(A, x, -5 * A), x, 8 * A);
        return rounded(rounded(sum * x) - 4 * A);
    }

    private double fma(double a, double b, double c) {
        return isDouble ? Math.fma(a, b, c) : Math.fma((float) a, (float) b, (float) c);
    }

    /// As many neighbours as the step covers, as of a filter that is stretched when the image shrinks.
    ///
    /// @param reach of the filter, in places: 1 for the triangle, 2 for the cubic
    Resampling.Table smooth(int reach) {
        double step = step();
        double wide = Math.max(step, 1);
        double support = rounded(reach * wide);
        int[] start = new int[output + 1];
        int most = (int) Math.ceil(support) * 2 + 1;
        int[] places = new int[output * most];
        double[] weights = new double[output * most];
        int count = 0;
        for (int i = 0; i < output; i++) {
            double centre = rounded(step * (i + 0.5));
            int first = Math.max((int) rounded(rounded(centre - support) + 0.5), 0);
            int end = Math.min((int) rounded(rounded(centre + support) + 0.5), input);
            double sum = 0;
            int begun = count;
            for (int place = first; place < Math.min(end, first + most); place++) {
                double weight = filter(reach, rounded(rounded(place - centre + 0.5) / wide));
                places[count] = place;
                weights[count++] = weight;
                sum = rounded(sum + weight);
            }
            for (int t = begun; t < count && sum != 0; t++) {
                weights[t] = rounded(weights[t] / sum);
            }
            start[i + 1] = count;
        }
        return new Resampling.Table(input, start, Arrays.copyOf(places, count), Arrays.copyOf(weights, count));
    }

    private double filter(int reach, double at) {
        double x = Math.abs(at);
        if (reach == 1) {
            return x < 1 ? rounded(1 - x) : 0;
        }
        double a = -0.5;
        if (x < 1) {
            return rounded(rounded(rounded((a + 2) * x - (a + 3)) * x) * x + 1);
        }
        return x < 2 ? rounded(rounded(rounded(rounded(x - 5) * x + 8) * x - 4) * a) : 0;
    }

    private Resampling.Table table(int each, int[] places, double... weights) {
        int[] start = new int[output + 1];
        Arrays.setAll(start, i -> i * each);
        return new Resampling.Table(input, start, places, weights);
    }

    /// How far one place of the result moves in the input.
    private double step() {
        if (alignCorners) {
            return output > 1 ? rounded((double) (input - 1) / (output - 1)) : 0;
        }
        return scale.isPresent() ? rounded(1 / scale.getAsDouble()) : rounded((double) input / output);
    }

    private double position(double step, int place, boolean isCubic) {
        if (alignCorners) {
            return step * place;
        }
        double position = step * (place + 0.5) - 0.5;
        return isCubic ? position : Math.max(position, 0);
    }

    private double rounded(double value) {
        return isDouble ? value : (float) value;
    }
}
