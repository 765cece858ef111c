package dev.obor.plot;

import dev.obor.error.OborException;

/// A picture cannot be drawn: a size or a style makes no sense, the texts leave no room, or the machine has
/// no fonts.
public class PlotException extends OborException {
    private static final long serialVersionUID = 1L;

    /// Makes an exception with a message of the form `op: what is wrong, with the values: what to do`.
    public PlotException(String message) {
        super(message);
    }

    /// Makes an exception with a message and the cause it was found by.
    public PlotException(String message, Throwable cause) {
        super(message, cause);
    }
}
