package dev.obor.cpu;

import dev.obor.tensor.Convolution;
import java.util.Arrays;

/// What a convolution does along one dim of space: result place `outStart + outStep·j`, for j from 0 up to
/// `count`, adds up the source's places `step·j + shifts[t]`, each with the kernel's place `taps[t]`.
///
/// @param count how many results
/// @param step from one result to the next in the source
/// @param outStart the first result's place
/// @param outStep from one result to the next in the result
/// @param taps the kernel's places, ascending
/// @param shifts their places in the source for j = 0
record ConvAxis(int count, int step, int outStart, int outStep, int[] taps, int[] shifts) {
    /// The axis of a convolution.
    ///
    /// @param d which dim of the geometry
    static ConvAxis forward(Convolution.Geometry geometry, int d, int size, int kernel) {
        int[] taps = new int[kernel];
        Arrays.setAll(taps, k -> k);
        int[] shifts = new int[kernel];
        Arrays.setAll(shifts, k -> k * geometry.dilation()[d] - geometry.before()[d]);
        return new ConvAxis(size, geometry.stride()[d], 0, 1, taps, shifts);
    }

    /// The axes of a transposed convolution, which with stride s falls apart into s convolutions of stride 1:
    /// to the results at the places r, r + s, r + 2s … only some places of the kernel contribute.
    ///
    /// @param d which dim of the geometry
    static ConvAxis[] transposed(Convolution.Geometry geometry, int d, int size, int kernel) {
        int stride = geometry.stride()[d];
        ConvAxis[] axes = new ConvAxis[Math.min(stride, size)];
        for (int r = 0; r < axes.length; r++) {
            int first = r + geometry.before()[d];
            int dilation = geometry.dilation()[d];
            int[] taps = new int[kernel];
            int[] shifts = new int[kernel];
            int count = 0;
            for (int k = 0; k < kernel; k++) {
                if ((first - k * dilation) % stride == 0) {
                    taps[count] = k;
                    shifts[count++] = (first - k * dilation) / stride;
                }
            }
            axes[r] = new ConvAxis(
                    Math.ceilDiv(size - r, stride),
                    1,
                    r,
                    stride,
                    Arrays.copyOf(taps, count),
                    Arrays.copyOf(shifts, count));
        }
        return axes;
    }

    /// Returns a result's place.
    int place(int j) {
        return outStart + outStep * j;
    }

    /// Tells whether another axis reads the same places of the source for as many results.
    boolean readsAs(ConvAxis other) {
        return count == other.count && step == other.step && Arrays.equals(shifts, other.shifts);
    }

    /// How many whole steps a tap's place lies behind that of j = 0, rounded down.
    int whole(int tap) {
        return Math.floorDiv(shifts[tap], step);
    }

    /// How far a tap's place lies behind a whole step.
    int phase(int tap) {
        return Math.floorMod(shifts[tap], step);
    }

    /// The phases that occur, ascending.
    int[] phases() {
        return Arrays.stream(taps.length == 0 ? new int[1] : phaseOfTaps())
                .distinct()
                .sorted()
                .toArray();
    }

    private int[] phaseOfTaps() {
        int[] phases = new int[taps.length];
        Arrays.setAll(phases, this::phase);
        return phases;
    }

    /// The least [#whole(int)].
    int first() {
        int least = taps.length == 0 ? 0 : Integer.MAX_VALUE;
        for (int t = 0; t < taps.length; t++) {
            least = Math.min(least, whole(t));
        }
        return least;
    }

    /// By how much the [#whole(int)] differ.
    int span() {
        int most = taps.length == 0 ? 0 : Integer.MIN_VALUE;
        for (int t = 0; t < taps.length; t++) {
            most = Math.max(most, whole(t));
        }
        return most - first();
    }

    /// Tells whether every tap of every result lies inside a source of `size` places.
    boolean isInside(int size) {
        for (int shift : shifts) {
            if (shift < 0 || shift + (count - 1L) * step >= size) {
                return false;
            }
        }
        return true;
    }
}
