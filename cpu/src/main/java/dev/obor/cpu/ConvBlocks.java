package dev.obor.cpu;

/// The parts into which a convolution's result is cut, each with the places of the source that it needs:
/// whole images while they are small, then rows, then pieces of rows.
///
/// A *unit* is one depth of one item of the batch: an image of two dims.
///
/// @param units how many there are
/// @param rows of each
/// @param columns of each
/// @param blockUnits the most units of a block; 1 if it does not hold all rows
/// @param blockRows the most rows of a block
/// @param blockColumns the most columns of a block
record ConvBlocks(int units, int rows, int columns, int blockUnits, int blockRows, int blockColumns) {
    /// What a block needs of the source should stay in the second-level cache, beside a tile's rows of the
    /// other side.
    private static final int BYTES = 512 << 10;

    /// The fewest columns of a piece of a row.
    private static final int LEAST_COLUMNS = 128;

    /// @param moreRows how many more rows the source has than the result
    /// @param moreColumns how many more columns
    /// @param placeBytes how much the source takes for each of its places
    static ConvBlocks of(int units, int rows, int columns, int moreRows, int moreColumns, long placeBytes) {
        long rowBytes = Math.max(1, ((long) columns + moreColumns) * placeBytes);
        long unitBytes = rowBytes * ((long) rows + moreRows);
        int blockUnits = Math.clamp(BYTES / unitBytes, 1, Math.max(units, 1));
        int least = Math.min(rows, 2 * moreRows + 1);
        long most = Math.clamp(BYTES / rowBytes - moreRows, least, rows);
        long lines = Math.max(1, (most + moreRows) * placeBytes);
        long wide = Math.clamp(BYTES / lines - moreColumns, Math.min(LEAST_COLUMNS, columns), columns);
        return new ConvBlocks(units, rows, columns, blockUnits, even(rows, most), even(columns, wide));
    }

    /// Returns the same with blocks of at least `places` places, if there are so many.
    ConvBlocks atLeast(int places) {
        int high = Math.clamp(
                Math.ceilDiv((long) places, Math.max(1, blockColumns)), blockRows, Math.max(rows, blockRows));
        boolean isWhole = high == rows && blockColumns == columns;
        long each = Math.max(1, (long) rows * columns);
        int many =
                isWhole ? Math.clamp(Math.ceilDiv(places, each), blockUnits, Math.max(units, blockUnits)) : blockUnits;
        return new ConvBlocks(units, rows, columns, even(units, many), even(rows, high), blockColumns);
    }

    /// Returns the same with blocks of one unit at most.
    ConvBlocks ofOneUnit() {
        return new ConvBlocks(units, rows, columns, 1, blockRows, blockColumns);
    }

    /// Returns the same with blocks that follow one another in the order of their places: a piece of a row
    /// has one row.
    ConvBlocks inOrder() {
        return blockColumns < columns ? new ConvBlocks(units, rows, columns, 1, 1, blockColumns) : this;
    }

    /// The size of equal parts of at most `most`.
    private static int even(int size, long most) {
        return size == 0 ? 1 : Math.ceilDiv(size, (int) Math.ceilDiv(size, most));
    }

    /// Returns the number of blocks.
    int count() {
        return Math.ceilDiv(units, blockUnits) * Math.ceilDiv(rows, blockRows) * Math.ceilDiv(columns, blockColumns);
    }

    /// Returns a block; in row-major order of the result.
    Block get(int block) {
        int across = Math.ceilDiv(columns, blockColumns);
        int down = Math.ceilDiv(rows, blockRows);
        int unit = block / across / down * blockUnits;
        int row = block / across % down * blockRows;
        int column = block % across * blockColumns;
        return new Block(
                unit,
                Math.min(blockUnits, units - unit),
                row,
                Math.min(blockRows, rows - row),
                column,
                Math.min(blockColumns, columns - column));
    }

    /// A block: units `unit` up to `unit + units`, rows `row` up to `row + rows`, and columns likewise.
    record Block(int unit, int units, int row, int rows, int column, int columns) {}
}
