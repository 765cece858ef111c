package dev.obor.onnx;

import dev.obor.dtype.DType;
import dev.obor.error.OborException;
import dev.obor.expr.Expr;
import dev.obor.expr.Fn;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Turns scalar formulas into nodes, function by function.
final class Formulas {
    /// Functions and methods that are one node.
    private static final Map<String, String> DIRECT = Map.ofEntries(
            Map.entry("relu", "Relu"),
            Map.entry("sigmoid", "Sigmoid"),
            Map.entry("softplus", "Softplus"),
            Map.entry("tan", "Tan"),
            Map.entry("asin", "Asin"),
            Map.entry("acos", "Acos"),
            Map.entry("atan", "Atan"),
            Map.entry("sinh", "Sinh"),
            Map.entry("cosh", "Cosh"),
            Map.entry("asinh", "Asinh"),
            Map.entry("acosh", "Acosh"),
            Map.entry("atanh", "Atanh"));

    private static final double LN_2 = 0x1.62e42fefa39efp-1;
    private static final double LN_10 = 0x1.26bb1bbb55516p1;

    private final Graph graph;
    private final String op;
    private final DType compute;
    private final double[] params;
    private final Map<Double, Value> numbers = new HashMap<>();

    /// @param op what the formula is of, for messages
    /// @param compute the dtype of its numbers
    Formulas(Graph graph, String op, DType compute, double... params) {
        this.graph = graph;
        this.op = op;
        this.compute = compute;
        this.params = params;
    }

    /// Returns the value of an operator's or function's formula.
    Value of(String name, Expr body, List<Value> inputs) {
        String direct = DIRECT.get(name);
        if (direct != null && compute.isFloating()) {
            return graph.add(direct, inputs.toArray(Value[]::new));
        }
        return new Scope(inputs).of(body);
    }

    private Value number(double value) {
        return numbers.computeIfAbsent(value, v -> Value.constant(Tensor.full(Shape.SCALAR, v, compute)));
    }

    private OborException unknown(Object what) {
        return new OborException("onnx: the operator " + op + " cannot be exported, for ONNX has nothing for " + what
                + " of " + compute + ": compute it of other operators, or after the model");
    }

    /// A formula's inputs, and what was made of its parts.
    private final class Scope {
        private final List<Value> inputs;
        private final IdentityHashMap<Expr, Value> made = new IdentityHashMap<>();

        Scope(List<Value> inputs) {
            this.inputs = inputs;
        }

        Value of(Expr expr) {
            Value known = made.get(expr);
            if (known == null) {
                known = make(expr);
                made.put(expr, known);
            }
            return known;
        }

        private List<Value> all(List<Expr> args) {
            return args.stream().map(this::of).toList();
        }

        private Value make(Expr expr) {
            return switch (expr) {
                case Expr.Input in -> inputs.get(in.index());
                case Expr.Param param -> Value.constant(Tensor.full(Shape.SCALAR, params[param.index()], compute));
                case Expr.Const constant -> number(constant.value());
                case Expr.Bits bits
                when !compute.isFloating() -> Value.constant(Tensor.full(Shape.SCALAR, bits.value(), compute));
                case Expr.Bits _ -> throw unknown("bits");
                case Expr.Call call -> call(call.fn(), all(call.args()));
                case Expr.Inline inline ->
                    Formulas.this.of(inline.function().name(), inline.function().body(), all(inline.args()));
                case Expr.Invoke invoke -> invoke(invoke);
                case Expr.Guard guard ->
                    graph.add("Where", compute, Map.of(), of(guard.mask()), of(guard.usual()), of(guard.rare()));
            };
        }

        private Value invoke(Expr.Invoke invoke) {
            String method = invoke.method().name();
            // The formula of a second power bears the name, too, and has no exponent: it is what it says.
            String direct = method.equals("pow") ? "Pow" : DIRECT.get(method);
            if (direct == null || !compute.isFloating() && !direct.equals("Pow")) {
                throw unknown(method);
            }
            return graph.add(direct, all(invoke.args()).toArray(Value[]::new));
        }

        private Value call(Fn fn, List<Value> args) {
            Value[] a = args.toArray(Value[]::new);
            return switch (fn) {
                case ADD -> graph.add("Add", a);
                case SUB -> graph.add("Sub", a);
                case MUL -> graph.add("Mul", a);
                case DIV -> graph.add("Div", a);
                case FMA -> graph.add("Add", graph.add("Mul", a[0], a[1]), a[2]);
                case SQRT -> graph.add("Sqrt", a);
                case MIN -> graph.add("Min", a);
                case MAX -> graph.add("Max", a);
                case ABS -> graph.add("Abs", a);
                case NEG -> graph.add("Neg", a);
                case EQ -> graph.compare("Equal", a);
                case NE -> graph.compare("Not", graph.compare("Equal", a));
                case LT -> graph.compare("Less", a);
                case LE -> graph.compare("LessOrEqual", a);
                case AND -> graph.compare("And", a);
                case OR -> graph.compare("Or", a);
                case NOT -> graph.compare("Not", a);
                case SELECT -> graph.add("Where", a[1].dtype(), Map.of(), a);
                case FLOOR -> rounded("Floor", a);
                case CEIL -> rounded("Ceil", a);
                case ROUND -> rounded("Round", a);
                case TRUNC -> rounded(a[0]);
                case EXP -> graph.add("Exp", a);
                case EXPM1 -> graph.add("Sub", graph.add("Exp", a), number(1));
                case LOG -> graph.add("Log", a);
                case LOG1P -> graph.add("Log", graph.add("Add", a[0], number(1)));
                case EXP2 -> graph.add("Pow", number(2), a[0]);
                case LOG2 -> graph.add("Mul", graph.add("Log", a), number(1 / LN_2));
                case LOG10 -> graph.add("Mul", graph.add("Log", a), number(1 / LN_10));
                case SIN -> graph.add("Sin", a);
                case COS -> graph.add("Cos", a);
                case TANH -> graph.add("Tanh", a);
                case ERF -> graph.add("Erf", a);
                case SIGMOID -> graph.add("Sigmoid", a);
                default -> bits(fn, a);
            };
        }

        private Value rounded(String type, Value... a) {
            return compute.isFloating() ? graph.add(type, a) : a[0];
        }

        private Value rounded(Value a) {
            return compute.isFloating()
                    ? graph.add("Mul", graph.add("Sign", a), graph.add("Floor", graph.add("Abs", a)))
                    : a;
        }

        /// An integer is its own bits.
        private Value bits(Fn fn, Value... a) {
            if (compute.isFloating()) {
                throw unknown("the bits");
            }
            return switch (fn) {
                case TO_BITS, FROM_BITS -> a[0];
                case BITS_ADD -> graph.add("Add", a);
                case BITS_SUB -> graph.add("Sub", a);
                case BITS_AND -> graph.add("BitwiseAnd", a);
                case BITS_OR -> graph.add("BitwiseOr", a);
                case BITS_XOR -> graph.add("BitwiseXor", a);
                default -> throw unknown(fn);
            };
        }
    }

    /// Returns the numbers of the inputs that a formula's value depends on.
    static Set<Integer> inputs(Expr body) {
        Set<Integer> found = new HashSet<>();
        collect(body, found, Collections.newSetFromMap(new IdentityHashMap<>()));
        return found;
    }

    private static void collect(Expr expr, Set<Integer> found, Set<Expr> seen) {
        if (!seen.add(expr)) {
            return;
        }
        switch (expr) {
            case Expr.Input in -> found.add(in.index());
            case Expr.Call call -> call.args().forEach(arg -> collect(arg, found, seen));
            case Expr.Inline inline -> inline.args().forEach(arg -> collect(arg, found, seen));
            case Expr.Invoke invoke -> invoke.args().forEach(arg -> collect(arg, found, seen));
            case Expr.Guard guard -> {
                collect(guard.mask(), found, seen);
                collect(guard.usual(), found, seen);
                collect(guard.rare(), found, seen);
            }
            case Expr.Param _, Expr.Const _, Expr.Bits _ -> {}
        }
    }
}
