/// Figures and grids of images as PNG, SVG, text or in a window.
// Batik has no module descriptors; none of its types is in the public API.
@SuppressWarnings("requires-automatic")
module dev.obor.plot {
    requires transitive dev.obor;
    requires dev.obor.io;
    requires transitive java.desktop;
    requires java.xml;
    requires org.apache.xmlgraphics.batik.svggen;

    exports dev.obor.plot;
}
