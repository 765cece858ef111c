package dev.obor.app.conformance;

import dev.obor.tensor.Tensor;
import dev.obor.testing.GoldenValue;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Finds and calls the public method that a call of PyTorch means.
final class Library {
    private Library() {}

    /// Returns what the library returns.
    ///
    /// @throws Absent if no public method of the name takes the arguments
    /// @throws Raised if the library throws
    static Object call(Call call) {
        List<Binding> fitting = new ArrayList<>();
        List<Executable> named = new ArrayList<>();
        for (Call reading : Names.readings(call)) {
            fitting.addAll(bindings(reading, named));
            if (!fitting.isEmpty()) {
                break;
            }
        }
        if (fitting.isEmpty()) {
            throw absent(call, named);
        }
        return invoke(best(fitting));
    }

    /// Returns what a method of an object, or a static method of a class, returns.
    ///
    /// @throws Absent if no public method of the name takes the arguments
    /// @throws Raised if the library throws
    static Object callOn(Object receiver, Call call) {
        List<Executable> named = new ArrayList<>();
        List<Binding> fitting = bindings(methods(receiver.getClass(), call.simpleName()), receiver, call, 0, named);
        if (fitting.isEmpty()) {
            throw absent(call, named);
        }
        return invoke(best(fitting));
    }

    /// Returns what a static method of a class returns.
    ///
    /// @throws Absent if no public method of the name takes the arguments
    /// @throws Raised if the library throws
    static Object callStatic(Class<?> type, Call call) {
        List<Executable> named = new ArrayList<>();
        List<Executable> own = methods(type, call.simpleName()).stream()
                .filter(method -> method.getDeclaringClass() == type)
                .toList();
        List<Binding> fitting = bindings(own, null, call, 0, named);
        if (fitting.isEmpty()) {
            throw absent(call, named);
        }
        return invoke(best(fitting));
    }

    /// Returns a new instance of a class.
    ///
    /// @throws Absent if no public constructor takes the arguments
    /// @throws Raised if the library throws
    static Object construct(Class<?> type, Call call) {
        List<Executable> named = List.of(type.getConstructors());
        List<Binding> fitting = bindings(named, null, call, 0, new ArrayList<>());
        if (fitting.isEmpty()) {
            throw absent(call, named);
        }
        return invoke(best(fitting));
    }

    /// Returns what a body returns that calls the library by itself.
    ///
    /// @throws Raised if the library throws
    static <T> T guard(Supplier<T> body) {
        try {
            return body.get();
        } catch (Absent | Mismatch | Raised e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            throw new Raised(e);
        }
    }

    private static List<Binding> bindings(Call call, List<Executable> named) {
        List<Binding> result = new ArrayList<>();
        for (Class<?> type : Names.classes(call.namespace())) {
            result.addAll(bindings(methods(type, call.simpleName()), null, call, 0, named));
        }
        boolean isMethod = !call.args().isEmpty() && call.args().getFirst() instanceof GoldenValue.Tensor;
        if (result.isEmpty() && isMethod) {
            Tensor receiver = call.args().getFirst().asTensor();
            result.addAll(bindings(methods(Tensor.class, call.simpleName()), receiver, call, 1, named));
        }
        return result;
    }

    private static List<Executable> methods(Class<?> type, String name) {
        String camel = Names.camelCase(name);
        return Arrays.stream(type.getMethods())
                .filter(method -> !method.isBridge() && !method.isSynthetic())
                .filter(method -> method.getName().equals(camel))
                .map(Executable.class::cast)
                .toList();
    }

    /// @param receiver null for static methods and constructors
    private static List<Binding> bindings(
            List<Executable> candidates, Object receiver, Call call, int used, List<Executable> named) {
        List<Binding> result = new ArrayList<>();
        for (Executable candidate : candidates) {
            boolean isStatic = candidate instanceof Constructor || Modifier.isStatic(candidate.getModifiers());
            if (isStatic == (receiver == null)) {
                named.add(candidate);
                Binding.of(candidate, Optional.ofNullable(receiver), call, used).ifPresent(result::add);
            }
        }
        return result;
    }

    private static Binding best(List<Binding> fitting) {
        // The text decides between equals, so that the choice does not hang on the order of reflection.
        return fitting.stream()
                .min(Comparator.comparingInt(Binding::cost)
                        .thenComparing(binding -> binding.executable().toString()))
                .orElseThrow();
    }

    private static Object invoke(Binding binding) {
        try {
            return switch (binding.executable()) {
                case Method method -> {
                    Object result = method.invoke(binding.receiver().orElse(null), binding.arguments());
                    // A void method changes its receiver.
                    yield result == null ? binding.receiver().orElse(Optional.empty()) : result;
                }
                case Constructor<?> constructor -> constructor.newInstance(binding.arguments());
            };
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof OutOfMemoryError error) {
                throw error;
            }
            throw new Raised(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new Absent("'" + binding.executable() + "' cannot be called: " + e);
        }
    }

    private static Absent absent(Call call, List<Executable> named) {
        if (named.isEmpty()) {
            return new Absent("there is no '" + Names.camelCase(call.simpleName()) + "'");
        }
        String overloads = named.stream()
                .map(candidate ->
                        candidate.getName().substring(candidate.getName().lastIndexOf('.') + 1)
                                + Arrays.stream(candidate.getParameters())
                                        .map(p -> p.getType().getSimpleName() + " " + p.getName())
                                        .collect(Collectors.joining(", ", "(", ")")))
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return new Absent("no overload takes " + Descriptions.of(call) + "; there are " + overloads);
    }
}
