package dev.obor.app.conformance;

import dev.obor.Obor;
import dev.obor.distributions.Constraint;
import dev.obor.distributions.ConstraintRegistry;
import dev.obor.distributions.Distribution;
import dev.obor.distributions.KlDivergence;
import dev.obor.distributions.Transform;
import dev.obor.dtype.DType;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import dev.obor.testing.GoldenCase;
import dev.obor.testing.GoldenValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Cases of distributions, their constraints, transforms and divergences.
final class DistributionCases {
    /// What PyTorch's text of a tensor says of its history.
    private static final Pattern HISTORY = Pattern.compile(", (requires_grad=True|grad_fn=<\\w*>)");

    private static final Pattern PARAMETER = Pattern.compile("(\\w+): (\\[[^\\]]*\\]|[^,()]+)");

    private DistributionCases() {}

    private static Results results(GoldenValue... made) {
        String name = made[0] instanceof GoldenValue.Construct construct ? construct.name() : "";
        // Numbers become float32 parameters, and PyTorch computes in float32 what depends on these alone.
        boolean single = Arrays.stream(made).anyMatch(DistributionCases::isOfNumbers);
        return new Results(dtype ->
                Tolerance.of("distributions." + name, single && dtype == DType.FLOAT64 ? DType.FLOAT32 : dtype));
    }

    private static boolean isOfNumbers(GoldenValue made) {
        return made instanceof GoldenValue.Construct construct
                && construct.kind().equals("dist")
                && construct.args().stream().noneMatch(DistributionCases::isTensorOrMade)
                && construct.kwargs().values().stream().noneMatch(DistributionCases::isTensorOrMade);
    }

    private static boolean isTensorOrMade(GoldenValue value) {
        return value instanceof GoldenValue.Tensor || value instanceof GoldenValue.Construct;
    }

    private static Distribution make(GoldenValue value) {
        if (value instanceof GoldenValue.Construct construct
                && Construction.of(construct) instanceof Distribution made) {
            return made;
        }
        throw new Absent("there is no distribution for " + Descriptions.of(value));
    }

    private static <T> T unchecked(Supplier<T> body) {
        return Distribution.withValidation(false, body);
    }

    /// A distribution with all that it knows of itself.
    static void check(GoldenCase line) {
        unchecked(() -> {
            GoldenValue made = line.get("dist");
            Results results = results(made);
            Distribution distribution = make(made);
            results.compare("the batch's shape", distribution.batchShape(), line.get("batch_shape"));
            results.compare("the event's shape", distribution.eventShape(), line.get("event_shape"));
            results.compare("hasRsample", distribution.hasRsample(), line.get("has_rsample"));
            results.compare(
                    "hasEnumerateSupport", distribution.hasEnumerateSupport(), line.get("has_enumerate_support"));
            support(distribution, line);
            moments(results, made, line);
            texts(distribution, line.get("repr"));
            for (GoldenValue at : line.get("at").asList()) {
                at(results, made, at.asMap());
            }
            for (GoldenValue quantile : line.get("icdf").asList()) {
                Map<String, GoldenValue> entry = quantile.asMap();
                property(results, "icdf", () -> distribution.icdf(entry.get("q").asTensor()), entry.get("icdf"));
            }
            expansion(results, distribution, line);
            return made;
        });
    }

    private static void support(Distribution distribution, GoldenCase line) {
        Constraint support = Library.guard(distribution::support);
        if (line.get("support") instanceof GoldenValue.Text text) {
            same("the support", plain(support.toString()), plain(text.value()));
        }
        if (line.has("support_discrete") && line.get("support_discrete") instanceof GoldenValue.Truth discrete) {
            same("whether the support is discrete", support.isDiscrete(), discrete.value());
        }
    }

    private static void same(String what, Object actual, Object expected) {
        if (!actual.equals(expected)) {
            throw new Mismatch(what + " is " + actual + " and should be " + expected);
        }
    }

    private static String plain(String text) {
        return HISTORY.matcher(text)
                .replaceAll("")
                .replace("torch.Size(", "")
                .replace("])", "]")
                .replaceAll("\\s+", " ");
    }

    private static void moments(Results results, GoldenValue made, GoldenCase line) {
        Distribution distribution = make(made);
        property(results, "mean", distribution::mean, line.get("mean"));
        property(results, "variance", distribution::variance, line.get("variance"));
        property(results, "stddev", distribution::stddev, line.get("stddev"));
        property(results, "mode", distribution::mode, line.get("mode"));
        property(results, "entropy", distribution::entropy, line.get("entropy"));
        if (line.has("entropy_grads")) {
            gradients(
                    results,
                    "the entropy",
                    () -> make(made).entropy(),
                    GoldenValue.tracked(List.of(made)),
                    line.get("entropy_grads"));
        }
        line.get("attributes")
                .asMap()
                .forEach((name, value) -> results.compare(
                        name, Library.callOn(distribution, new Call(name, List.of(), Map.of())), value));
        if (line.has("enumerate_support")) {
            property(results, "enumerateSupport", distribution::enumerateSupport, line.get("enumerate_support"));
        }
        if (line.has("enumerate_support_unexpanded")) {
            GoldenValue values = line.get("enumerate_support_unexpanded");
            property(results, "enumerateSupport(false)", () -> distribution.enumerateSupport(false), values);
        }
        Shape drawn = Library.guard(() -> distribution.sample(2)).shape();
        results.compare("the shape of sample(2)", drawn, line.get("sample_shape_2"));
    }

    private static void property(Results results, String what, Supplier<Object> read, GoldenValue expected) {
        if (expected instanceof GoldenValue.Failure failure) {
            Refusals.expect(failure, () -> Library.guard(read));
        } else {
            results.compare(what, Library.guard(read), expected);
        }
    }

    /// The parameters that both texts name must agree: PyTorch leaves some classes' parameters out, and names
    /// those that were computed from others as well.
    private static void texts(Distribution distribution, GoldenValue expected) {
        if (!(expected instanceof GoldenValue.Text text)) {
            return;
        }
        String ours = plain(distribution.toString());
        String theirs = plain(text.value());
        same("the class in the text", ours.substring(0, ours.indexOf('(')), theirs.substring(0, theirs.indexOf('(')));
        Set<String> names = new HashSet<>();
        PARAMETER.matcher(theirs).results().forEach(found -> {
            names.add(found.group(1));
        });
        PARAMETER.matcher(ours).results().forEach(found -> {
            if (names.contains(found.group(1)) && !theirs.contains(found.group())) {
                throw new Mismatch("the text '" + ours + "' has " + found.group() + " unlike '" + theirs + "'");
            }
        });
    }

    private static void at(Results results, GoldenValue made, Map<String, GoldenValue> at) {
        Distribution distribution = make(made);
        Tensor value = at.get("value").asTensor();
        List<Tensor> inputs = new ArrayList<>(GoldenValue.tracked(List.of(made)));
        if (value.requiresGrad()) {
            inputs.add(value);
        }
        String where = " at " + Descriptions.of(at.get("value"));
        if (at.containsKey("log_prob")) {
            property(results, "logProb" + where, () -> distribution.logProb(value), at.get("log_prob"));
        }
        if (at.containsKey("log_prob_grads")) {
            gradients(results, "logProb" + where, () -> make(made).logProb(value), inputs, at.get("log_prob_grads"));
        }
        if (at.containsKey("cdf")) {
            property(results, "cdf" + where, () -> distribution.cdf(value), at.get("cdf"));
        }
        if (at.containsKey("cdf_grads")) {
            gradients(results, "cdf" + where, () -> make(made).cdf(value), inputs, at.get("cdf_grads"));
        }
        if (at.containsKey("in_support")) {
            property(
                    results,
                    "the support's check" + where,
                    () -> distribution.support().check(value),
                    at.get("in_support"));
        }
    }

    /// Compares the gradients of a result's sum.
    private static void gradients(
            Results results, String what, Supplier<Tensor> result, List<Tensor> inputs, GoldenValue expected) {
        List<GoldenValue> goldens = expected.asList();
        if (goldens.isEmpty()) {
            return;
        }
        Tensor output = Library.guard(result);
        List<Optional<Tensor>> actual = new ArrayList<>();
        if (output.requiresGrad()) {
            Tensor ones = Obor.onesLike(output.detach());
            actual.addAll(Library.guard(() -> Tensor.gradients(List.of(output), List.of(ones), inputs, false, false)));
        } else {
            inputs.forEach(_ -> actual.add(Optional.empty()));
        }
        same("the number of gradients of " + what, actual.size(), goldens.size());
        for (int i = 0; i < goldens.size(); i++) {
            if (!goldens.get(i).isNone() && actual.get(i).isEmpty()) {
                throw new Mismatch("gradient " + i + " of " + what + " is missing");
            }
            results.compare("gradient " + i + " of " + what, actual.get(i), goldens.get(i));
        }
    }

    private static void expansion(Results results, Distribution distribution, GoldenCase line) {
        if (!line.has("expand")) {
            return;
        }
        GoldenValue expected = line.get("expand");
        if (expected instanceof GoldenValue.Failure failure) {
            Refusals.expect(failure, () -> Library.guard(() -> expanded(distribution)));
            return;
        }
        Map<String, GoldenValue> fields = expected.asMap();
        Distribution larger = Library.guard(() -> expanded(distribution));
        results.compare("the expanded batch's shape", larger.batchShape(), fields.get("batch_shape"));
        results.compare("the expanded event's shape", larger.eventShape(), fields.get("event_shape"));
        if (fields.containsKey("log_prob")) {
            // It was computed at the second draw.
            Tensor value = line.get("at").asList().get(1).asMap().get("value").asTensor();
            property(results, "logProb of the expanded batch", () -> larger.logProb(value), fields.get("log_prob"));
        }
    }

    private static Distribution expanded(Distribution distribution) {
        int[] batch = distribution.batchShape().toArray();
        int[] larger = new int[batch.length + 1];
        larger[0] = 2;
        System.arraycopy(batch, 0, larger, 1, batch.length);
        return distribution.expand(larger);
    }

    /// A value inside or outside of the support.
    static void value(GoldenCase line) {
        GoldenValue made = line.get("dist");
        Tensor value = line.get("value").asTensor();
        if (line.has("error")) {
            Distribution distribution = make(made);
            Refusals.expect(line, () -> Library.guard(() -> distribution.logProb(value)));
        } else {
            property(results(made), "logProb", () -> make(made).logProb(value), line.get("log_prob"));
        }
    }

    /// A doubtful parameter.
    static void refusal(GoldenCase line) {
        if (!line.has("error")) {
            make(line.get("dist"));
            return;
        }
        try {
            Refusals.expect(line, () -> make(line.get("dist")));
        } catch (Absent e) {
            if (!e.getMessage().startsWith("no overload")) {
                throw e;
            }
            // An argument of another kind, as a tensor for a count, is refused by Java's compiler.
        }
    }

    /// A divergence.
    static void divergence(GoldenCase line) {
        GoldenValue p = line.get("p");
        GoldenValue q = line.get("q");
        Results results = results(p, q);
        if (line.has("error")) {
            Refusals.expect(line, () -> Library.guard(() -> KlDivergence.of(make(p), make(q))));
            return;
        }
        property(results, "the divergence", () -> KlDivergence.of(make(p), make(q)), line.get("kl"));
        if (line.has("grads")) {
            List<Tensor> inputs = GoldenValue.tracked(List.of(p, q));
            gradients(results, "the divergence", () -> KlDivergence.of(make(p), make(q)), inputs, line.get("grads"));
        }
    }

    /// A transform there and back.
    static void transform(GoldenCase line) {
        GoldenValue made = line.get("transform");
        Results results = results(made);
        if (!(made instanceof GoldenValue.Construct construct)) {
            throw new Absent("there is no transform for " + Descriptions.of(made));
        }
        Transform transform = (Transform) Construction.of(construct);
        Tensor x = line.get("x").asTensor();
        List<Tensor> inputs = new ArrayList<>(GoldenValue.tracked(List.of(made)));
        if (x.requiresGrad()) {
            inputs.add(x);
        }
        property(results, "y", () -> transform.forward(x), line.get("y"));
        if (line.has("y_grads")) {
            gradients(results, "y", () -> transform.forward(x), inputs, line.get("y_grads"));
        }
        Supplier<Object> sign = () -> line.get("sign") instanceof GoldenValue.Whole
                ? (Object) (int) transform.sign().item()
                : transform.sign();
        property(results, "the sign", sign, line.get("sign"));
        property(results, "bijective", transform::isBijective, line.get("bijective"));
        property(results, "the domain's eventDim", () -> transform.domain().eventDim(), line.get("domain_event_dim"));
        property(
                results,
                "the codomain's eventDim",
                () -> transform.codomain().eventDim(),
                line.get("codomain_event_dim"));
        Tensor y = Library.guard(() -> transform.forward(x)).detach();
        property(results, "the inverse", () -> transform.inverse(y), line.get("inverse"));
        GoldenValue volume = line.get("log_abs_det_jacobian");
        property(results, "logAbsDetJacobian", () -> transform.logAbsDetJacobian(x, y), volume);
        if (line.has("log_abs_det_jacobian_grads")) {
            Supplier<Tensor> stretched = () -> transform.logAbsDetJacobian(x, transform.forward(x));
            gradients(results, "logAbsDetJacobian", stretched, inputs, line.get("log_abs_det_jacobian_grads"));
        }
        property(results, "forwardShape", () -> transform.forwardShape(x.shape()), line.get("forward_shape"));
        property(results, "inverseShape", () -> transform.inverseShape(y.shape()), line.get("inverse_shape"));
    }

    /// A constraint's check of a value.
    static void constraint(GoldenCase line) {
        Constraint constraint = constraint(line.get("constraint"));
        Results results = results(line.get("constraint"));
        property(results, "isDiscrete", constraint::isDiscrete, line.get("is_discrete"));
        property(results, "eventDim", constraint::eventDim, line.get("event_dim"));
        GoldenValue expected = line.has("check")
                ? line.get("check")
                : new GoldenValue.Failure(line.text("error"), line.text("message"));
        property(results, "check", () -> constraint.check(line.get("value").asTensor()), expected);
    }

    private static Constraint constraint(GoldenValue value) {
        if (value instanceof GoldenValue.Construct construct && Construction.of(construct) instanceof Constraint made) {
            return made;
        }
        throw new Absent("there is no constraint for " + Descriptions.of(value));
    }

    /// A transform that a registry has for a constraint.
    static void registered(GoldenCase line) {
        Constraint constraint = constraint(line.get("constraint"));
        ConstraintRegistry registry = line.text("registry").equals("biject_to")
                ? ConstraintRegistry.BIJECT_TO
                : ConstraintRegistry.TRANSFORM_TO;
        if (line.has("error")) {
            Refusals.expect(line, () -> Library.guard(() -> registry.transform(constraint)));
            return;
        }
        Results results = results(line.get("constraint"));
        Tensor x = line.get("x").asTensor();
        Transform transform = Library.guard(() -> registry.transform(constraint));
        Tensor y = Library.guard(() -> transform.forward(x));
        results.compare("y", y, line.get("y"));
        property(results, "the inverse", () -> transform.inverse(y), line.get("inverse"));
        property(results, "the constraint's check", () -> constraint.check(y), line.get("in_constraint"));
    }

    /// What is drawn after a seed, and how it moves with the parameters.
    static void sample(GoldenCase line) {
        GoldenValue made = line.get("dist");
        Results results = new Results(dtype -> Tolerance.of("distributions.sample", dtype));
        long seed = line.get("seed").asLong();
        Obor.manualSeed(seed);
        property(results, "sample()", () -> make(made).sample(), line.get("sample()"));
        Obor.manualSeed(seed);
        property(results, "sample(3)", () -> make(made).sample(3), line.get("sample((3,))"));
        if (line.has("rsample((3,))")) {
            Obor.manualSeed(seed);
            Tensor drawn = Library.guard(() -> make(made).rsample(3));
            results.compare("rsample(3)", drawn, line.get("rsample((3,))"));
            if (line.has("rsample_grads")) {
                gradients(
                        implicit(made),
                        "rsample(3)",
                        () -> drawn,
                        GoldenValue.tracked(List.of(made)),
                        line.get("rsample_grads"));
            }
        }
    }

    private static Results implicit(GoldenValue made) {
        String name = made instanceof GoldenValue.Construct construct ? construct.name() : "";
        return new Results(dtype -> Tolerance.of("distributions." + name + ".rsample", dtype));
    }
}
