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
/// The words: a *series* is a name with xs and ys; a *style* is how it is drawn; a *scale* maps values to a share of an
/// axis; a *tick* is a labelled place on a scale; a *tile* is one image of a grid with its caption; a tile is *marked*
/// when it needs the reader's eye. A series takes the next colour of the [dev.obor.plot.Palette] unless its style names
/// one. Colour never carries a meaning alone: marked tiles bear a frame, a cross and bold text, points differ in shape.
///
/// A picture copies what it is given, so later writes to an array do not change it, and the same calls give the same
/// bytes on the same machine. Another machine may have other fonts, and with them other letters and widths. No window
/// is ever opened. A machine without fonts is told which package to install.
///
/// Axes and marks are drawn here on `java.awt.Graphics2D` and not by a charting library: the one that was tried
/// (XChart 4.0.3) puts the ticks of evenly spaced data at odd places (0, 224, 448 …), has no hook to place them, and
/// draws every segment of a line alone, which beads translucent lines and breaks dashes. Whatever can be painted on a
/// `Graphics2D` (SVG, a window) needs one more method in `Picture` and nothing in a kind.
///
/// What does not belong here: computing what is drawn (metrics, histograms of a tensor, predictions), and anything that
/// reads a file.
package dev.obor.plot;
