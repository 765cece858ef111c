package dev.obor.expr;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UlpTest {
    @Test
    void countsUnitsOfTheExactValue() {
        assertThat(Ulp.error(1, 1)).isZero();
        assertThat(Ulp.error(Math.nextUp(1f), 1)).isEqualTo(1);
        assertThat(Ulp.error(1, 1 + 0x1p-25)).isEqualTo(0.25);
        assertThat(Ulp.error(1, 1 - 0x1p-25)).isEqualTo(0.5);
        assertThat(Ulp.error(Float.MIN_VALUE, 0x1.8p-149)).isEqualTo(0.5);
    }

    @Test
    void forgivesNoDifferenceOfSpecialValues() {
        assertThat(Ulp.error(0f, -0.0)).isInfinite();
        assertThat(Ulp.error(Float.MAX_VALUE, Double.POSITIVE_INFINITY)).isInfinite();
        assertThat(Ulp.error(Float.POSITIVE_INFINITY, Float.MAX_VALUE)).isInfinite();
        assertThat(Ulp.error(Float.NaN, 1)).isInfinite();
        assertThat(Ulp.error(1, Double.NaN)).isInfinite();
        assertThat(Ulp.error(Float.NaN, Double.NaN)).isZero();
        assertThat(Ulp.error(-0f, -0.0)).isZero();
    }
}
