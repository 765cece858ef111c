package dev.obor.expr;

import dev.obor.dtype.DType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// The flat form of formulas that emitters read: steps in an order in which each uses earlier ones only.
/// Functions are inlined, defined functions replaced by their definitions for the compute type, equal steps
/// made once.
///
/// @param steps the steps; a step's value is known by its place
/// @param outputs the places of the results
/// @param compute the dtype of the arithmetic
public record Program(List<Step> steps, List<Integer> outputs, DType compute) {
    /// Copies the lists.
    public Program {
        steps = List.copyOf(steps);
        outputs = List.copyOf(outputs);
    }

    /// One step.
    public sealed interface Step {
        /// Returns what the value is.
        Kind kind();
    }

    /// An operand's element.
    public record Load(int input, Kind kind) implements Step {}

    /// A parameter.
    public record Parameter(int index) implements Step {
        @Override
        public Kind kind() {
            return Kind.NUMBER;
        }
    }

    /// A constant number, compared by its bits so that −0 stays.
    public record Constant(long doubleBits) implements Step {
        /// Returns the number.
        public double value() {
            return Double.longBitsToDouble(doubleBits);
        }

        @Override
        public Kind kind() {
            return Kind.NUMBER;
        }
    }

    /// Constant bits.
    public record BitPattern(long value) implements Step {
        @Override
        public Kind kind() {
            return Kind.BITS;
        }
    }

    /// A basic function of earlier steps.
    public record Apply(Fn fn, List<Integer> args) implements Step {
        @Override
        public Kind kind() {
            return fn.result();
        }
    }

    /// A method called with earlier steps.
    public record Invoke(ScalarMethod method, List<Integer> args) implements Step {
        @Override
        public Kind kind() {
            return Kind.NUMBER;
        }
    }

    /// An earlier step's value where a mask holds, elsewhere that of a method called with earlier steps.
    ///
    /// @param mask the place of the mask
    /// @param usual the place of the value
    public record Guard(int mask, int usual, Invoke rare) implements Step {
        @Override
        public Kind kind() {
            return Kind.NUMBER;
        }
    }

    /// Returns the flat form of formulas, to be computed in `compute`.
    public static Program of(List<Expr> outputs, DType compute) {
        Flattener flattener = new Flattener(compute);
        List<Integer> places = new ArrayList<>();
        for (Expr output : outputs) {
            places.add(flattener.visit(output));
        }
        return new Program(flattener.steps, places, compute);
    }

    private static final class Flattener {
        private final DType compute;
        private final List<Step> steps = new ArrayList<>();
        private final Map<Step, Integer> numbers = new HashMap<>();
        private final IdentityHashMap<Expr, Integer> done = new IdentityHashMap<>();

        Flattener(DType compute) {
            this.compute = compute;
        }

        int visit(Expr expr) {
            Integer known = done.get(expr);
            if (known != null) {
                return known;
            }
            int place = switch (expr) {
                case Expr.Input in -> number(new Load(in.index(), in.kind()));
                case Expr.Param param -> number(new Parameter(param.index()));
                case Expr.Const constant -> number(new Constant(Double.doubleToRawLongBits(constant.value())));
                case Expr.Bits bits -> number(new BitPattern(bits.value()));
                case Expr.Inline inline ->
                    visit(Substitution.apply(inline.function().body(), inline.args()));
                case Expr.Call call
                when call.fn().isDefined() ->
                    visit(Definitions.define(call.fn(), compute, call.args().getFirst()));
                case Expr.Call call -> number(new Apply(call.fn(), places(call.args())));
                case Expr.Invoke invoke -> {
                    Expr defined = Definitions.define(invoke, compute);
                    yield defined instanceof Expr.Invoke method ? number(invoke(method)) : visit(defined);
                }
                case Expr.Guard guard -> number(guard(guard));
            };
            done.put(expr, place);
            return place;
        }

        private Guard guard(Expr.Guard guard) {
            return new Guard(visit(guard.mask()), visit(guard.usual()), invoke(guard.rare()));
        }

        private Invoke invoke(Expr.Invoke invoke) {
            return new Invoke(invoke.method(), places(invoke.args()));
        }

        private List<Integer> places(List<Expr> args) {
            return args.stream().map(this::visit).toList();
        }

        private int number(Step step) {
            return numbers.computeIfAbsent(step, s -> {
                steps.add(s);
                return steps.size() - 1;
            });
        }
    }
}
