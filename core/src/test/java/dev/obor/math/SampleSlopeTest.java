package dev.obor.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Against values of mpmath with 40 digits.
class SampleSlopeTest {
    @ParameterizedTest
    @CsvSource({
        "1e-08, 1e-300, 6.901983122497616e-290",
        "0.01, 1e-05, 0.010952158246714486",
        "0.3, 0.1, 0.7894044031182722",
        "0.5, 4.0, 3.2062683672150203",
        "1.0, 1.0, 1.1735630272247268",
        "2.5, 7.0, 1.709902981455647",
        "10.0, 3.0, 0.524211960601438",
        "50.0, 52.0, 1.0231443493682841",
        "150.0, 230.0, 1.2302598070902924",
        "300.0, 310.0, 1.0170493918351244",
        "1000.0, 950.0, 0.9747350236971637",
        "1e5, 1.002e5, 1.0010010023328724",
        "1e6, 999000, 0.9994999998332667"
    })
    void aGammaNumberMovesWithItsShape(double a, double x, double expected) {
        assertThat(SampleSlope.gamma(a, x)).isCloseTo(expected, within(1e-12 * expected));
    }

    @ParameterizedTest
    @CsvSource({
        "0.05, 0.05, 1e-09, 6.129835157622981e-07",
        "0.5, 0.5, 0.3, 1.3220415512632513",
        "1.0, 1.0, 0.5, 0.6931471805599453",
        "2.0, 3.0, 0.7, 0.3067515481969157",
        "2.0, 3.0, 0.2, 0.15868031784512154",
        "20.0, 0.5, 0.99, 0.05036976562963599",
        "0.3, 40.0, 0.0001, 0.0017920692518230128",
        "100.0, 200.0, 0.35, 0.003424859967683494",
        "5000.0, 3000.0, 0.62, 0.00012450798871865262",
        "0.001, 5.0, 1e-200, 4.584351077000026e-195"
    })
    void aBetaNumberMovesWithItsFirstParameter(double a, double b, double x, double expected) {
        assertThat(SampleSlope.beta(a, b, x)).isCloseTo(expected, within(1e-11 * expected));
    }

    @Test
    void whereBetaNumbersAreNearlyNormalTheTwoFormulasMeet() {
        double a = 1e6;
        for (double away : new double[] {-3, -0.5, 0, 2, 4}) {
            double x = 0.25 + away * Math.sqrt(0.25 * 0.75 / (4 * a));
            double exact = SampleSlope.beta(a, 3 * a, x);
            double approximate = SampleSlope.beta(a * (1 + 1e-9), 3 * a, x);
            assertThat(approximate).isCloseTo(exact, within(1e-5 * exact));
        }
    }

    @Test
    void outsideOfTheirDomainsTheyAreNaNAndAtTheLowerEnd0() {
        assertThat(SampleSlope.gamma(-1, 1)).isNaN();
        assertThat(SampleSlope.gamma(1, Double.NaN)).isNaN();
        assertThat(SampleSlope.gamma(1, 0)).isZero();
        assertThat(SampleSlope.beta(1, -1, 0.5)).isNaN();
        assertThat(SampleSlope.beta(1, 1, 0)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "-1e-20, 9.262340089798407",
        "-0.001, 3.090380786917045",
        "-0.5, 0.27028802073873587",
        "-0.71, -0.02094642251705704",
        "-3, -1.6469217205277147",
        "-4.9, -2.43496655627843",
        "-5.1, -2.506494567807402",
        "-20, -5.879209356485336",
        "-700, -37.295079632647415",
        "-10000.0, -141.37983987312717",
        "-100000000.0, -14142.134882976301"
    })
    void quantilesOfTheNormalTail(double logProbability, double expected) {
        assertThat(NormalTail.quantile(logProbability)).isCloseTo(expected, within(1e-13 * Math.abs(expected)));
    }

    @Test
    void theEndsOfTheNormalTail() {
        assertThat(NormalTail.quantile(Double.NEGATIVE_INFINITY)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(NormalTail.quantile(0)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(NormalTail.quantile(0.1)).isNaN();
    }
}
