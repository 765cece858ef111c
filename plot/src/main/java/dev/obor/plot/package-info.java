/// Pictures of numbers: [dev.obor.plot.Figure] draws series between axes, [dev.obor.plot.ImageGrid] lays small images
/// out with a caption each. Both are a [dev.obor.plot.Picture], which knows how to become a PNG.
///
/// ```java
/// Figure.of(960, 560)
///         .title("Training a digit classifier")
///         .xLabel("step").yLabel("cross-entropy loss")
///         .trend("train loss", steps, losses, 101)
///         .points("test loss", epochEnds, testLosses)
///         .savePng(Path.of("loss.png"));
/// ```
///
/// The words: a *series* is a name with xs and ys; a *style* is how it is drawn; a *scale* maps values to a
/// share of an axis; a *tick* is a labelled place on a scale; a *tile* is one image of a grid with its
/// caption; a tile is *marked* when it needs the reader's eye. A series takes the next colour of the
/// [dev.obor.plot.Palette] unless its style names one. Colour never carries a meaning alone: marked tiles
/// bear a frame, a cross and bold text, points differ in shape.
///
/// A picture copies what it is given, so later writes to an array do not change it, and the same calls give the same
/// bytes on the same machine. Another machine may have other fonts, and with them other letters and widths. No window
/// is ever opened. A machine without fonts is told which package to install.
///
/// XChart lays a figure out and draws its axes, grid, legend, lines and marks. Ours is what it lacks: the choice of
/// scales and of round or whole tick steps (it has a hook for labels but none for places, so it is told
/// places counted in ticks), lines as one path so that translucency and dashes survive thousands of points,
/// titles of several lines, and the grid of images.
///
/// What does not belong here: computing what is drawn (metrics, histograms of a tensor, predictions), and
/// anything that reads a file.
package dev.obor.plot;
