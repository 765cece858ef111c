package dev.obor.bench;

import dev.obor.Obor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Runs workloads in this process and prints a line of JSON for each.
///
/// The number of threads is the system property `obor.threads`, as for every program.
public final class Workloads {
    /// The families, each of which has a process to itself.
    static final Map<String, Consumer<Meter>> FAMILIES = families();

    private Workloads() {}

    private static Map<String, Consumer<Meter>> families() {
        Map<String, Consumer<Meter>> families = new LinkedHashMap<>();
        families.put("W1", MatmulRows::matmul);
        families.put("W2", TrainingRows::toy);
        families.put("W3", TrainingRows::fullBatch);
        families.put("W4", SamplingRows::categories);
        families.put("W5", SamplingRows::poissonMixture);
        families.put("W6", SamplingRows::distances);
        families.put("W7", meter -> {
            ElementRows.pointwise(meter);
            MovingRows.reductions(meter);
            MovingRows.moves(meter);
        });
        families.put("W8", MovingRows::convolutions);
        families.put("W9", TrainingRows::miniBatches);
        families.put("W10", ElementRows::small);
        families.put("W11", MatmulRows::einsum);
        families.put("W13", ElementRows::scaling);
        families.put("W14", EverydayRows::all);
        families.put("limit", Limits::measure);
        return families;
    }

    /// Runs the workloads whose names begin with an argument, all without one.
    public static void main(String[] args) {
        List<String> only = List.of(args);
        Meter meter = new Meter(
                System.out,
                only,
                Integer.getInteger("obor.threads", Runtime.getRuntime().availableProcessors()),
                Double.parseDouble(System.getProperty("obor.bench.warmup", "4")),
                Double.parseDouble(System.getProperty("obor.bench.budget", "0.8")));
        Obor.manualSeed(0);
        FAMILIES.forEach((family, run) -> {
            if (meter.wantsFamily(family)) {
                run.accept(meter);
            }
        });
    }
}
