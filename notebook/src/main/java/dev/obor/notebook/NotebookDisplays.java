package dev.obor.notebook;

import dev.obor.console.Timing;
import dev.obor.dtype.DType;
import dev.obor.layout.Shape;
import dev.obor.nn.Block;
import dev.obor.plot.Picture;
import dev.obor.tensor.Tensor;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.rapaio.jupyter.kernel.display.DisplayData;
import org.rapaio.jupyter.kernel.display.DisplayRenderer;
import org.rapaio.jupyter.kernel.display.DisplayTransformer;
import org.rapaio.jupyter.kernel.display.MimeType;
import org.rapaio.jupyter.kernel.display.spi.DisplayProvider;

/// Shows pictures as images; tensors, and what programs with tensors come to, as text.
public final class NotebookDisplays implements DisplayProvider {
    /// What the kernel would show as HTML, in which lines run together: arrays as their addresses, for one.
    private static final List<Class<?>> TEXTS = List.of(
            Tensor.class,
            Shape.class,
            DType.class,
            Block.class,
            Timing.class,
            Record.class,
            Collection.class,
            Map.class,
            CharSequence.class,
            Number.class,
            Boolean.class,
            Optional.class,
            Object[].class,
            double[].class,
            float[].class,
            long[].class,
            int[].class,
            boolean[].class);

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
        return Stream.concat(
                        Stream.of(new Renderer<>(Picture.class, NotebookDisplays::image)),
                        TEXTS.stream().map(kind -> new Renderer<>(kind, NotebookDisplays::text)))
                .map(DisplayRenderer.class::cast)
                .toList();
    }

    private static DisplayData text(Object value) {
        return DisplayData.fromText(ValueText.of(value));
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
