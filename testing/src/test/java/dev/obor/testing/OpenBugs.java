package dev.obor.testing;

import static java.util.Map.entry;

import java.util.Map;

/// Mistakes that are known and not yet mended, each with what is wrong. A test of one must fail; when it no longer does,
/// it says to delete the entry, so the list cannot outlive the mistakes.
final class OpenBugs {
    private static final String VALUE_OF_EACH = "Reduce.gradient hands the sum to a gradient that asks for each summand:"
            + " Reducer.SUM_EXP_DIFFERENCES needs gradients over its inputs alone";
    private static final String VIEWS = "views and their base do not know of each other's edits in place: refuse them";
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
                    "Backward walks on below the wanted inputs, for nothing, and releases what it meets"));

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
