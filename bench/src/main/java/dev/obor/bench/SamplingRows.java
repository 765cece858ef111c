package dev.obor.bench;

import dev.obor.Obor;
import dev.obor.distributions.Gamma;
import dev.obor.distributions.Poisson;
import dev.obor.dtype.DType;
import dev.obor.tensor.Tensor;
import java.util.List;

/// Random numbers (W4), a Poisson mixture fitted with the distributions (W5), distances (W6).
final class SamplingRows {
    private static final int SAMPLES = 10_000_000;

    private SamplingRows() {}

    static void categories(Meter meter) {
        Tensor p = Obor.tensor(.05, .1, .1, .2, .15, .4).to(DType.FLOAT32);
        Tensor cdf = p.cumsum(0);
        double bytes = 4. * SAMPLES;
        meter.time(
                "W4_categorical_10M_comparesum",
                0,
                0,
                () -> Obor.rand(SAMPLES)
                        .unsqueeze(1)
                        .gt(cdf.unsqueeze(0))
                        .sum(1)
                        .bincount(6));
        meter.time(
                "W4_categorical_10M_searchsorted",
                0,
                0,
                () -> cdf.searchsorted(Obor.rand(SAMPLES)).bincount(6));
        meter.time(
                "W4_categorical_10M_multinomial",
                0,
                0,
                () -> p.multinomial(SAMPLES, true).bincount(6));
        if (meter.wants("W4_bincount_10M")) {
            Tensor z = cdf.searchsorted(Obor.rand(SAMPLES));
            meter.time("W4_bincount_10M", 0, 8. * SAMPLES, () -> z.bincount(6));
        }
        meter.time("W4_rand_10M", 0, bytes, () -> Obor.rand(SAMPLES));
        meter.time("W4_randn_10M", 0, bytes, () -> Obor.randn(SAMPLES));
        Tensor into = Obor.empty(SAMPLES);
        meter.time("W4_rand_10M_inplace", 0, bytes, into::uniform_);
        meter.time("W4_randn_10M_inplace", 0, bytes, into::normal_);
    }

    static void poissonMixture(Meter meter) {
        for (int n : new int[] {1000, 1_000_000}) {
            String name = "W5_poisson_map_" + n;
            if (meter.wants(name + "_distributions") || meter.wants(name + "_hand")) {
                Tensor z0 = Obor.rand(n).lt(0.4).to(DType.INT64);
                Tensor x = Obor.poisson(Obor.tensor(3f, 12f).indexSelect(0, z0));
                Tensor logPrior = Obor.tensor(.5f, .5f).log();
                meter.time(name + "_distributions", 0, 0, () -> byDistributions(x, logPrior));
                meter.time(name + "_hand", 0, 0, () -> byHand(x, logPrior));
            }
        }
    }

    private static Tensor byDistributions(Tensor x, Tensor logPrior) {
        Gamma prior = new Gamma(1., 1.);
        Tensor r = Obor.tensor(1f, 20f);
        Tensor joint = r;
        for (int i = 0; i < 20; i++) {
            Tensor z = new Poisson(r).logProb(x.unsqueeze(1)).add(logPrior).argmax(1);
            r = Obor.stack(List.of(rate(x, z.eq(0)), rate(x, z.eq(1))));
            joint = prior.logProb(r)
                    .sum()
                    .add(new Poisson(r.indexSelect(0, z))
                            .logProb(x)
                            .add(logPrior.indexSelect(0, z))
                            .sum());
        }
        return joint;
    }

    private static Tensor rate(Tensor x, Tensor chosen) {
        return x.maskedSelect(chosen).sum().div(chosen.sum().add(1.));
    }

    private static Tensor byHand(Tensor x, Tensor logPrior) {
        Tensor logFactorials = x.add(1).lgamma().sum();
        Tensor r = Obor.tensor(1f, 20f);
        Tensor joint = r;
        for (int i = 0; i < 20; i++) {
            Tensor z = x.outer(r.log()).add(logPrior.sub(r)).argmax(1);
            Tensor count = z.bincount(2).to(DType.FLOAT32);
            Tensor sum = z.bincount(x, 2);
            r = sum.div(count.add(1));
            joint = r.neg()
                    .sum()
                    .add(sum.mul(r.log())
                            .sub(count.mul(r))
                            .add(count.mul(logPrior))
                            .sum())
                    .sub(logFactorials);
        }
        return joint;
    }

    static void distances(Meter meter) {
        Tensor x = Obor.randn(2000, 64);
        meter.time(
                "W6_dist_2000x64_broadcast",
                0,
                0,
                () -> x.unsqueeze(1).sub(x.unsqueeze(0)).pow(2).sum(-1).sqrt());
        meter.time("W6_dist_2000x64_cdist", 2. * 2000 * 2000 * 64, 4. * 2000 * 2000, () -> x.cdist(x));
    }
}
