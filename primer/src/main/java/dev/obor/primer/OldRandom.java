package dev.obor.primer;

import static dev.obor.console.Timing.timeit;

import dev.obor.Obor;
import dev.obor.console.Timing;
import dev.obor.data.DataLoader;
import dev.obor.data.Dataset;
import dev.obor.plot.Figure;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.DoubleStream;

/// An old random number generator, the trap of copied states, and the time that numbers take.
final class OldRandom {
    private static final long SEED = 457_428_938_475L;

    private OldRandom() {}

    /// Three congruential generators whose sum is taken modulo 1 (B. A. Wichmann, I. D. Hill, "Algorithm AS
    /// 183", Applied Statistics 31, 1982).
    private static final class WichmannHill {
        private long x;
        private long y;
        private long z;

        WichmannHill(long seed) {
            x = seed % 30268 + 1;
            y = seed / 30268 % 30306 + 1;
            z = seed / 30268 / 30306 % 30322 + 1;
        }

        WichmannHill(WichmannHill other) {
            x = other.x;
            y = other.y;
            z = other.z;
        }

        List<Long> state() {
            return List.of(x, y, z);
        }

        double next() {
            x = 171 * x % 30269;
            y = 172 * y % 30307;
            z = 170 * z % 30323;
            return (x / 30269.0 + y / 30307.0 + z / 30323.0) % 1;
        }

        double[] next(int count) {
            return DoubleStream.generate(this::next).limit(count).toArray();
        }
    }

    private static void wichmannHill(Page page) {
        page.say("Three small generators together have a period of about 7 · 10¹².");
        WichmannHill random = new WichmannHill(SEED);
        page.show("state", random.state());
        page.same(random.state(), List.of(4976L, 20238L, 499L));
        for (double expected : new double[] {0.7645251082582081, 0.7920889799553945, 0.06912886811267205}) {
            double draw = random.next();
            page.show(draw);
            page.near(draw, expected, 1e-15);
        }
        page.picture(
                "draws",
                Figure.of(640, 360)
                        .title("50 draws")
                        .xLabel("draw")
                        .yLabel("value")
                        .line(random.next(50)));
        Tensor many = Obor.fromArray(random.next(10_000));
        page.picture(
                "histogram",
                Figure.of(640, 360).title("10,000 draws").xLabel("value").histogram(many, 20));
        Tensor shares = many.histc(10, 0, 1).div(10_000);
        page.show("shares of tenths", shares);
        page.holds(
                "all tenths have 8 % to 12 %",
                shares.ge(0.08).logicalAnd(shares.le(0.12)).all().itemBoolean());
    }

    /// Numbers that are drawn when they are asked for.
    private record Draws(int size) implements Dataset<Double> {
        @Override
        public Double get(int index) {
            return get(index, Generator.standard());
        }

        @Override
        public Double get(int index, Generator generator) {
            return generator.uniform();
        }
    }

    private static void copiedStates(Page page) {
        page.say("Two workers that start from a copy of one state draw the same numbers: the trap of a forked"
                + " process.");
        WichmannHill parent = new WichmannHill(SEED);
        WichmannHill child = new WichmannHill(parent);
        page.same(parent.next(), child.next());
        page.say("Our generators split into streams of their own instead, and a loader gives every example its"
                + " own, so"
                + " workers never repeat each other, and their number changes nothing.");
        List<Generator> streams = Generator.philox(SEED).split(2);
        double first = streams.get(0).uniform();
        double second = streams.get(1).uniform();
        page.show("two streams", first + " and " + second);
        page.holds("the streams differ", first != second);
        List<Double> alone = draws(0);
        List<Double> together = draws(4);
        page.show("different numbers among 200 by 4 workers", new HashSet<>(together).size());
        page.same(new HashSet<>(together).size(), 200);
        page.same(together, alone);
    }

    private static List<Double> draws(int workers) {
        Obor.manualSeed(1);
        List<Double> all = new ArrayList<>();
        for (List<Double> batch :
                DataLoader.of(new Draws(200), List::copyOf).batchSize(10).workers(workers)) {
            all.addAll(batch);
        }
        return all;
    }

    private static void timing(Page page) {
        page.say("7840 normal numbers from pairs of uniform ones, one by one, against `randn`.");
        WichmannHill random = new WichmannHill(SEED);
        Timing slow = timeit(() -> normals(random, 7840));
        Timing fast = timeit(() -> Obor.randn(784, 10));
        page.show("by hand", slow);
        page.show("randn", fast);
        Tensor normals = normals(random, 100_000);
        page.near(normals.mean().item(), 0, 0.02);
        page.near(normals.std().item(), 1, 0.02);
    }

    /// Returns normal numbers by Box and Muller's transform.
    private static Tensor normals(WichmannHill random, int count) {
        double[] numbers = new double[count];
        for (int i = 0; i < count; i += 2) {
            double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.next()));
            double angle = 2 * StrictMath.PI * random.next();
            numbers[i] = radius * StrictMath.cos(angle);
            numbers[i + 1] = radius * StrictMath.sin(angle);
        }
        return Obor.fromArray(numbers);
    }

    static final List<Exercise> ALL = List.of(
            new Exercise("E4", "A generator from 1982", OldRandom::wichmannHill),
            new Exercise("E5", "The trap of copied states", OldRandom::copiedStates),
            new Exercise("E6", "How long it takes", OldRandom::timing));
}
