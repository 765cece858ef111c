package dev.obor.app.conformance;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.nn.F;
import dev.obor.nn.Init;
import dev.obor.nn.Module;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;
import dev.obor.testing.GoldenCase;
import dev.obor.testing.GoldenValue;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Cases of random numbers after a seed: calls, the generator's state, initial weights.
final class RandomCases {
    /// Integers and uniform numbers are PyTorch's to the bit.
    private static final Set<String> EXACT = Set.of(
            "rand", "randint", "randperm", "uniform_", "random_", "bernoulli_", "empty", "manual_seed", "Generator");

    /// Functions whose lists are written for tensors, with their dtype behind.
    private static final Set<String> OF_TENSORS =
            Set.of("binomial", "poisson", "multinomial", "_standard_gamma", "_sample_dirichlet");

    /// The recorded float32 numbers come from approximations of log, sin and cos within 1.5e-6 of exact
    /// arithmetic.
    static final Results NORMAL = new Results(dtype -> switch (dtype) {
        case FLOAT32 -> new Tolerance(1e-6, 3e-6);
        case FLOAT64 -> new Tolerance(1e-14, 1e-14);
        default -> Tolerance.EXACT;
    });

    private static final Results SAME = new Results(_ -> Tolerance.EXACT);

    /// Calls that must be refused and that the files tell in words.
    private static final Map<String, Supplier<Tensor>> TOLD = Map.of(
            "multinomial of too many", () -> Obor.ones(2).multinomial(3),
            "rand of int64", () -> Obor.rand(DType.INT64, 2),
            "normal_ of int64", () -> Obor.zeros(DType.INT64, 2).normal_(),
            "dropout p 1.5", () -> F.dropout(Obor.ones(2), 1.5),
            "sparse_ of 3 dims", () -> Init.sparse_(Obor.zeros(2, 2, 2), 0.1));

    private static final Pattern FUNCTION = Pattern.compile("([A-Za-z_]\\w*)\\(");

    private RandomCases() {}

    static void calls(GoldenCase line) {
        Obor.manualSeed(line.get("seed").asLong());
        for (GoldenValue call : line.get("calls").asList()) {
            String text = call.asMap().get("call").asText();
            for (String part : text.split(";", -1)) {
                Object result = evaluate(PythonText.parse(part.strip()));
                if (text.endsWith(part)) {
                    boolean exact = EXACT.containsAll(functions(text));
                    (exact ? SAME : NORMAL).compare(text, result, call.asMap().get("out"));
                }
            }
        }
        long[] next = Library.guard(() -> Obor.randint(0, 1L << 31, 4).toLongArray());
        same("what is drawn next", next, line.get("then_randint_2^31_4"));
    }

    private static List<String> functions(String text) {
        List<String> names = new ArrayList<>();
        FUNCTION.matcher(text).results().forEach(m -> names.add(m.group(1)));
        return names;
    }

    private static void same(String what, long[] actual, GoldenValue expected) {
        long[] numbers =
                expected.asList().stream().mapToLong(GoldenValue::asLong).toArray();
        if (!Arrays.equals(actual, numbers)) {
            throw new Mismatch(what + " is " + Arrays.toString(actual) + " and should be " + Arrays.toString(numbers));
        }
    }

    /// Returns what an expression evaluates to, each call of it made in the library.
    private static Object evaluate(PythonText.Expression expression) {
        return switch (expression) {
            case PythonText.Expression.Invocation call -> Library.call(resolve(call));
            case PythonText.Expression.Subscript(var base, GoldenValue.Slice slice) -> {
                Tensor tensor = tensor(evaluate(base));
                long stop = slice.stop().orElse(tensor.size(0));
                yield Library.call(new Call(
                        "slice",
                        List.of(
                                new GoldenValue.Tensor(tensor),
                                new GoldenValue.Whole(0),
                                new GoldenValue.Whole(slice.start().orElse(0)),
                                new GoldenValue.Whole(stop),
                                new GoldenValue.Whole(slice.step().orElse(1))),
                        Map.of()));
            }
            default -> throw new Absent("'" + expression + "' cannot be evaluated");
        };
    }

    private static Call resolve(PythonText.Expression.Invocation call) {
        List<GoldenValue> args = new ArrayList<>();
        Map<String, GoldenValue> kwargs = new LinkedHashMap<>();
        call.receiver().ifPresent(receiver -> args.add(value(receiver)));
        for (PythonText.Expression argument : call.args()) {
            GoldenValue value = value(argument);
            if (value instanceof GoldenValue.Type) {
                kwargs.put("dtype", value);
            } else {
                args.add(value);
            }
        }
        call.kwargs().forEach((name, argument) -> kwargs.put(name, value(argument)));
        if (OF_TENSORS.contains(call.name())) {
            GoldenValue dtype = kwargs.remove("dtype");
            DType floating = dtype instanceof GoldenValue.Type given ? given.dtype() : DType.FLOAT32;
            args.replaceAll(value -> value instanceof GoldenValue.Sequence list ? parameters(list, floating) : value);
        }
        return new Call(call.name(), args, kwargs);
    }

    /// Returns the tensor that a list of numbers, or of rows of numbers, stands for.
    private static GoldenValue parameters(GoldenValue.Sequence list, DType dtype) {
        boolean rows = list.items().getFirst() instanceof GoldenValue.Sequence;
        int columns =
                rows ? list.items().getFirst().asList().size() : list.items().size();
        double[] numbers = (rows ? list.items().stream().flatMap(row -> row.asList().stream()) : list.items().stream())
                .mapToDouble(GoldenValue::asDouble)
                .toArray();
        int[] sizes = rows ? new int[] {list.items().size(), columns} : new int[] {columns};
        return new GoldenValue.Tensor(Obor.fromArray(numbers, sizes).to(dtype));
    }

    private static GoldenValue value(PythonText.Expression expression) {
        Optional<GoldenValue> literal = PythonText.value(expression);
        if (literal.isPresent()) {
            return literal.get();
        }
        if (expression instanceof PythonText.Expression.Invocation call
                && call.name().equals("manual_seed")) {
            // Generator().manual_seed(n)
            long seed = PythonText.value(call.args().getFirst()).orElseThrow().asLong();
            return new GoldenValue.Given(Generator.mersenneTwister(seed));
        }
        // A bare word is how the file writes a text, as in mode=fan_out.
        return expression instanceof PythonText.Expression.Name name
                ? new GoldenValue.Text(name.name())
                : new GoldenValue.Tensor(tensor(evaluate(expression)));
    }

    private static Tensor tensor(Object result) {
        if (result instanceof Tensor tensor) {
            return tensor;
        }
        throw new Absent("a call returns " + result.getClass().getSimpleName() + " where a tensor is needed");
    }

    static void state(GoldenCase line) {
        Generator generator = Obor.manualSeed(line.get("seed").asLong());
        byte[] state = generator.state();
        NORMAL.compare("the seed", Long.toUnsignedString(generator.initialSeed()), line.get("initial_seed"));
        NORMAL.compare("the length of the state", state.length, line.get("state_bytes"));
        NORMAL.compare("the digest of the state", sha256(state), line.get("sha256"));
        long[] numbers = new long[line.get("random_(0, 2**32 - 1)").asList().size()];
        generator.integers(numbers, 0, numbers.length, 0, (1L << 32) - 1);
        same("what is drawn", numbers, line.get("random_(0, 2**32 - 1)"));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static void init(GoldenCase line) {
        if (line.has("seed")) {
            Obor.manualSeed(line.get("seed").asLong());
        }
        int[] sizes =
                line.get("shape").asList().stream().mapToInt(GoldenValue::asInt).toArray();
        Tensor tensor = Obor.zeros(dtype(line.text("dtype")), sizes);
        String text = line.text("init");
        var parsed = PythonText.parse(text.endsWith(")") ? text : text + "()");
        if (!(parsed instanceof PythonText.Expression.Invocation call)) {
            throw new Absent("'" + text + "' is no call");
        }
        Call plain = resolve(call);
        List<GoldenValue> args = new ArrayList<>(List.of(new GoldenValue.Tensor(tensor)));
        args.addAll(plain.args());
        Call init = new Call("nn.init." + plain.op(), args, plain.kwargs());
        if (line.get("out") instanceof GoldenValue.Failure) {
            Refusals.expect(line.get("out"), () -> Library.call(init));
            return;
        }
        Library.call(init);
        NORMAL.compare("the tensor", tensor, line.get("out"));
    }

    static void gain(GoldenCase line) {
        Object gain = Library.call(
                new Call("nn.init.calculate_gain", List.of(line.get("nonlinearity"), line.get("param")), Map.of()));
        NORMAL.compare("the gain", gain, line.get("out"));
    }

    static void defaultWeights(GoldenCase line) {
        Obor.setDefaultDtype(dtype(line.text("default_dtype")));
        try {
            Obor.manualSeed(line.get("seed").asLong());
            Module module = Construction.module(line.get("module"));
            NORMAL.compare("the state", module.stateDict(), line.get("state_dict"));
        } finally {
            Obor.setDefaultDtype(DType.FLOAT32);
        }
    }

    /// Errors are written as a call, on a tensor where it is a method.
    static void refusal(GoldenCase line) {
        if (TOLD.containsKey(line.text("text"))) {
            Refusals.expect(line, () -> Library.guard(TOLD.get(line.text("text"))));
            return;
        }
        String text = line.text("text");
        if (text.startsWith("kaiming_uniform_ ")) {
            throw new Absent("modes and nonlinearities are enums: no program with another compiles");
        }
        boolean isMethod = text.matches("\\w+_\\(.*\\)");
        var parsed = PythonText.parse(isMethod ? "empty(2)." + text : text);
        if (line.has("ok")) {
            NORMAL.compare(text, evaluate(parsed), line.get("out"));
        } else {
            Refusals.expect(line, () -> evaluate(parsed));
        }
    }

    static DType dtype(String name) {
        for (DType dtype : DType.values()) {
            if (dtype.toString().equals(name)) {
                return dtype;
            }
        }
        throw new Absent("there is no dtype '" + name + "'");
    }
}
