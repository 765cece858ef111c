/// Pictures of numbers. A [dev.obor.plot.Figure] has one plot or several in a grid, each an
/// [dev.obor.plot.Axes]; an [dev.obor.plot.ImageGrid] lays small images out with a caption each. Both are a
/// [dev.obor.plot.Picture], which becomes a PNG, an SVG, text for a terminal, or a window.
///
/// ```java
/// Figure.of(960, 560)
///         .title("Training a digit classifier")
///         .xLabel("step").yLabel("cross-entropy loss")
///         .trend("train loss", steps, losses, 101)
///         .scatter("test loss", epochEnds, testLosses)
///         .save(Path.of("loss.png"));
/// ```
///
/// The words: a *layer* is one thing drawn between axes; a *series* is a layer with a name, xs and ys; a *style* is
/// how it is drawn; a *shading* is how values become colours; a *scale* maps values to a share of an axis; a *tick*
/// is a labelled place on a scale; a *place* is where values lie in pixels; a *sketch* is the same in letters; a
/// *tile* is one image of a grid with its caption; a tile is *marked* when it needs the reader's eye. A series
/// takes the next colour of the [dev.obor.plot.Palette] unless its style names one. Colour never carries a meaning
/// alone: marked tiles bear a frame, a cross and bold text, points differ in shape, maps differ in lightness.
///
/// The methods of axes come in families, [dev.obor.plot.Curves], [dev.obor.plot.Bars], [dev.obor.plot.Fields] and
/// [dev.obor.plot.Framing], which a figure of one plot has as well. To add a kind of drawing, write a layer
/// (what it covers, how it is painted and sketched) and a method that adds it.
///
/// A picture copies what it is given, so later writes to an array do not change it, and the same calls give the same
/// bytes on the same machine. Another machine may have other fonts, and with them other letters and widths. Only
/// [dev.obor.plot.Picture#show] opens a window. A machine without fonts is told which package to install; text for a
/// terminal needs none.
///
/// Java's own `Graphics2D` draws, and Batik's `SVGGraphics2D` turns the same calls into SVG. Axes, grid, legend and
/// layers are ours: see docs/architecture.md for why no charting library draws them.
///
/// What does not belong here: computing what is drawn (metrics, predictions), and anything that reads a file.
package dev.obor.plot;
