package dev.obor.cpu;

/// Multiplies a few rows of A with a few columns of B: the innermost part of [Gemm].
///
/// An implementation is made for one element type, one number of rows and of columns, and one way A lies in
/// memory. Element (i, j) of the tile is the chain `c = fma(a[i, p], b[p, j], c)` for p = 0 … k - 1 from a
/// value of its own.
@FunctionalInterface
interface GemmTile {
    /// The operands are arrays of the element type, of which the tile reads and writes
    ///
    /// - A at `aOffset + i·aStep + p` (rows of neighbours) or `aOffset + i + p·aStep` (columns of neighbours),
    /// - B at `bOffset + p·bRow + j`,
    /// - the chains' starts at `startOffset + i·startRow + j`: zeros, or what stands in C (a flag to choose
    ///   between the two would be a branch for HotSpot to spill the loop's registers around),
    /// - C at `cOffset + i·cRow + j`.
    void run(
            int k,
            Object a,
            int aOffset,
            int aStep,
            Object b,
            int bOffset,
            int bRow,
            Object start,
            int startOffset,
            int startRow,
            Object c,
            int cOffset,
            int cRow);

    /// The size of a tile and the way A lies: what its code depends on besides the element type.
    ///
    /// @param rows of C
    /// @param vectors of columns of C
    /// @param alongRows whether neighbours in a row of A lie side by side, rather than neighbours in a column
    record Shape(int rows, int vectors, boolean alongRows) {}
}
