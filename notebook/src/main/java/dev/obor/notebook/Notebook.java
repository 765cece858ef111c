package dev.obor.notebook;

import dev.obor.plot.Picture;
import org.rapaio.jupyter.kernel.global.Global;

/// What a notebook's cells have beside the library's own methods.
public final class Notebook {
    private Notebook() {}

    /// Shows a picture below the cell, at once; one at the end of a cell is shown without this call.
    public static void show(Picture picture) {
        Global.display(picture);
    }
}
