package dev.obor.testing;

import static java.util.Map.entry;

import java.util.Map;

/// Mistakes that are known and not yet mended, each with what is wrong. A test of one must fail; when it no longer
/// does, it says to delete the entry, so the list cannot outlive the mistakes.
final class OpenBugs {
    private static final String VALUE_OF_EACH =
            "Reduce.gradient hands the sum to a gradient that asks for each summand:"
                    + " Reducer.SUM_EXP_DIFFERENCES needs gradients over its inputs alone";
    private static final String VIEWS = "views and their base do not know of each other's edits in place: refuse them";
    private static final String RAW = "a bare Java exception comes out";
    private static final Map<String, String> BUGS = Map.ofEntries(
            entry("special gradient of abs", "NaN at infinities and NaN, where PyTorch has the sign and 0"),
            entry("special gradient of silu", "NaN beyond the square root of the largest number"),
            entry("special value of lerp float32", "PyTorch computes b − (1 − w)(b − a) for |w| ≥ ½"),
            entry("special value of lerp float64", "PyTorch computes b − (1 − w)(b − a) for |w| ≥ ½"),
            entry("special value of lerp bfloat16", "PyTorch computes b − (1 − w)(b − a) for |w| ≥ ½"),
            entry("gradient of logsumexp", VALUE_OF_EACH),
            entry("gradient of logsumexpKeep", VALUE_OF_EACH),
            entry("gradient of logsumexpLarge", VALUE_OF_EACH),
            entry("gradient of logsumexpSpecial", VALUE_OF_EACH),
            entry("edit of an untracked base through a view", VIEWS),
            entry("edit of a tracked base after a view of it", VIEWS),
            entry("edit of an untracked base after a view of it", VIEWS),
            entry(
                    "gradients releases the graph below its inputs",
                    "Backward walks on below the wanted inputs, for nothing, and releases what it meets"),
            entry("mixed dtypes on reference", "ReferenceBackend.pointwise must round inputs to the compute type"),
            entry("all of nothing", "is refused; PyTorch says true"),
            entry("any of nothing", "is refused; PyTorch says false"),
            entry("size of a number", RAW),
            entry("stride of a number", RAW),
            entry("slice of a number", RAW),
            entry("clamp of integers to fractions", "the bounds are cut to integers; PyTorch promotes to float32"),
            entry("leaky ReLU of integers", "the slope is cut to an integer, 0; PyTorch refuses"),
            entry("difference of bools", "PyTorch refuses"),
            entry("negative of bools", "PyTorch refuses"),
            entry("operator without its parameters", RAW),
            entry("operator with too few inputs", RAW),
            entry("operator with too many inputs", "the rest is passed over"),
            entry("arange with a huge step", "end − start + step overflows, so the first element is lost"),
            entry("arange away from its end", "(end − start) / step is 0 and not negative"),
            entry("null in a nested array", RAW),
            entry("gradients of fewer numbers than outputs", RAW),
            entry("indexSelect of a number", "gives one element where two are asked for"),
            entry("logsumexp of nothing", "is refused; PyTorch says −inf"),
            entry("cat of nothing", "the dtypes of empty tensors are not promoted"),
            entry(
                    "mean of float16 beyond its range",
                    "the sum is rounded to float16, to infinity, before it is divided"));

    private OpenBugs() {}

    /// Runs a check that must pass, or must fail if its name is listed.
    static void expect(String name, Runnable check) {
        if (!BUGS.containsKey(name)) {
            check.run();
            return;
        }
        try {
            check.run();
        } catch (AssertionError | RuntimeException e) {
            return;
        }
        throw new AssertionError("'" + name + "' passes now: delete its entry in OpenBugs (" + BUGS.get(name) + ")");
    }
}
