package dev.obor.primer;

import static dev.obor.Obor.arange;
import static dev.obor.Obor.tensor;

import dev.obor.distributions.Categorical;
import dev.obor.distributions.Gamma;
import dev.obor.distributions.MixtureSameFamily;
import dev.obor.distributions.Poisson;
import dev.obor.layout.Shape;
import dev.obor.plot.Figure;
import dev.obor.plot.Histogram;
import dev.obor.plot.Style;
import dev.obor.tensor.Tensor;
import java.util.List;

/// Distributions of counts: Poisson, its table, Gamma, a mixture.
final class Counts {
    private Counts() {}

    private static void samples(Page page) {
        page.say("A distribution is an object; it draws samples of any shape.");
        Tensor samples = new Poisson(10).sample(50);
        page.show(samples);
        page.same(samples.shape(), Shape.of(50));
        page.holds(
                "all are whole and 0 or more",
                samples.eq(samples.floor()).logicalAnd(samples.ge(0)).all().itemBoolean());
        page.near(samples.mean().item(), 10, 2);
    }

    private static void table(Page page) {
        page.say("A column of rates makes a batch of distributions; a row of counts meets each of them. A rate"
                + " of 0 is"
                + " certain of 0.");
        Tensor table =
                new Poisson(arange(5.0).unsqueeze(1)).logProb(arange(5.0)).exp();
        page.show(table);
        page.close(table, tensor(new double[][] {
            {1, 0, 0, 0, 0},
            {0.3679, 0.3679, 0.1839, 0.0613, 0.0153},
            {0.1353, 0.2707, 0.2707, 0.1804, 0.0902},
            {0.0498, 0.1494, 0.2240, 0.2240, 0.1680},
            {0.0183, 0.0733, 0.1465, 0.1954, 0.1954}
        }));
    }

    private static void gamma(Page page) {
        page.say("Shape 2 and rate 1.5; the log-density at three points.");
        Tensor logProb = new Gamma(2, 1.5).logProb(tensor(1.5, 3, 4.2));
        page.show(logProb);
        page.close(logProb, -1.0336, -2.5905, -4.0540);
    }

    private static void mixture(Page page) {
        page.say("Two kinds of counts: which kind, by a categorical; then a rate for each, by indexing. A"
                + " mixture object"
                + " does both, and knows the density.");
        Tensor rates = tensor(5.0, 20);
        Categorical kinds = Categorical.ofProbs(tensor(0.4, 0.6));
        Tensor counts = new Poisson(rates.get(kinds.sample(1000))).sample();
        MixtureSameFamily mixture = new MixtureSameFamily(kinds, new Poisson(rates));
        Tensor others = mixture.sample(1000);
        page.show("mean by indexing", counts.mean());
        page.show("mean of the object's", others.mean());
        page.near(counts.mean().item(), 14, 1.2);
        page.near(others.mean().item(), 14, 1.2);
        Tensor support = arange(41.0);
        Tensor density = mixture.logProb(support).exp();
        page.near(density.sum().item(), 1, 1e-3);
        Tensor shares = counts.histc(41, -0.5, 40.5).div(1000);
        page.near(shares.sub(density).abs().sum().item(), 0, 0.35);
        page.picture(
                "mixture",
                Figure.of(640, 400)
                        .title("A mixture of two Poisson distributions")
                        .xLabel("count")
                        .yLabel("share")
                        .histogram(
                                "1000 samples",
                                Histogram.of(counts, arange(-0.5, 41)).density(),
                                Style.DEFAULT.opacity(0.5))
                        .line("density", support, density));
    }

    static final List<Exercise> ALL = List.of(
            new Exercise("C12", "Samples of a Poisson distribution", Counts::samples),
            new Exercise("C13", "A table of probabilities", Counts::table),
            new Exercise("C14", "The log-density of a Gamma distribution", Counts::gamma),
            new Exercise("C15", "A mixture", Counts::mixture));
}
