package dev.obor.app.conformance;

import dev.obor.testing.GoldenValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The names and defaults of an operator's parameters in Python, as PyTorch documents them. Java has no default
/// arguments: with these a call that leaves one out finds the Java method that asks for it, and a call that
/// spells a default finds the method that lacks it.
///
/// @param names the parameters, the first being the receiver where the operator is a method
/// @param defaults the defaults by name
record Signature(List<String> names, Map<String, GoldenValue> defaults) {
    private static final Signature UNKNOWN = new Signature(List.of(), Map.of());
    private static final Map<String, Signature> ALL = load();

    /// Defaults that a name has in every operator of PyTorch that knows it.
    private static final Map<String, GoldenValue> EVERYWHERE = parse(
                    "alpha=1 beta=1 descending=False device='cpu' inplace=False keepdim=False pin_memory=False "
                            + "reduction='mean' requires_grad=False stable=False")
            .defaults();

    static Signature of(String op) {
        return ALL.getOrDefault(op.replace("_with_indices", ""), UNKNOWN);
    }

    /// Returns the name of a positional parameter.
    Optional<String> name(int position) {
        if (position < names.size()) {
            return Optional.of(names.get(position));
        }
        return Optional.empty();
    }

    /// Returns the default of the parameter whose name is written so in Python or in Java.
    Optional<GoldenValue> defaultOf(String name) {
        return find(defaults, name).or(() -> find(EVERYWHERE, name));
    }

    private static Optional<GoldenValue> find(Map<String, GoldenValue> values, String name) {
        return values.entrySet().stream()
                .filter(entry -> sameName(entry.getKey(), name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /// Tells whether a Python and a Java name mean one parameter: `keepdim` is `keepDim`, `dim` also `dims`.
    static boolean sameName(String python, String java) {
        String p = plain(python);
        String j = plain(java);
        return p.equals(j)
                || p.equals("lambdas") && j.equals("lrlambda")
                || p.equals("dim") && j.equals("dims")
                || p.equals("size") && (j.equals("sizes") || j.equals("shape"))
                || p.equals("shape") && j.equals("sizes")
                || p.equals("negativeslope") && j.equals("slope")
                || p.equals("lr") && j.equals("learningrate")
                || p.equals("eps") && j.equals("epsilon")
                || p.equals("infeatures") && j.equals("in")
                || p.equals("outfeatures") && j.equals("out");
    }

    private static String plain(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    /// Reads `name name=default …`, one space between two, none within.
    private static Signature parse(String text) {
        List<String> names = new ArrayList<>();
        Map<String, GoldenValue> defaults = new HashMap<>();
        for (String parameter : text.split(" +", -1)) {
            int equals = parameter.indexOf('=');
            names.add(equals < 0 ? parameter : parameter.substring(0, equals));
            if (equals >= 0) {
                defaults.put(names.getLast(), PythonText.literal(parameter.substring(equals + 1)));
            }
        }
        return new Signature(names, defaults);
    }

    private static Map<String, Signature> load() {
        Map<String, Signature> all = new HashMap<>();
        try (var reader = new BufferedReader(
                new InputStreamReader(Signature.class.getResourceAsStream("signatures.txt"), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] parts = line.split(" ", 2);
                    all.put(parts[0], parse(parts[1]));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("conformance: the table of signatures cannot be read", e);
        }
        return all;
    }
}
