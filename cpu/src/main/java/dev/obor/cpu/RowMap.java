package dev.obor.cpu;

/// Runs a formula over rows of elements by the scalar kernel of one run; its vector twin goes through the rows
/// itself.
///
/// The offsets of the operands of such kernels are followed by the number of rows and, for each operand, the
/// distance from one row to the next.
final class RowMap implements Kernel {
    private final Kernel run;

    RowMap(Kernel run) {
        this.run = run;
    }

    /// Returns the number of offsets for some operands.
    static int offsets(int operands) {
        return 2 * operands + 1;
    }

    @Override
    public void run(Object[] arrays, int[] offsets, int length, double[] params) {
        int operands = arrays.length;
        int[] places = new int[operands];
        System.arraycopy(offsets, 0, places, 0, operands);
        for (int r = 0; r < offsets[operands]; r++) {
            run.run(arrays, places, length, params);
            for (int i = 0; i < operands; i++) {
                places[i] += offsets[operands + 1 + i];
            }
        }
    }
}
