package dev.obor.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

/// Vectors write each element twice, and nothing else.
class VectorDoublingTest {
    @Test
    void writesEachElementTwice() {
        assumeTrue(Vectors.available());
        for (int count = 0; count <= 70; count++) {
            float[] x = new float[count + 3];
            for (int i = 0; i < x.length; i++) {
                x[i] = i + 1;
            }
            float[] expected = new float[2 * count + 2];
            for (int i = 0; i < 2 * count; i++) {
                expected[1 + i] = x[2 + i / 2];
            }
            float[] found = new float[expected.length];
            VectorDoubling.run(x, 2, count, found, 1);
            assertThat(found).as("%d elements", count).isEqualTo(expected);
        }
    }
}
