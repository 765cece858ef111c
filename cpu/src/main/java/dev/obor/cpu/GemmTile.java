package dev.obor.cpu;

/// Multiplies a few rows of A with a few columns of B: the innermost part of [Gemm].
///
/// An implementation is made for one element type, one number of rows and of columns, and one way A lies in memory.
/// Element (i, j) of the tile is the chain `c = fma(a[i, p], b[p, j], c)` for p = 0 … k - 1.
@FunctionalInterface
interface GemmTile {
    /// The operands are arrays of the element type, of which the tile reads and writes
    ///
    /// - A at `aOffset + i·aStep + p` (rows of neighbours) or `aOffset + i + p·aStep` (columns of neighbours),
    /// - B at `bOffset + p·bRow + j`,
    /// - C at `cOffset + i·cRow + j`.
    ///
    /// The chains start at +0 if `fresh`, else at the values in C.
    void run(
            int k,
            Object a,
            int aOffset,
            int aStep,
            Object b,
            int bOffset,
            int bRow,
            Object c,
            int cOffset,
            int cRow,
            boolean fresh);

    /// The size of a tile and the way A lies: what its code depends on besides the element type.
    ///
    /// @param rows of C
    /// @param vectors of columns of C
    /// @param alongRows whether neighbours in a row of A lie side by side, rather than neighbours in a column
    record Shape(int rows, int vectors, boolean alongRows) {}
}
