package dev.obor.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Obor;
import dev.obor.error.ShapeException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class FormatsTest {
    private static final double[] XS = {0, 1, 2, 3};

    @TempDir
    private Path folder;

    private static Element parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
    }

    @Test
    void svgIsXmlWithItsSizeAndItsTexts() throws Exception {
        Figure figure = Figure.of(640, 400)
                .title("Tom & Jerry <3")
                .xLabel("step")
                .line("a", XS, XS)
                .heatMap(Obor.rand(3, 4));
        Element root = parsed(figure.toSvg());
        assertThat(root.getTagName()).isEqualTo("svg");
        assertThat(root.getAttribute("viewBox")).isEqualTo("0 0 640 400");
        assertThat(root.getAttribute("width")).isEqualTo("640");
        assertThat(root.getTextContent()).contains("Tom & Jerry <3").contains("step");
        assertThat(root.getElementsByTagName("image").getLength()).isEqualTo(2);
        assertThat(figure.toSvg()).contains("data:image/png;base64,");
        assertThat(parsed(ImageGrid.of(Obor.rand(3, 4, 4)).toSvg())
                        .getElementsByTagName("image")
                        .getLength())
                .isEqualTo(3);
    }

    @Test
    void endingChoosesTheFormat() {
        Figure figure = Figure.of().line(XS, XS);
        assertThat(figure.save(folder.resolve("a.SVG"))).content().startsWith("<");
        assertThat(figure.save(folder.resolve("a.png"))).hasBinaryContent(figure.toPng());
        assertThatThrownBy(() -> figure.save(folder.resolve("a.jpg")))
                .isInstanceOf(PlotException.class)
                .hasMessage("save: the ending of " + folder.resolve("a.jpg") + " names no format: use .png or .svg");
    }

    @Test
    void windowNeedsADisplay() {
        assertThatThrownBy(() -> Figure.of().line(XS, XS).show())
                .isInstanceOf(PlotException.class)
                .hasMessage("show: this Java has no display (java.awt.headless is true): save the picture, or print"
                        + " its toText(), or start Java where there is a screen");
    }

    @Test
    void textShowsTheLineBetweenItsAxes() {
        String text = Figure.of()
                .title("Rising")
                .yLabel("y")
                .xLabel("x")
                .line("up", XS, XS)
                .toText();
        List<String> lines = text.lines().toList();
        assertThat(lines.getFirst()).isEqualTo("Rising");
        assertThat(lines).allMatch(line -> line.length() <= 80);
        assertThat(text).contains("┤").contains("└─").contains("█ up").contains("3 ┤");
        int top = columnOf(lines.get(2));
        int bottom = columnOf(lines.stream()
                .filter(line -> line.startsWith("0 ┤"))
                .findFirst()
                .orElseThrow());
        assertThat(top).as("the line rises to the right").isGreaterThan(bottom + 50);
    }

    private static int columnOf(String line) {
        for (int i = 6; i < line.length(); i++) {
            if (line.charAt(i) != ' ') {
                return i;
            }
        }
        return -1;
    }

    @Test
    void textTellsSeriesApart() {
        Figure figure = Figure.of().line("a", XS, XS).line("b", XS, new double[] {3, 2, 1, 0});
        assertThat(figure.toText()).contains("█ a   ● b");
        assertThat(figure.toText(100, true)).contains("\u001b[38;2;0;114;178m").contains("\u001b[0m");
        assertThatThrownBy(() -> figure.toText(39, false))
                .isInstanceOf(PlotException.class)
                .hasMessage("toText: a width of 39 letters: pass 40 to 400");
        assertThatThrownBy(() -> Figure.of().toText()).isInstanceOf(ShapeException.class);
    }

    @Test
    void textOfEveryKindOfPlot() {
        Figure figure = Figure.subplots(3, 3).title("all");
        figure.axes(0, 0).logY().line("a", XS, new double[] {1, 10, 100, 1000});
        figure.axes(0, 1).bars(List.of("x", "y"), new double[] {1, -2});
        figure.axes(0, 2).horizontalBars(List.of("x", "y"), new double[] {1, 2});
        figure.axes(1, 0).imshow(Obor.rand(5, 6));
        figure.axes(1, 1).contour(Obor.arange(0, 4), Obor.arange(0, 4), Obor.rand(4, 4), 3, Shading.DEFAULT);
        figure.axes(1, 2).errorBand("b", XS, XS, XS).vertical(1).text(1, 1, "here");
        figure.axes(2, 0).scatter("c", XS, XS, Style.DEFAULT.right()).line(XS, XS);
        figure.axes(2, 1).histogram(XS).flipX();
        figure.axes(2, 2).errorBars("d", XS, XS, XS).scatter(XS, XS, XS, Shading.DEFAULT);
        for (boolean colored : new boolean[] {false, true}) {
            assertThat(figure.toText(90, colored)).contains("─").contains("┬");
        }
        assertThat(figure.toText(90, false)).contains("here");
        assertThat(figure.toText(90, false).lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void textOfAGridShowsImagesSideBySide() {
        ImageGrid grid = ImageGrid.of(2, 2)
                .title("two")
                .tile(new float[] {0, 1, 1, 0}, "a")
                .marked(new float[] {1, 1, 1, 1}, "bcdefgh");
        assertThat(grid.toText().lines()).containsExactly("two", "  ██  ████", "██    ████", "a     ✗ b…");
    }
}
