package dev.obor.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.Obor;
import dev.obor.nn.Linear;
import dev.obor.plot.Figure;
import dev.obor.plot.ImageGrid;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rapaio.jupyter.kernel.display.DisplayData;
import org.rapaio.jupyter.kernel.display.DisplaySystem;

class NotebookDisplaysTest {
    @Test
    void kernelShowsFiguresAsImages() {
        Figure figure = Figure.of().line(Obor.arange(0, 5));
        DisplayData data = DisplaySystem.inst().render(figure);
        String image = (String) data.data().get("image/png");
        assertThat(Base64.getDecoder().decode(image)).isEqualTo(figure.toPng());
        assertThat(data.data().get("text/plain")).isEqualTo(figure.toText());
        assertThat(DisplaySystem.inst().render(ImageGrid.of(Obor.rand(2, 3, 3))).data())
                .containsKey("image/png");
    }

    @Test
    void kernelShowsTensorsAsText() {
        assertThat(DisplaySystem.inst().render(Obor.ones(2, 2)).data())
                .containsEntry("text/plain", "tensor([[1., 1.],\n        [1., 1.]])");
    }

    @Test
    void kernelShowsListsMapsAndArraysLineByLine() {
        assertThat(shown(List.of(Obor.ones(2), Obor.zeros(1, 2).shape()))).isEqualTo("tensor([1., 1.])\n[1, 2]");
        assertThat(shown(Map.of("x", Obor.ones(2, 2)))).isEqualTo("x = tensor([[1., 1.],\n            [1., 1.]])");
        assertThat(shown(new double[] {1, 2.5})).isEqualTo("[1.0, 2.5]");
        assertThat(shown(new int[][] {{1, 2}, {3}})).isEqualTo("[[1, 2], [3]]");
        assertThat(shown(new Linear(2, 1))).isEqualTo("Linear(in_features=2, out_features=1, bias=True)");
    }

    private static Object shown(Object value) {
        return DisplaySystem.inst().render(value).data().get("text/plain");
    }
}
