package dev.obor.cpu;

/// Sums up a few rows and columns of a convolution's result: the innermost part of [ConvSweep] and
/// [ConvWeights].
///
/// An implementation is made for one element type and one number of rows and columns. Element (i, j) of the
/// tile is the chain `c = fma(a[i, p], b[p, j], c)` for p = from … to - 1 from a value of its own. Unlike
/// those of a [GemmTile], the rows of B lie anywhere: the columns are neighbouring places of an image, and p
/// runs over its channels and the kernel's places, whose images are the same image, shifted.
@FunctionalInterface
interface ConvTile {
    /// The operands are arrays of the element type, of which the tile reads and writes
    ///
    /// - A at `aOffset + p·rows + i`,
    /// - B at `bOffset + places[p] + j`,
    /// - the chains' starts at `startOffset + i·startRow + j`,
    /// - C at `cOffset + i·cRow + j`.
    void run(
            int from,
            int to,
            Object a,
            int aOffset,
            Object b,
            int bOffset,
            int[] places,
            Object start,
            int startOffset,
            int startRow,
            Object c,
            int cOffset,
            int cRow);

    /// The size of a tile.
    ///
    /// @param rows of C
    /// @param vectors of columns of C
    record Shape(int rows, int vectors) {}
}
