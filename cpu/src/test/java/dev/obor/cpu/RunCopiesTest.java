package dev.obor.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.dtype.DType;
import dev.obor.layout.Layout;
import dev.obor.layout.Places;
import dev.obor.layout.Shape;
import dev.obor.storage.Elements;
import dev.obor.storage.Storage;
import dev.obor.storage.View;
import dev.obor.tensor.Selection.Combine;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunCopiesTest {
    private static final int LONG = 200_003;

    private static final Layout CUBE = Layout.dense(Shape.of(7, 50, 40));

    /// Runs that are long, short, turned, stepped, repeated and in another order.
    private static final List<Layout> LAYOUTS = List.of(
            CUBE.slice(2, 3, 35, 1),
            CUBE.slice(2, 3, 2, 1),
            CUBE.slice(1, 1, 20, 2).slice(2, 0, 13, 3),
            CUBE.flip(2),
            CUBE.flip(0, 1),
            CUBE.permute(1, 0, 2),
            CUBE.slice(2, 5, 1, 1).expand(Shape.of(7, 50, 3)),
            CUBE.slice(1, 5, 1, 1).expand(Shape.of(7, 9, 40)));

    private static Storage storage(DType dtype, Layout layout) {
        int last = Arrays.stream(Places.of(layout)).max().orElseThrow();
        return Storage.of(dtype, last + 1);
    }

    private static View numbered(DType dtype, Layout layout) {
        Storage storage = storage(dtype, layout);
        for (int i = 0; i < storage.length(); i++) {
            Elements.setLong(storage, dtype, i, i * 31L % 101);
        }
        return new View(storage, layout, dtype);
    }

    private static void check(View source, View target) {
        int[] from = Places.of(source.layout());
        int[] to = Places.of(target.layout());
        for (int i = 0; i < from.length; i++) {
            assertThat(Elements.getLong(target.storage(), target.dtype(), to[i]))
                    .as("%s of %s", i, source.layout())
                    .isEqualTo(Elements.getLong(source.storage(), source.dtype(), from[i]));
        }
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void copiesBetweenAllLayouts(DType dtype) {
        for (Layout layout : LAYOUTS) {
            View source = numbered(dtype, layout);
            Shape shape = layout.shape();
            Layout dense = Layout.dense(shape);
            Layout wide = Layout.dense(shape.with(2, 2 * shape.size(2) + 3)).slice(2, 3, shape.size(2), 2);
            for (Layout to : List.of(dense, wide)) {
                View target = new View(storage(dtype, to), to, dtype);
                assertThat(RunCopies.run(source, target)).isTrue();
                check(source, target);
            }
        }
    }

    @Test
    void longRunsAreSharedInParts() {
        Layout turned = Layout.dense(Shape.of(2, LONG)).flip(1);
        Layout pairs = Layout.dense(Shape.of(LONG, 3)).slice(1, 1, 2, 1);
        for (Layout layout : List.of(turned, pairs)) {
            View source = numbered(DType.FLOAT32, layout);
            Layout dense = Layout.dense(layout.shape());
            View target = new View(storage(DType.FLOAT32, dense), dense, DType.FLOAT32);
            assertThat(RunCopies.run(source, target)).isTrue();
            int[] places = Places.of(layout);
            float[] from = ((Storage.Floats) source.storage()).array();
            float[] to = ((Storage.Floats) target.storage()).array();
            for (int i = 0; i < places.length; i++) {
                if (to[i] != from[places[i]]) {
                    assertThat(to[i]).as("%s of %s", i, layout).isEqualTo(from[places[i]]);
                }
            }
        }
    }

    /// A run to add may lie in any direction, and one number may be added to a whole run.
    @ParameterizedTest
    @ValueSource(ints = {-2, -1, 0, 1, 2})
    void runsAreAddedWhateverTheirStride(int stride) {
        float[] from = new float[64];
        float[] to = new float[40];
        for (int i = 0; i < from.length; i++) {
            from[i] = i + 1;
        }
        Moves.combine(Combine.ADD, DType.FLOAT32, from, new int[] {30, 33}, stride, to, new int[] {4, 20}, 1, 2, 10);
        for (int i = 0; i < 10; i++) {
            assertThat(to[4 + i]).isEqualTo(from[30 + i * stride]);
            assertThat(to[20 + i]).isEqualTo(from[33 + i * stride]);
        }
    }
}
