package dev.obor.primer;

import static dev.obor.Obor.arange;
import static dev.obor.Obor.einsum;
import static dev.obor.Obor.tensor;
import static dev.obor.layout.Axis.axis;
import static dev.obor.layout.Index.upTo;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.error.PatternException;
import dev.obor.error.ShapeException;
import dev.obor.tensor.Tensor;
import java.util.List;

/// Shapes by patterns: rearrange, reduce, repeat, einsum.
final class Shaping {
    private static final Tensor TEMPERATURES =
            tensor(71.0, 72, 70, 75, 71, 72, 70, 68, 65, 60, 68, 60, 55, 59, 75, 80, 85, 80, 78, 72, 83);

    private Shaping() {}

    private static void rowsOfTwo(Page page) {
        page.say("A pattern names the axes on both sides of an arrow. Parentheses on the left split an axis; of its"
                + " parts, one length may be left open, and it is found.");
        Tensor rows = arange(3, 9).rearrange("(row column) -> row column", axis("column", 2));
        page.show(rows);
        page.same(rows, tensor(new int[][] {{3, 4}, {5, 6}, {7, 8}}));
    }

    private static void rowsOfThree(Page page) {
        page.say("The same pattern serves for any length: here the number of rows is given.");
        Tensor rows = arange(1, 7).rearrange("(row column) -> row column", axis("row", 2));
        page.show(rows);
        page.same(rows, tensor(new int[][] {{1, 2, 3}, {4, 5, 6}}));
    }

    private static void newAxes(Page page) {
        page.say("A 1 in a pattern makes an axis of size 1.");
        Tensor column = arange(1, 7).rearrange("n -> 1 n 1");
        page.show(column);
        page.same(column, tensor(new int[][][] {{{1}, {2}, {3}, {4}, {5}, {6}}}));
    }

    private static void weeklyMeans(Page page) {
        page.say("Axes that are missing on the right are reduced: three weeks of temperatures become three means.");
        Tensor means = weekly("mean");
        page.show(means);
        page.close(means, 71.5714, 62.1429, 79.0);
        page.say("A length that is no multiple of 7 is no number of weeks.");
        page.fails(PatternException.class, () -> TEMPERATURES.get(upTo(20)).reduce("(week 7) -> week", "mean"));
    }

    private static Tensor weekly(String reduction) {
        return TEMPERATURES.reduce("(week day) -> week", reduction, axis("day", 7));
    }

    private static void minusWeeklyMean(Page page) {
        page.say("`repeat` is the way back: every week's mean once for each of its days.");
        Tensor difference = TEMPERATURES.sub(weekly("mean").repeat("week -> (week 7)"));
        page.show(difference);
        page.close(
                difference,
                -0.5714,
                0.4286,
                -1.5714,
                3.4286,
                -0.5714,
                0.4286,
                -1.5714,
                5.8571,
                2.8571,
                -2.1429,
                5.8571,
                -2.1429,
                -7.1429,
                -3.1429,
                -4,
                1,
                6,
                1,
                -1,
                -7,
                4);
    }

    private static void weeklyScores(Page page) {
        page.say("The reduction may be a function of your own, from a tensor and the dims that go: here the standard"
                + " deviation, which is a method already.");
        Tensor deviation = TEMPERATURES.reduce("(week 7) -> week", Tensor::std);
        Tensor means = weekly("mean");
        Tensor scores = TEMPERATURES.sub(means.repeat("week -> (week 7)")).div(deviation.repeat("week -> (week 7)"));
        page.show(scores);
        page.close(
                scores, -0.3326, 0.2494, -0.9146, 1.9954, -0.3326, 0.2494, -0.9146, 1.1839, 0.5775, -0.4331, 1.1839,
                -0.4331, -1.4438, -0.6353, -0.8944, 0.2236, 1.3416, 0.2236, -0.2236, -1.5652, 0.8944);
    }

    private static void batchedDot(Page page) {
        page.say("In einsum an ellipsis stands for all axes that are not named, so one line serves every rank.");
        Tensor a = tensor(new int[][] {{1, 1, 0}, {0, 0, 1}});
        Tensor b = tensor(new int[][] {{1, 1, 0}, {1, 1, 0}});
        page.show(dot(a, b));
        page.same(dot(a, b), tensor(2, 0));
        Tensor cube = arange(12).reshape(3, 2, 2);
        Tensor squares = dot(cube.flatten(1), cube.flatten(1));
        page.show(squares);
        page.same(squares, tensor(14, 126, 366));
        page.fails(ShapeException.class, () -> dot(a, b.get(upTo(1))));
    }

    /// Returns Σ a · b over the last axis, for shapes that are equal.
    private static Tensor dot(Tensor a, Tensor b) {
        if (!a.shape().equals(b.shape())) {
            throw new ShapeException("dot: shapes " + a.shape() + " and " + b.shape() + ": they must be equal");
        }
        return einsum("...i,...i->...", a, b);
    }

    private static void identity(Page page) {
        page.say("An identity matrix without `eye`: where a row of numbers meets the same numbers as a column.");
        page.show(identity(3));
        page.same(identity(3), Obor.eye(3));
        page.say("Empty tensors are tensors: two of shape [0, 0] are equal.");
        page.same(identity(0), Obor.zeros(0, 0));
        page.holds("identity(0) equals zeros(0, 0)", identity(0).equal(Obor.zeros(0, 0)));
    }

    private static Tensor identity(int n) {
        Tensor count = arange(n);
        return count.rearrange("i -> i 1").eq(count.rearrange("j -> 1 j")).to(DType.FLOAT32);
    }

    private static void sampling(Page page) {
        page.say("Ten million draws without a loop: cumulative probabilities cut [0, 1) into intervals, and"
                + " `searchsorted` finds the interval of every uniform number.");
        int n = 10_000_000;
        Tensor probabilities = tensor(0.05, 0.1, 0.1, 0.2, 0.15, 0.4);
        Tensor ends = probabilities.cumsum(0).get(upTo(-1));
        Tensor draws = ends.searchsorted(Obor.rand(n), true);
        Tensor shares = draws.bincount().div(n);
        page.show(shares);
        page.close(shares, probabilities, 1e-3, 1e-3);
    }

    static final List<Exercise> ALL = List.of(
            new Exercise("A1", "Three rows of two", Shaping::rowsOfTwo),
            new Exercise("A2", "Two rows of three", Shaping::rowsOfThree),
            new Exercise("A3", "Axes of size 1", Shaping::newAxes),
            new Exercise("A4", "Weekly means", Shaping::weeklyMeans),
            new Exercise("A5", "Each day minus its week's mean", Shaping::minusWeeklyMean),
            new Exercise("A6", "A reduction of your own", Shaping::weeklyScores),
            new Exercise("A7", "Dot products of any rank", Shaping::batchedDot),
            new Exercise("A8", "The identity matrix", Shaping::identity),
            new Exercise("A9", "Sampling from probabilities", Shaping::sampling));
}
