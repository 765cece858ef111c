package dev.obor.plot;

/// What the families of drawing methods stand on: [Curves], [Bars], [Fields] and [Framing], which [Axes] and
/// [Figure] have in common. A figure hands everything on to its axes, so that a figure with one plot needs no
/// second name.
///
/// @param <T> what the methods return, which is always the object itself
public sealed interface Plotting<T extends Plotting<T>> permits Curves, Bars, Fields, Framing {
    /// Returns the axes that the methods draw on.
    ///
    /// @throws PlotException if a figure has several
    Axes axes();

    /// Returns this object.
    T self();
}
