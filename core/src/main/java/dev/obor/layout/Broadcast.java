package dev.obor.layout;

import dev.obor.error.ShapeException;

/// The rules of broadcasting: shapes are aligned at their last dims, and sizes fit where they are equal or
/// one is 1.
public final class Broadcast {
    private Broadcast() {}

    /// Returns the shape to which both broadcast.
    ///
    /// @param op the operator's name, for the message
    /// @throws ShapeException if two sizes differ and neither is 1
    public static Shape of(String op, Shape a, Shape b) {
        if (a.equals(b)) {
            return a;
        }
        int rank = Math.max(a.rank(), b.rank());
        int[] sizes = new int[rank];
        for (int d = 1; d <= rank; d++) {
            int x = d <= a.rank() ? a.size(a.rank() - d) : 1;
            int y = d <= b.rank() ? b.size(b.rank() - d) : 1;
            if (x != y && x != 1 && y != 1) {
                throw new ShapeException(op + ": shapes " + a + " and " + b + " do not broadcast: sizes " + x + " and "
                        + y + " at dim -" + d + " must be equal or one of them 1");
            }
            sizes[rank - d] = x == 1 ? y : x;
        }
        return Shape.wrap(sizes);
    }
}
