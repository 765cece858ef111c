package dev.obor.grid;

/// The place of a block in its grid, or of a thread in its block.
///
/// @param x from 0 on
/// @param y from 0 on
/// @param z from 0 on
public record Place(int x, int y, int z) {
    @Override
    public String toString() {
        return "(" + x + ", " + y + ", " + z + ")";
    }
}
