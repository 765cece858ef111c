package dev.obor.app.conformance;

import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import dev.obor.testing.GoldenValue;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// A Java method with arguments made for each of its parameters.
///
/// @param cost how far its types are from the call's; the method of the least cost is meant
record Binding(Executable executable, Optional<Object> receiver, Object[] arguments, int cost) {
    /// Returns the method with a call's arguments; empty if they do not fit.
    ///
    /// @param used how many positional arguments are spoken for, as by the receiver
    static Optional<Binding> of(Executable executable, Optional<Object> receiver, Call call, int used) {
        Binder binder = new Binder(executable, call, used);
        return binder.bind()
                ? Optional.of(new Binding(executable, receiver, binder.values(), binder.cost))
                : Optional.empty();
    }

    /// An argument of the call that has found no parameter yet.
    private record Argument(Optional<String> name, boolean isPositional, GoldenValue value) {}

    /// Gives the arguments of one call to the parameters of one method.
    private static final class Binder {
        private final Parameter[] parameters;
        private final boolean isVariable;
        private final boolean isConstructor;
        private final Fit[] slots;
        private final Signature signature;
        private final List<Argument> left = new ArrayList<>();
        private int cost;

        Binder(Executable executable, Call call, int used) {
            parameters = executable.getParameters();
            isVariable = executable.isVarArgs();
            isConstructor = executable instanceof Constructor;
            slots = new Fit[parameters.length];
            signature = Signature.of(call.op());
            for (int i = used; i < call.args().size(); i++) {
                left.add(new Argument(signature.name(i), true, call.args().get(i)));
            }
            for (Map.Entry<String, GoldenValue> entry : call.kwargs().entrySet()) {
                left.add(new Argument(Optional.of(entry.getKey()), false, entry.getValue()));
            }
        }

        boolean bind() {
            bindNamed();
            bindPositional();
            boolean fits = bindDefaults() && left.stream().allMatch(this::isDefault);
            // A None that means something, as None for a momentum, goes to a method that takes it, if there is one.
            cost += 2 * (int) left.stream().filter(this::isOtherThanDefault).count();
            return fits;
        }

        private boolean isOtherThanDefault(Argument argument) {
            return argument.name()
                    .flatMap(signature::defaultOf)
                    .filter(value -> !same(value, argument.value()))
                    .isPresent();
        }

        Object[] values() {
            return Arrays.stream(slots).map(Fit::value).toArray();
        }

        private void bindNamed() {
            boolean gathers = isVariable
                    && isList(left.stream().filter(Argument::isPositional).toList());
            for (int i = 0; i < slots.length; i++) {
                for (Argument argument : List.copyOf(left)) {
                    boolean isGathered = gathers && i == slots.length - 1 && argument.isPositional();
                    boolean named = !isGathered
                            && argument.name().isPresent()
                            && Signature.sameName(argument.name().get(), parameters[i].getName());
                    if (named && slots[i] == null) {
                        place(i, argument, Conversion.convert(argument.value(), parameters[i].getParameterizedType()));
                    }
                }
            }
        }

        private void place(int slot, Argument argument, Optional<Fit> fit) {
            fit.ifPresent(found -> {
                slots[slot] = found;
                cost += found.cost();
                left.remove(argument);
            });
        }

        /// Java's names of parameters are its own, so what no name placed goes by order.
        private void bindPositional() {
            for (int i = 0; i < slots.length; i++) {
                if (slots[i] == null) {
                    placeNext(i);
                }
            }
        }

        private void placeNext(int slot) {
            List<Argument> positional =
                    left.stream().filter(Argument::isPositional).toList();
            boolean isOneOfMany = isVariable
                    && positional.size() == 1
                    && positional.getFirst().value() instanceof GoldenValue.Construct;
            if (slot == slots.length - 1 && (isList(positional) || isOneOfMany)) {
                gather(slot, positional);
            }
            for (Argument next : positional) {
                if (slots[slot] == null) {
                    place(slot, next, Conversion.convert(next.value(), parameters[slot].getParameterizedType()));
                }
                if (slots[slot] != null || !isDefault(next)) {
                    return;
                }
            }
        }

        /// Tells whether several arguments can be the items of one: not those that a constructor has names
        /// for. Functions, as `zeros`, take sizes one by one though the next parameter has a name.
        private boolean isList(List<Argument> positional) {
            return positional.size() > 1
                    && (!isConstructor || positional.get(1).name().isEmpty());
        }

        /// Python's `f(a, b, c)` where Java's last parameter is a list or an array.
        private void gather(int slot, List<Argument> positional) {
            boolean isMany = isVariable
                    || parameters[slot].getType() == Tensor[].class
                    || parameters[slot].getType() == Shape.class
                    || parameters[slot].getParameterizedType() instanceof ParameterizedType generic
                            && generic.getRawType() == List.class;
            if (isMany) {
                var all = new GoldenValue.Sequence(
                        positional.stream().map(Argument::value).toList());
                Conversion.convert(all, parameters[slot].getParameterizedType()).ifPresent(found -> {
                    slots[slot] = found;
                    cost += found.cost();
                    left.removeAll(positional);
                });
            }
        }

        private boolean isDefault(Argument argument) {
            return argument.value().isNone()
                    || argument.name()
                            .flatMap(signature::defaultOf)
                            .filter(value -> same(value, argument.value()))
                            .isPresent();
        }

        private static boolean same(GoldenValue a, GoldenValue b) {
            boolean numbers = isNumber(a) && isNumber(b);
            return numbers ? a.asDouble() == b.asDouble() : a.equals(b);
        }

        private static boolean isNumber(GoldenValue value) {
            return value instanceof GoldenValue.Whole || value instanceof GoldenValue.Real;
        }

        private boolean bindDefaults() {
            for (int i = 0; i < slots.length; i++) {
                if (slots[i] == null) {
                    slots[i] = fallback(i).orElse(null);
                    // A method that asks for less is nearer to a call that says less.
                    cost++;
                }
                if (slots[i] == null) {
                    return false;
                }
            }
            return true;
        }

        private Optional<Fit> fallback(int slot) {
            Parameter parameter = parameters[slot];
            Class<?> type = parameter.getType();
            if (type == Optional.class) {
                return Optional.of(new Fit(Optional.empty(), 0));
            }
            if (type == OptionalInt.class || type == OptionalLong.class || type == OptionalDouble.class) {
                return Conversion.convert(new GoldenValue.None(), type);
            }
            boolean allDims = type == int[].class
                    && parameter.getName().startsWith("dim")
                    && signature.defaultOf("dim").filter(GoldenValue::isNone).isPresent();
            boolean noSizes = type == int[].class
                    && signature
                            .defaultOf(parameter.getName())
                            .filter(GoldenValue::isNone)
                            .isPresent();
            if (allDims || noSizes) {
                return Optional.of(new Fit(new int[0], 0));
            }
            Optional<Fit> documented = signature
                    .defaultOf(parameter.getName())
                    .flatMap(value -> Conversion.convert(value, parameter.getParameterizedType()));
            if (documented.isPresent()) {
                return documented;
            }
            if (type.isRecord()) {
                return options(type);
            }
            return isVariable && slot == slots.length - 1
                    ? Conversion.convert(new GoldenValue.Sequence(List.of()), type)
                    : Optional.empty();
        }

        /// A record of options starts from its constant DEFAULT; the named arguments that are left replace
        /// components.
        private Optional<Fit> options(Class<?> type) {
            return Options.make(type, named()).map(made -> {
                left.removeIf(argument -> argument.name()
                        .filter(name -> Options.knows(type, name))
                        .isPresent());
                return new Fit(made, 0);
            });
        }

        private Map<String, GoldenValue> named() {
            Map<String, GoldenValue> result = new LinkedHashMap<>();
            for (Argument argument : left) {
                argument.name().ifPresent(name -> result.put(name, argument.value()));
            }
            return result;
        }
    }
}
