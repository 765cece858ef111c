package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.dtype.Promotion;
import dev.obor.error.AutogradException;
import dev.obor.error.DTypeException;
import dev.obor.error.OborException;
import dev.obor.expr.Expr;
import dev.obor.expr.Function;
import dev.obor.expr.Kind;
import dev.obor.expr.Substitution;
import dev.obor.layout.Broadcast;
import dev.obor.layout.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// An operator that computes each element of its outputs from the elements at the same index of its inputs: a
/// name and a formula. Everything else about it (dtypes, kernels, the reference value, the gradient) follows
/// from the formula.
public final class Pointwise implements Op {
    /// How the output's dtype follows from the promoted dtype of the inputs.
    public enum Result {
        /// The promoted dtype.
        PROMOTED,
        /// The promoted dtype, or float32 where that is no floating-point type.
        FLOATING,
        /// bool, computed in the promoted dtype.
        BOOL
    }

    /// The dtypes that an operator takes, after promotion.
    public enum Domain {
        /// All.
        ALL,
        /// All but bool.
        NUMBERS,
        /// All but bool, not even beside an operand of another dtype.
        NO_BOOLS,
        /// Floating-point numbers.
        FLOATING,
        /// Integers and bool.
        WHOLE,
        /// Integers.
        INTEGERS;

        boolean holds(DType dtype) {
            return switch (this) {
                case ALL -> true;
                case NUMBERS, NO_BOOLS -> dtype != DType.BOOL;
                case FLOATING -> dtype.isFloating();
                case WHOLE -> !dtype.isFloating();
                case INTEGERS -> !dtype.isFloating() && dtype != DType.BOOL;
            };
        }

        private String refusal(DType dtype) {
            return switch (this) {
                case ALL -> "everything";
                case NUMBERS, NO_BOOLS ->
                    "numbers, not " + dtype + ": use logicalNot or logicalOr, or convert with to(FLOAT32)";
                case FLOATING -> "floating-point numbers, not " + dtype + ": convert with to(FLOAT32)";
                case WHOLE, INTEGERS -> "integers, not " + dtype + ": convert with to(INT64)";
            };
        }
    }

    /// A gradient as an operator, and where its inputs come from: the inputs 0 to n−1, the output n, the
    /// incoming gradient n+1 of the operator that it belongs to.
    ///
    /// @param isCotangent whether the gradient is the incoming one as it is, which then need not be copied
    private record Rule(Pointwise op, int[] sources, boolean isCotangent) {
        boolean uses(int source) {
            for (int s : sources) {
                if (s == source) {
                    return true;
                }
            }
            return false;
        }
    }

    /// What all instances with the same formula share.
    private static final class Definition {
        private static final AtomicInteger NEXT = new AtomicInteger();
        private final int id = NEXT.getAndIncrement();
        private final String name;
        private final int arity;
        private final List<Expr> outputs;
        private final Result result;
        private final long masks;
        private final Rule[] rules;
        private final Function function;
        private final int paramCount;
        private final Domain domain;
        /// A bit for each input that has no gradient.
        private final long constants;

        Definition(
                String name,
                int arity,
                List<Expr> outputs,
                Result result,
                Function function,
                Domain domain,
                long constants) {
            this.name = name;
            this.arity = arity;
            this.outputs = List.copyOf(outputs);
            this.result = result;
            this.function = function;
            this.masks = maskInputs(outputs);
            this.rules = new Rule[arity];
            this.paramCount = paramCount(outputs);
            this.domain = domain;
            this.constants = constants;
        }

        boolean hasGradient(int input) {
            return (constants >>> input & 1) == 0;
        }
    }

    private static final double[] NO_PARAMS = {};

    private final Definition definition;
    private final double[] params;

    private Pointwise(Definition definition, double[] params) {
        this.definition = definition;
        this.params = params;
    }

    /// Makes an operator from a function.
    public static Pointwise of(Function function, Result result) {
        Definition definition = new Definition(
                function.name(), function.arity(), List.of(function.body()), result, function, Domain.ALL, 0);
        return new Pointwise(definition, NO_PARAMS);
    }

    /// Returns this operator for fewer dtypes; others are refused.
    public Pointwise onlyFor(Domain domain) {
        Definition d = definition;
        return new Pointwise(
                new Definition(d.name, d.arity, d.outputs, d.result, d.function, domain, d.constants), NO_PARAMS);
    }

    /// Returns this operator without gradients with respect to some inputs, or all if none is named: asking
    /// for one is an error. Without any it is not recorded.
    public Pointwise withoutGradient(int... inputs) {
        Definition d = definition;
        long constants = inputs.length == 0 ? (1L << d.arity) - 1 : d.constants;
        for (int input : inputs) {
            constants |= 1L << input;
        }
        return new Pointwise(
                new Definition(d.name, d.arity, d.outputs, d.result, d.function, d.domain, constants), NO_PARAMS);
    }

    /// Makes an operator with several outputs, which has no gradient: for updates such as an optimizer's
    /// step.
    public static Pointwise update(String name, int arity, Expr... outputs) {
        Function none = Function.of(name, arity, outputs[0]);
        return new Pointwise(
                new Definition(name, arity, List.of(outputs), Result.PROMOTED, none, Domain.FLOATING, 0), NO_PARAMS);
    }

    /// Returns this operator with values for the parameters of its formula.
    public Pointwise with(double... values) {
        return new Pointwise(definition, values.clone());
    }

    /// Returns a small number by which a backend finds the kernels of this formula.
    public int id() {
        return definition.id;
    }

    @Override
    public String name() {
        return definition.name;
    }

    /// The methods behind which operators of other names stand.
    private static final Map<String, String> METHODS = Map.ofEntries(
            Map.entry("addScaled", "add"),
            Map.entry("subScaled", "sub"),
            Map.entry("truncDivide", "div"),
            Map.entry("truncDivideIntegers", "div"),
            Map.entry("clampBetween", "clamp"),
            Map.entry("roundFraction", "round"),
            Map.entry("nextafterSingle", "nextafter"),
            Map.entry("nextafterFloat16", "nextafter"),
            Map.entry("nextafterBfloat16", "nextafter"),
            Map.entry("scaledSoftplus", "softplus"),
            Map.entry("logSigmoid", "logsigmoid"),
            Map.entry("mantissa", "frexp"),
            Map.entry("copy", "copy_"));

    @Override
    public String method() {
        return METHODS.getOrDefault(name(), name());
    }

    /// Returns the number of inputs.
    public int arity() {
        return definition.arity;
    }

    /// Returns the formulas of the outputs.
    public List<Expr> outputs() {
        return definition.outputs;
    }

    /// Returns the function.
    public Function function() {
        return definition.function;
    }

    /// Tells whether the operator takes a dtype, after promotion.
    public boolean takes(DType dtype) {
        return definition.domain.holds(dtype);
    }

    /// Returns how the output's dtype follows.
    public Result result() {
        return definition.result;
    }

    /// Returns the values of the parameters; not to be written to.
    @SuppressWarnings("EI_EXPOSE_REP")
    public double[] params() {
        return params;
    }

    /// Tells whether an input is a mask, which takes no part in promotion.
    public boolean isMask(int input) {
        return (definition.masks >>> input & 1) != 0;
    }

    /// Returns the dtype of the output for the promoted dtype of the inputs.
    public DType resultType(DType promoted) {
        return switch (definition.result) {
            case PROMOTED -> promoted;
            case FLOATING -> promoted.isFloating() ? promoted : Promotion.defaultDtype();
            case BOOL -> DType.BOOL;
        };
    }

    /// Returns the dtype of the arithmetic for the promoted dtype of the inputs.
    public DType computeType(DType promoted) {
        return definition.result == Result.BOOL
                ? promoted.compute()
                : resultType(promoted).compute();
    }

    /// Returns the promoted dtype of inputs with these shapes and dtypes, masks left out.
    public DType promote(Spec... inputs) {
        DType strong = null;
        DType weak = null;
        for (int i = 0; i < inputs.length; i++) {
            if (isMask(i)) {
                continue;
            }
            DType dtype = inputs[i].dtype();
            if (inputs[i].shape().rank() > 0) {
                strong = strong == null ? dtype : Promotion.promote(strong, dtype);
            } else {
                weak = weak == null ? dtype : Promotion.promote(weak, dtype);
            }
        }
        if (weak == null) {
            return strong == null ? DType.BOOL : strong;
        }
        return strong == null ? weak : Promotion.withWeaker(strong, weak);
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        if (inputs.length != arity() || params.length < definition.paramCount) {
            throw new OborException(method() + ": it was given " + inputs.length + " inputs and " + params.length
                    + " parameters and takes " + arity() + " and " + definition.paramCount);
        }
        Shape shape = inputs[0].shape();
        for (int i = 0; i < inputs.length; i++) {
            shape = Broadcast.of(method(), shape, inputs[i].shape());
            if (inputs[i].dtype() == DType.BOOL && definition.domain == Domain.NO_BOOLS) {
                throw new DTypeException(method() + ": it takes " + definition.domain.refusal(DType.BOOL));
            }
            if (isMask(i) && inputs[i].dtype() != DType.BOOL) {
                throw new DTypeException(method() + ": input " + i + " is a mask and must be bool, not "
                        + inputs[i].dtype() + ": compare it, as in x.ne(0)");
            }
        }
        DType promoted = promote(inputs);
        if (!definition.domain.holds(promoted)) {
            throw new DTypeException(method() + ": it takes " + definition.domain.refusal(promoted));
        }
        Spec[] result = new Spec[definition.outputs.size()];
        Arrays.fill(result, new Spec(shape, resultType(promoted)));
        return result;
    }

    @Override
    public boolean isDifferentiable() {
        boolean whole = definition.domain == Domain.WHOLE || definition.domain == Domain.INTEGERS;
        return definition.result != Result.BOOL
                && !whole
                && definition.outputs.size() == 1
                && Long.bitCount(definition.constants) < arity();
    }

    /// Tells whether there is a gradient with respect to an input.
    public boolean hasGradient(int input) {
        return isDifferentiable() && definition.hasGradient(input);
    }

    @Override
    public boolean savesInput(int input, int saved) {
        return definition.hasGradient(input) && rule(input).uses(saved);
    }

    @Override
    public boolean savesOutput(int input) {
        return definition.hasGradient(input) && rule(input).uses(arity());
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        if (!definition.hasGradient(input)) {
            throw new AutogradException(name() + ": the gradient with respect to input " + input
                    + " is not known in closed form: detach() that input, or ask for the other's gradient");
        }
        Rule rule = rule(input);
        if (rule.isCotangent()) {
            return g;
        }
        Tensor[] operands = new Tensor[rule.sources.length];
        for (int i = 0; i < operands.length; i++) {
            int source = rule.sources[i];
            operands[i] = source < arity() ? saved.input(source) : source == arity() ? saved.output() : g;
        }
        if (operands.length == 0) {
            Spec spec = saved.spec(input);
            return Tensor.full(spec.shape(), 0, spec.dtype());
        }
        Pointwise op = params.length == 0 ? rule.op : new Pointwise(rule.op.definition, params);
        return Tensor.of(op, operands);
    }

    /// Returns the gradient with respect to an input as an operator, for tests and for fused forms.
    public Pointwise gradientOp(int input) {
        return rule(input).op;
    }

    private Rule rule(int input) {
        Rule known = definition.rules[input];
        if (known == null) {
            known = makeRule(input);
            definition.rules[input] = known;
        }
        return known;
    }

    private Rule makeRule(int input) {
        Expr gradient = definition.function.gradient(input);
        TreeSet<Integer> free = new TreeSet<>();
        collectInputs(gradient, (index, _) -> free.add(index));
        int[] sources = free.stream().mapToInt(Integer::intValue).toArray();
        List<Expr> variables = new ArrayList<>();
        int place = 0;
        for (int i = 0; i <= arity() + 1; i++) {
            variables.add(Expr.input(place));
            if (free.contains(i)) {
                Kind kind = i < arity() && isMask(i) ? Kind.MASK : Kind.NUMBER;
                variables.set(i, new Expr.Input(place++, kind));
            }
        }
        Expr body = Substitution.apply(gradient, variables);
        Function function = Function.of(name() + "Backward", sources.length, body);
        boolean isCotangent = body instanceof Expr.Input && sources[0] == arity() + 1;
        return new Rule(of(function, Result.PROMOTED), sources, isCotangent);
    }

    private static int paramCount(List<Expr> outputs) {
        int[] count = {0};
        IdentityHashMap<Expr, Boolean> seen = new IdentityHashMap<>();
        for (Expr output : outputs) {
            visit(output, seen, node -> {
                if (node instanceof Expr.Param param) {
                    count[0] = Math.max(count[0], param.index() + 1);
                }
            });
        }
        return count[0];
    }

    private static long maskInputs(List<Expr> outputs) {
        long[] masks = {0};
        for (Expr output : outputs) {
            collectInputs(output, (index, kind) -> {
                if (kind == Kind.MASK) {
                    masks[0] |= 1L << index;
                }
            });
        }
        return masks[0];
    }

    private static void collectInputs(Expr expr, BiConsumer<Integer, Kind> found) {
        visit(expr, new IdentityHashMap<>(), node -> {
            if (node instanceof Expr.Input in) {
                found.accept(in.index(), in.kind());
            }
        });
    }

    private static void visit(Expr expr, IdentityHashMap<Expr, Boolean> seen, Consumer<Expr> visitor) {
        if (seen.put(expr, true) != null) {
            return;
        }
        visitor.accept(expr);
        switch (expr) {
            case Expr.Call call -> call.args().forEach(arg -> visit(arg, seen, visitor));
            case Expr.Inline inline -> inline.args().forEach(arg -> visit(arg, seen, visitor));
            case Expr.Invoke invoke -> invoke.args().forEach(arg -> visit(arg, seen, visitor));
            case Expr.Guard guard -> {
                visit(guard.mask(), seen, visitor);
                visit(guard.usual(), seen, visitor);
                visit(guard.rare(), seen, visitor);
            }
            case Expr.Input _, Expr.Param _, Expr.Const _, Expr.Bits _ -> {}
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
