package dev.obor.grid;

import dev.obor.error.OborException;

/// Says that threads of a grid get into each other's way.
public final class GridException extends OborException {
    private static final long serialVersionUID = 1;

    /// Makes the exception.
    public GridException(String message) {
        super(message);
    }
}
