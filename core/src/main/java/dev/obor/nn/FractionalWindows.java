package dev.obor.nn;

import dev.obor.dtype.DType;
import dev.obor.layout.Shape;
import dev.obor.storage.Storage;
import dev.obor.tensor.Tensor;

/// The windows of fractional max pooling: all of one size, beginning at places whose distances are two
/// neighbouring numbers in random order (Graham, Fractional Max-Pooling, 2014).
final class FractionalWindows {
    private FractionalWindows() {}

    /// Returns the places of each window of each image, int64, of shape `[planes, windows, places]`.
    ///
    /// @param samples a uniform number for each dim of each plane; in two dims, that of the width comes first
    /// @param dtype in which the beginnings are computed
    static Tensor places(int[] kernel, int[] output, int[] input, int planes, double[] samples, DType dtype) {
        int rank = kernel.length;
        int windows = product(output);
        int places = product(kernel);
        long[] result = new long[planes * windows * places];
        int at = 0;
        for (int plane = 0; plane < planes; plane++) {
            int[][] starts = new int[rank][];
            for (int d = 0; d < rank; d++) {
                double sample = samples[plane * rank + (rank == 2 ? 1 - d : d)];
                starts[d] = starts(sample, input[d], output[d], kernel[d], dtype);
            }
            for (int w = 0; w < windows; w++) {
                int[] window = index(w, output);
                for (int k = 0; k < places; k++) {
                    int[] inWindow = index(k, kernel);
                    long flat = 0;
                    for (int d = 0; d < rank; d++) {
                        flat = flat * input[d] + starts[d][window[d]] + inWindow[d];
                    }
                    result[at++] = flat;
                }
            }
        }
        return Tensor.of(new Storage.Longs(result), DType.INT64, Shape.of(planes, windows, places));
    }

    private static int product(int... sizes) {
        int product = 1;
        for (int size : sizes) {
            product *= size;
        }
        return product;
    }

    private static int[] index(int flat, int... sizes) {
        int[] index = new int[sizes.length];
        int rest = flat;
        for (int d = sizes.length - 1; d >= 0; d--) {
            index[d] = rest % sizes[d];
            rest /= sizes[d];
        }
        return index;
    }

    private static int[] starts(double sample, int input, int output, int kernel, DType dtype) {
        int[] starts = new int[output];
        for (int i = 0; i < output - 1; i++) {
            if (dtype == DType.FLOAT64) {
                double step = (double) (input - kernel) / (output - 1);
                starts[i] = (int) ((i + sample) * step) - (int) (sample * step);
            } else {
                float step = (float) (input - kernel) / (output - 1);
                starts[i] = (int) ((i + (float) sample) * step) - (int) ((float) sample * step);
            }
        }
        starts[output - 1] = input - kernel;
        return starts;
    }
}
