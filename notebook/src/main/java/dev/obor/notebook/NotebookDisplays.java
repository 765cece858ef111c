package dev.obor.notebook;

import dev.obor.plot.Picture;
import dev.obor.tensor.Tensor;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.rapaio.jupyter.kernel.display.DisplayData;
import org.rapaio.jupyter.kernel.display.DisplayRenderer;
import org.rapaio.jupyter.kernel.display.DisplayTransformer;
import org.rapaio.jupyter.kernel.display.MimeType;
import org.rapaio.jupyter.kernel.display.spi.DisplayProvider;

/// Shows pictures as images and tensors as text.
public final class NotebookDisplays implements DisplayProvider {
    /// Makes the provider; the kernel does.
    public NotebookDisplays() {}

    /// Shows the objects of one class, in whatever format they have, not in the one that is asked for.
    ///
    /// @param rendererClass the class
    /// @param show what is shown
    private record Renderer<T>(Class<T> rendererClass, Function<T, DisplayData> show) implements DisplayRenderer {
        @Override
        public boolean canRender(String mime) {
            return true;
        }

        @Override
        public DisplayData render(String mime, Object object) {
            return show.apply(rendererClass.cast(object));
        }
    }

    @Override
    public List<DisplayRenderer> getDisplayRenderers() {
        return List.of(
                new Renderer<>(Picture.class, NotebookDisplays::image),
                new Renderer<>(Tensor.class, tensor -> DisplayData.fromText(tensor.toString())));
    }

    private static DisplayData image(Picture picture) {
        DisplayData data = DisplayData.withType(
                MimeType.PNG.longType(), Base64.getEncoder().encodeToString(picture.toPng()));
        // What reads a notebook without images shows the letters.
        data.putText(picture.toText());
        return data;
    }

    @Override
    public List<DisplayTransformer> getDisplayTransformers() {
        return List.of();
    }
}
