package dev.obor.cpu;

import dev.obor.layout.LoopNest;
import java.lang.reflect.Array;

/// Runs a kernel of dense operands over operands of any strides, of which a tile at a time, which fits the
/// first-level cache, is packed.
///
/// Short runs are not cut, so an operand with the same elements in each run, as a row that is added to all rows, is
/// packed once.
final class TiledMap {
    private static final int TILE = 1024;

    private final LoopNest nest;
    private final Kernel kernel;
    private final Object[] arrays;
    private final int outputs;
    private final int still;
    private final double[] params;
    private final int tile;

    /// @param arrays those of the outputs and then of the inputs, in the nest's order
    /// @param still a bit for each input that lies still throughout
    TiledMap(LoopNest nest, Kernel kernel, Object[] arrays, int outputs, int still, double[] params) {
        this.nest = nest;
        this.kernel = kernel;
        this.arrays = arrays;
        this.outputs = outputs;
        this.still = still;
        this.params = params;
        this.tile = Math.max(1, TILE / nest.runLength()) * Math.min(TILE, nest.runLength());
    }

    void run() {
        int numel = nest.numel();
        int perTask = Grain.BLOCK / TILE * tile;
        Grain.share(numel, Math.ceilDiv(numel, perTask), task -> {
            Object[] tiles = new Object[arrays.length];
            int[] offsets = new int[arrays.length];
            int start = task * perTask;
            int end = start + Math.min(perTask, numel - start);
            for (int length; start < end; start += length) {
                length = Math.min(tile, end - start);
                run(tiles, offsets, start, length);
            }
        });
    }

    /// Runs the steps of one tile.
    private void run(Object[] tiles, int[] offsets, int start, int length) {
        for (int i = 0; i < arrays.length; i++) {
            boolean output = i < outputs;
            boolean lies = !output && (still >>> (i - outputs) & 1) != 0;
            if (lies || nest.isFlat(i)) {
                tiles[i] = arrays[i];
                offsets[i] = nest.place(i, lies ? 0 : start);
            } else {
                boolean packed = tiles[i] != null && nest.runLength() <= tile && nest.repeatsRuns(i);
                if (tiles[i] == null) {
                    tiles[i] = Array.newInstance(arrays[i].getClass().componentType(), Math.min(tile, nest.numel()));
                }
                if (!output && !packed) {
                    Tiles.gather(nest, i, 0, arrays[i], start, length, tiles[i]);
                }
            }
        }
        kernel.run(tiles, offsets, length, params);
        for (int i = 0; i < outputs; i++) {
            if (!nest.isFlat(i)) {
                Tiles.scatter(nest, i, arrays[i], start, length, tiles[i]);
            }
        }
    }
}
