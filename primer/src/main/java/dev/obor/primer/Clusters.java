package dev.obor.primer;

import static dev.obor.Obor.tensor;

import dev.obor.distributions.Categorical;
import dev.obor.distributions.Dirichlet;
import dev.obor.distributions.Gamma;
import dev.obor.distributions.Poisson;
import dev.obor.dtype.DType;
import dev.obor.nn.F;
import dev.obor.plot.Figure;
import dev.obor.tensor.Tensor;
import java.util.List;

/// Clusters of counts, found by coordinate ascent of the posterior (maximum a posteriori).
///
/// The model: cluster k has the probability πₖ and the rate λₖ ~ Gamma(1, 1); count n belongs to cluster zₙ
/// ~ π and is xₙ ~ Poisson(λ of zₙ). Counts are `[N]`, rates and probabilities `[K]`, assignments int64
/// `[N]`; all else is float64.
final class Clusters {
    private static final int ITERATIONS = 20;
    private static final Tensor TRUTH = tensor(5.0, 20).to(DType.FLOAT64);
    private static final Gamma PRIOR =
            new Gamma(tensor(1.0).to(DType.FLOAT64), tensor(1.0).to(DType.FLOAT64));

    private Clusters() {}

    /// Returns the most probable cluster of each count, `[N]`, given rates and probabilities, `[K]`.
    private static Tensor updateAssignments(Tensor counts, Tensor rates, Tensor probabilities) {
        Tensor logLikelihoods = new Poisson(rates).logProb(counts.unsqueeze(1)); // [N, K]
        return logLikelihoods.add(probabilities.log()).argmax(1);
    }

    /// Returns how many counts belong to each of the clusters, `[K]`.
    private static Tensor sizes(Tensor assignments, int clusters) {
        return F.oneHot(assignments, clusters).sum(0).to(DType.FLOAT64);
    }

    /// Returns the most probable rates, `[K]`, given the assignments: (α - 1 + Σ counts) / (β + size), with
    /// α = β = 1.
    private static Tensor updateRates(Tensor counts, Tensor assignments, int clusters) {
        Tensor sums = F.oneHot(assignments, clusters).to(DType.FLOAT64).t().matmul(counts);
        return sums.div(sizes(assignments, clusters).add(1));
    }

    /// Returns the most probable probabilities, `[K]`, given the assignments, under a Dirichlet prior:
    /// (αₖ - 1 + sizeₖ) / Σ of these.
    private static Tensor updateProbabilities(Tensor assignments, Tensor alpha) {
        Tensor weights = sizes(assignments, alpha.numel()).add(alpha).sub(1);
        return weights.div(weights.sum());
    }

    /// Returns log p(counts, assignments, rates) for probabilities `[K]`, a single number.
    private static Tensor logJoint(Tensor counts, Tensor assignments, Tensor rates, Tensor probabilities) {
        Tensor ofCounts = new Poisson(rates.get(assignments)).logProb(counts).sum();
        Tensor ofAssignments = probabilities.log().get(assignments).sum();
        return ofCounts.add(ofAssignments).add(PRIOR.logProb(rates).sum());
    }

    private static Tensor counts(Tensor probabilities) {
        return new Poisson(TRUTH.get(Categorical.ofProbs(probabilities).sample(1000))).sample();
    }

    private static void knownProbabilities(Page page) {
        page.say("Assignments given the rates, rates given the assignments, by turns: each step is the best for"
                + " its part,"
                + " so the log joint never falls.");
        Tensor halves = tensor(0.5, 0.5).to(DType.FLOAT64);
        Tensor counts = counts(halves);
        Tensor rates = tensor(1.0, 2.0).to(DType.FLOAT64);
        double[] joints = new double[ITERATIONS];
        for (int i = 0; i < ITERATIONS; i++) {
            Tensor assignments = updateAssignments(counts, rates, halves);
            rates = updateRates(counts, assignments, 2);
            joints[i] = logJoint(counts, assignments, rates, halves).item();
        }
        page.show("rates", rates);
        report(page, joints);
        page.close(rates, TRUTH, 0, 1);
    }

    private static void unknownProbabilities(Page page) {
        page.say("With the probabilities unknown, too, a third step finds them; a Dirichlet prior keeps a"
                + " cluster from"
                + " dying out.");
        Tensor truth = tensor(0.3, 0.7).to(DType.FLOAT64);
        Tensor alpha = tensor(2.0, 2.0).to(DType.FLOAT64);
        Tensor counts = counts(truth);
        Tensor rates = tensor(1.0, 2.0).to(DType.FLOAT64);
        Tensor probabilities = tensor(0.5, 0.5).to(DType.FLOAT64);
        double[] joints = new double[ITERATIONS];
        for (int i = 0; i < ITERATIONS; i++) {
            Tensor assignments = updateAssignments(counts, rates, probabilities);
            rates = updateRates(counts, assignments, 2);
            probabilities = updateProbabilities(assignments, alpha);
            joints[i] = logJoint(counts, assignments, rates, probabilities)
                    .add(new Dirichlet(alpha).logProb(probabilities))
                    .item();
        }
        page.show("rates", rates);
        page.show("probabilities", probabilities);
        report(page, joints);
        page.close(rates, TRUTH, 0, 1);
        page.close(probabilities, truth, 0, 0.05);
    }

    private static void report(Page page, double... joints) {
        page.show("log joint, first", joints[0]);
        page.show("log joint, last", joints[joints.length - 1]);
        for (int i = 1; i < joints.length; i++) {
            page.holds("the log joint does not fall in iteration " + i, joints[i] >= joints[i - 1] - 1e-9);
        }
        page.picture(
                "log-joint",
                Figure.of(640, 400)
                        .title("Coordinate ascent")
                        .xLabel("iteration")
                        .yLabel("log joint")
                        .line(joints));
    }

    static final List<Exercise> ALL = List.of(
            new Exercise("C16", "Clusters of counts", Clusters::knownProbabilities),
            new Exercise("C17", "Clusters of unknown size", Clusters::unknownProbabilities));
}
