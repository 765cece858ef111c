package dev.obor.tensor;

import java.util.Arrays;

/// Windows along one dim, one for each place of a result: window i holds the places `start[i]`,
/// `start[i] + step`, … below `end[i]`, all of them inside.
///
/// @param start the first place of each window
/// @param end one more than the last place of each window
/// @param step from one place of a window to the next
public record Windows(int[] start, int[] end, int step) {
    /// Returns the windows of a kernel that slides over a dim of `size` places; what reaches into the padding
    /// is cut off.
    ///
    /// @param count how many windows
    public static Windows sliding(int size, int count, int kernel, int stride, int padding, int dilation) {
        int[] start = new int[count];
        int[] end = new int[count];
        for (int i = 0; i < count; i++) {
            long first = (long) i * stride - padding;
            long last = first + (kernel - 1L) * dilation;
            if (first < 0) {
                first += Math.ceilDiv(-first, dilation) * (long) dilation;
            }
            start[i] = (int) Math.min(first, size);
            end[i] = (int) Math.max(start[i], Math.min(last + 1, size));
        }
        return new Windows(start, end, dilation);
    }

    /// Returns the windows that cut a dim of `size` places into `count` parts as even as possible; they overlap
    /// where the one is no multiple of the other.
    public static Windows adaptive(int size, int count) {
        int[] start = new int[count];
        int[] end = new int[count];
        for (int i = 0; i < count; i++) {
            start[i] = (int) ((long) i * size / count);
            end[i] = (int) Math.ceilDiv((i + 1L) * size, count);
        }
        return new Windows(start, end, 1);
    }

    /// Returns the number of windows.
    public int count() {
        return start.length;
    }

    /// Returns how many places a window holds.
    public int length(int window) {
        return Math.ceilDiv(end[window] - start[window], step);
    }

    @Override
    public String toString() {
        return "windows from " + Arrays.toString(start) + " to " + Arrays.toString(end) + " step " + step;
    }
}
