package dev.obor.testing;

import dev.obor.Linalg;
import dev.obor.Obor;
import dev.obor.Special;
import dev.obor.dtype.DType;
import dev.obor.layout.Shape;
import dev.obor.nn.F;
import dev.obor.tensor.Tensor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Calls of every operator with arguments that suit its types, but for what a test wants to be wrong.
///
/// @param tensor the first tensor
/// @param other all further tensors
/// @param index what is passed where a parameter is called so
/// @param dim what is passed where a parameter names a dim
record BadCalls(Tensor tensor, Tensor other, Tensor index, int dim) {
    /// How parameters that name a dim are called.
    static final String DIMS = "dim|dim0|dim1|dim2|axis0|axis1|startDim|endDim|dims";

    /// Methods that are no operators, or change what all calls share; polynomials, whose time grows with a
    /// number.
    private static final String LEFT_OUT =
            "self|apply|applyInPlace|viewOf|setData|setGrad|.*Polynomial.*|seed|setRngState"
                    + "|setDefaultDtype|setPrintOptions|setNumThreads|manualSeed|setGradEnabled|detectAnomaly|noGrad";

    private static final List<Method> METHODS = Stream.of(
                    Tensor.class, Obor.class, F.class, Linalg.class, Special.class)
            .flatMap(type -> Arrays.stream(type.getMethods()))
            .filter(method -> method.getDeclaringClass() != Object.class && !method.isSynthetic())
            .filter(method -> !method.getName().matches(LEFT_OUT))
            .sorted(Comparator.comparing(Method::toString))
            .toList();

    /// What came of a call.
    ///
    /// @param thrown empty if the call returned
    record Outcome(Method method, Optional<Throwable> thrown) {
        @Override
        public String toString() {
            List<String> parameters = Arrays.stream(method.getParameters())
                    .map(p -> p.getType().getSimpleName() + " " + p.getName())
                    .toList();
            return method.getDeclaringClass().getSimpleName() + "." + method.getName() + parameters + ": "
                    + thrown.map(Throwable::toString).orElse("returned");
        }
    }

    /// Returns the names of all operators.
    static Set<String> names() {
        return Set.copyOf(METHODS.stream().map(Method::getName).toList());
    }

    /// Tells whether a parameter's name matches.
    static Predicate<Method> withParameter(String names) {
        return method -> Arrays.stream(method.getParameters())
                .anyMatch(parameter -> parameter.getName().matches(names));
    }

    /// Makes one call of each method that is wanted and whose arguments can be made.
    List<Outcome> of(Predicate<Method> wanted) {
        return METHODS.stream()
                .filter(wanted)
                .flatMap(method -> call(method).stream())
                .toList();
    }

    private Optional<Outcome> call(Method method) {
        boolean isStatic = Modifier.isStatic(method.getModifiers());
        boolean first = isStatic;
        Object[] arguments = new Object[method.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            Parameter parameter = method.getParameters()[i];
            boolean isFirst = first && parameter.getType() == Tensor.class;
            Optional<Object> value = isFirst ? Optional.of(tensor.detach()) : value(parameter);
            first = first && !isFirst;
            if (value.isEmpty()) {
                return Optional.empty();
            }
            arguments[i] = value.get();
        }
        try {
            method.invoke(isStatic ? null : tensor.detach(), arguments);
            return Optional.of(new Outcome(method, Optional.empty()));
        } catch (InvocationTargetException e) {
            return Optional.of(new Outcome(method, Optional.of(e.getCause())));
        } catch (IllegalAccessException e) {
            throw new LinkageError("an operator cannot be called", e);
        }
    }

    private Optional<Object> value(Parameter parameter) {
        String name = parameter.getName();
        boolean isDim = name.matches(DIMS);
        Type type = parameter.getParameterizedType();
        if (type instanceof ParameterizedType generic) {
            if (generic.getRawType() == List.class && generic.getActualTypeArguments()[0] == Tensor.class) {
                return Optional.of(List.of(tensor.detach(), other));
            }
            return generic.getRawType() == Optional.class ? Optional.of(Optional.empty()) : Optional.empty();
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isEnum()) {
            return Optional.of(plain == DType.class ? DType.FLOAT32 : plain.getEnumConstants()[0]);
        }
        return Optional.ofNullable(
                switch (plain.getSimpleName()) {
                    case "Tensor" ->
                        name.matches("index|indices")
                                ? index
                                : name.matches("mask|condition")
                                        ? tensor.detach().ne(0)
                                        : other;
                    case "Tensor[]" -> new Tensor[] {other};
                    case "int" -> isDim ? dim : 1;
                    case "int[]" -> isDim ? new int[] {dim} : new int[] {1, 1};
                    case "long" -> 1L;
                    case "double" -> 0.5;
                    case "double[]" -> new double[] {1, 2};
                    case "boolean" -> false;
                    case "Number" -> 1;
                    case "String" -> name.equals("reduce") ? "prod" : "fro";
                    case "Shape" -> Shape.of(3, 4);
                    case "OptionalInt" -> isDim ? OptionalInt.of(dim) : OptionalInt.empty();
                    case "OptionalDouble" -> OptionalDouble.empty();
                    default -> null;
                });
    }
}
