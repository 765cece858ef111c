package dev.obor.cpu;

import dev.obor.storage.Storage;

/// Folds rows of elements, each into one number, by the scalar kernel that folds one into lanes; its vector
/// twin joins the lanes where they are.
///
/// The operands of such kernels are the lanes, twice as many as a fold has: room for one row's, and the
/// identities they begin with; then the inputs; then the results, one place apart. The offsets of the operands
/// are followed by the number of rows and, for each input, the distance from one row to the next.
final class RowSums implements Kernel {
    /// With more vectors to a set of lanes, each input's counted, HotSpot's first compiler gives the vector twin up
    /// as too long ("out of virtual registers"), and the twin was not seen to get to the second.
    private static final int MOST_VECTORS = 6;

    private final Kernel fold;
    private final Lanes lanes;

    RowSums(Kernel fold, Lanes lanes) {
        this.fold = fold;
        this.lanes = lanes;
    }

    /// Tells whether HotSpot compiles the vector twin.
    static boolean fits(Lanes lanes, int inputs) {
        return lanes.count() * lanes.compute().bytes() * Byte.SIZE * inputs <= MOST_VECTORS * Vectors.bits();
    }

    /// Returns the number of offsets for some inputs.
    static int offsets(int inputs) {
        return 2 * inputs + 3;
    }

    @Override
    public void run(Object[] arrays, int[] offsets, int length, double[] params) {
        int inputs = arrays.length - 2;
        int count = lanes.count();
        Storage row = storage(arrays[0]);
        Storage results = storage(arrays[inputs + 1]);
        int[] places = new int[inputs + 1];
        System.arraycopy(offsets, 0, places, 0, inputs + 1);
        for (int r = 0; r < offsets[inputs + 2]; r++) {
            System.arraycopy(arrays[0], count, arrays[0], 0, count);
            fold.run(arrays, places, length, params);
            lanes.join(row, length, results, offsets[inputs + 1] + r);
            for (int i = 1; i <= inputs; i++) {
                places[i] += offsets[inputs + 2 + i];
            }
        }
    }

    private static Storage storage(Object array) {
        return switch (array) {
            case float[] a -> new Storage.Floats(a);
            case double[] a -> new Storage.Doubles(a);
            case int[] a -> new Storage.Ints(a);
            case long[] a -> new Storage.Longs(a);
            default -> throw new IllegalStateException("rows of " + array.getClass() + " are not joined");
        };
    }
}
