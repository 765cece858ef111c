package dev.obor.app.conformance;

import dev.obor.distributions.ComposeTransform;
import dev.obor.distributions.Constraints;
import dev.obor.distributions.Distribution;
import dev.obor.distributions.Transform;
import dev.obor.testing.GoldenValue;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Makes distributions, transforms and constraints from what golden files say.
///
/// Where PyTorch's constructor has alternative parameters, the library has a static method for each; without
/// any of their names the first is meant.
final class ProbabilityObjects {
    private static final String PACKAGE = "dev.obor.distributions.";

    /// Alternative parameters, in the order in which they stand in a constructor.
    private static final List<String> ALTERNATIVES =
            List.of("probs", "logits", "covariance_matrix", "precision_matrix", "scale_tril");

    private ProbabilityObjects() {}

    static Object of(GoldenValue.Construct construct) {
        return switch (construct.kind()) {
            case "dist" -> distribution(construct);
            case "transform" -> transform(construct);
            default -> constraint(construct);
        };
    }

    private static Class<?> find(String name) {
        return Names.find(PACKAGE + name).orElseThrow(() -> new Absent("there is no class '" + PACKAGE + name + "'"));
    }

    private static Object distribution(GoldenValue.Construct construct) {
        Map<String, GoldenValue> kwargs = new HashMap<>(construct.kwargs());
        GoldenValue validates = kwargs.remove("validate_args");
        kwargs.values().removeIf(GoldenValue::isNone);
        if (validates instanceof GoldenValue.Truth truth) {
            return Distribution.withValidation(truth.value(), () -> make(construct, kwargs));
        }
        return make(construct, kwargs);
    }

    private static Object make(GoldenValue.Construct construct, Map<String, GoldenValue> kwargs) {
        Class<?> type = find(construct.name());
        for (String alternative : ALTERNATIVES) {
            if (kwargs.containsKey(alternative)) {
                return Library.callStatic(type, new Call(factory(alternative), construct.args(), kwargs));
            }
        }
        if (type.getConstructors().length > 0) {
            return Library.construct(type, new Call(construct.name(), construct.args(), kwargs));
        }
        String first = construct.name().equals("MultivariateNormal")
                        || construct.name().equals("Wishart")
                ? "covariance_matrix"
                : "probs";
        return Library.callStatic(type, new Call(factory(first), construct.args(), kwargs));
    }

    private static String factory(String parameter) {
        return Names.camelCase("of_" + parameter);
    }

    private static Object transform(GoldenValue.Construct construct) {
        boolean inverse = construct.name().endsWith(".inv");
        String name =
                inverse ? construct.name().substring(0, construct.name().length() - ".inv".length()) : construct.name();
        Transform made = name.equals("identity_transform")
                ? ComposeTransform.IDENTITY
                : (Transform) Library.construct(find(name), new Call(name, construct.args(), construct.kwargs()));
        return inverse ? made.inv() : made;
    }

    private static Object constraint(GoldenValue.Construct construct) {
        if (construct.args().isEmpty() && construct.kwargs().isEmpty()) {
            try {
                return Constraints.class
                        .getField(construct.name().toUpperCase(Locale.ROOT))
                        .get(null);
            } catch (ReflectiveOperationException e) {
                throw new Absent("there is no constraint '" + construct.name() + "'");
            }
        }
        return Library.callStatic(Constraints.class, new Call(construct.name(), construct.args(), construct.kwargs()));
    }
}
