package dev.obor.primer;

import static dev.obor.Obor.arange;
import static dev.obor.Obor.tensor;

import dev.obor.Obor;
import dev.obor.tensor.Tensor;
import java.util.List;

/// From log-sum-exp to cross-entropy, without overflow.
final class Likelihoods {
    private Likelihoods() {}

    private static void logSumExp(Page page) {
        page.say("exp(1000) overflows and exp(-1000) vanishes; minus the row's maximum both become exp(0). The"
                + " maximum is"
                + " added again outside the logarithm.");
        Tensor rows = Obor.stack(List.of(Obor.full(-1000.0, 4), Obor.full(1000.0, 4)));
        page.show(logSumExp(rows));
        page.close(logSumExp(rows), -1000 + StrictMath.log(4), 1000 + StrictMath.log(4));
        Tensor random = Obor.randn(10, 20);
        page.close(logSumExp(random), random.logsumexp(1));
    }

    /// Returns log Σ exp over the rows of a matrix.
    private static Tensor logSumExp(Tensor rows) {
        Tensor max = rows.amax(1, true);
        return rows.sub(max).exp().sum(1).log().add(max.squeeze(1));
    }

    private static void softmax(Page page) {
        page.say("exp of each element over the sum of its row. Of logarithms it gives back their shares.");
        Tensor shares = softmax(arange(1.0, 6).log().unsqueeze(0));
        page.show(shares);
        page.close(shares, arange(1.0, 6).div(15).unsqueeze(0));
        for (double shift : new double[] {0.12, 3.4, -5, 6.7}) {
            page.close(softmax(arange(1.0, 6).log().add(shift).unsqueeze(0)), shares);
        }
        page.say("A constant added to a row changes nothing. All values lie in [0, 1], keep their order, and a"
                + " row sums"
                + " to 1.");
        Tensor random = Obor.rand(10, 20);
        Tensor all = softmax(random);
        page.holds("all are 0 or more", all.amin().item() >= 0);
        page.holds("all are 1 or less", all.amax().item() <= 1);
        page.same(all.argsort(1), random.argsort(1));
        page.close(all.sum(1), Obor.ones(10));
    }

    /// Returns exp(x) / Σ exp over the rows of a matrix.
    private static Tensor softmax(Tensor rows) {
        Tensor exp = rows.exp();
        return exp.div(exp.sum(1, true));
    }

    private static void logSoftmaxOfLarge(Page page) {
        page.say("The logarithm of the softmax is x minus its log-sum-exp: stable if that is.");
        Tensor result = logSoftmax(arange(1001.0, 1006).unsqueeze(0));
        page.show(result);
        page.close(result.squeeze(0), -4.4519, -3.4519, -2.4519, -1.4519, -0.4519);
    }

    private static Tensor logSoftmax(Tensor rows) {
        return rows.sub(logSumExp(rows).unsqueeze(1));
    }

    private static void crossEntropy(Page page) {
        page.say("Minus the log-probability of the true class, which `gather` picks from each row. A class that"
                + " was held"
                + " for impossible costs infinity.");
        double infinity = Double.POSITIVE_INFINITY;
        double third = 1 / 3.0;
        Tensor logits = tensor(new double[][] {{-infinity, -infinity, 0}, {third, third, third}, {-infinity, 0, 0}});
        Tensor labels = tensor(2, 0, 0);
        Tensor loss =
                logSoftmax(logits).gather(1, labels.unsqueeze(1)).squeeze(1).neg();
        page.show(loss);
        page.close(loss, 0, StrictMath.log(3), infinity);
    }

    static final List<Exercise> ALL = List.of(
            new Exercise("A15", "Log-sum-exp", Likelihoods::logSumExp),
            new Exercise("A16", "Softmax", Likelihoods::softmax),
            new Exercise("A17", "Log-softmax", Likelihoods::logSoftmaxOfLarge),
            new Exercise("A18", "Cross-entropy", Likelihoods::crossEntropy));
}
