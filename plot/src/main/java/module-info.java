/** Figures and picture grids, drawn without a window. */
module dev.obor.plot {
    requires transitive dev.obor;
    requires java.desktop;

    exports dev.obor.plot;
}
