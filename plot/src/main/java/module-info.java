/// Figures and picture grids, drawn without a window.
// XChart has neither a module descriptor nor a module name in its manifest; none of its types is in the public API.
@SuppressWarnings("requires-automatic")
module dev.obor.plot {
    requires transitive dev.obor;
    requires dev.obor.io;
    requires java.desktop;
    requires xchart;

    exports dev.obor.plot;
}
