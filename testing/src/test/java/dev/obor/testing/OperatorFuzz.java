package dev.obor.testing;

import dev.obor.Linalg;
import dev.obor.Obor;
import dev.obor.Special;
import dev.obor.dtype.DType;
import dev.obor.error.OborException;
import dev.obor.layout.Shape;
import dev.obor.nn.F;
import dev.obor.random.Generator;
import dev.obor.tensor.GradMode;
import dev.obor.tensor.Tensor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Calls random operators with random arguments: each call must return or throw an exception of the library's.
final class OperatorFuzz {
    /// Methods that are no operators, wait, or change what all calls share.
    private static final Set<String> LEFT_OUT = Set.of(
            "wait",
            "notify",
            "notifyAll",
            "getClass",
            "hashCode",
            "equals",
            "seed",
            "setDefaultDtype",
            "setPrintOptions",
            "setNumThreads",
            "numThreads",
            "manualSeed");

    private static final List<String> TEXTS = List.of(
            "",
            "sum",
            "mean",
            "add",
            "multiply",
            "amax",
            "prod",
            "fro",
            "nuc",
            "floor",
            "trunc",
            "left",
            "ij",
            "xy",
            "linear",
            "a b -> b a",
            "b c -> (b c)",
            "a b -> a",
            "1:3, ...",
            ":, ?",
            "complete",
            "reduced",
            "r",
            "L",
            "nearest",
            "L1");

    private static final List<DType> DTYPES = List.of(DType.values());

    private final Random random;
    private final List<Method> methods;
    private final int side;

    /// @param side that of the square matrices that are made beside tensors of smaller dims
    OperatorFuzz(long seed, int side) {
        this.random = new Random(seed);
        this.side = side;
        methods = Stream.of(Tensor.class, Obor.class, F.class, Linalg.class, Special.class)
                .flatMap(type -> Arrays.stream(type.getMethods()))
                .filter(method -> !LEFT_OUT.contains(method.getName()) && !method.isSynthetic())
                // Their time grows with the degree, which may be 2³¹.
                .filter(method -> !method.getName().contains("Polynomial"))
                .filter(method ->
                        Arrays.stream(method.getGenericParameterTypes()).allMatch(OperatorFuzz::isKnown))
                .filter(method ->
                        Modifier.isStatic(method.getModifiers()) || method.getDeclaringClass() != Object.class)
                .sorted(Comparator.comparing(Method::toString))
                .toList();
    }

    /// Returns how many methods are called.
    int methods() {
        return methods.size();
    }

    /// Makes one call and returns what is wrong with its outcome.
    Optional<String> call() {
        Method method = methods.get(random.nextInt(methods.size()));
        Tensor receiver = tensor();
        Object[] arguments = arguments(method);
        String text = describe(method, receiver, arguments);
        long start = System.nanoTime();
        Optional<String> wrong = outcome(method, receiver, arguments, text);
        long seconds = (System.nanoTime() - start) / 1_000_000_000;
        return wrong.isEmpty() && seconds > 100 ? Optional.of(text + " takes " + seconds + " s") : wrong;
    }

    /// Makes `calls` calls of each method, whose arguments depend on the method's name alone, and returns for
    /// each what came out of them. Left out is what makes a million elements out of a thousand.
    Map<String, Long> bits(int calls) {
        Map<String, Long> all = new TreeMap<>();
        List<Method> quick = methods.stream()
                .filter(method -> !method.getName().matches("kron|diagflat"))
                .toList();
        for (Method method : quick) {
            OutcomeBits bits = new OutcomeBits();
            random.setSeed(method.toString().hashCode());
            for (int i = 0; i < calls; i++) {
                Obor.manualSeed(i);
                Tensor receiver = tensor();
                Object[] arguments = arguments(method);
                bits.add(method, receiver, arguments);
            }
            all.put(method.toString(), bits.sum());
        }
        return all;
    }

    private Object[] arguments(Method method) {
        return Arrays.stream(method.getGenericParameterTypes()).map(this::value).toArray();
    }

    private Optional<String> outcome(Method method, Tensor receiver, Object[] arguments, String text) {
        try {
            Object result = method.invoke(Modifier.isStatic(method.getModifiers()) ? null : receiver, arguments);
            if (result instanceof GradMode.Scope scope) {
                // The tests that follow on this thread record their operators.
                scope.close();
            }
            if (result instanceof Tensor tensor && tensor.requiresGrad() && random.nextBoolean()) {
                tensor.sum().backward();
            }
            if (result instanceof GradMode.Scope scope) {
                scope.close();
            }
            return result instanceof Tensor tensor && tensor.toString().isEmpty()
                    ? Optional.of(text + " has no text")
                    : Optional.empty();
        } catch (InvocationTargetException e) {
            return e.getCause() instanceof OborException refusal ? badText(text, refusal) : broken(text, e.getCause());
        } catch (OborException e) {
            return badText(text, e);
        } catch (IllegalAccessException | RuntimeException e) {
            return broken(text, e);
        }
    }

    private static Optional<String> badText(String text, OborException refusal) {
        String message = refusal.getMessage();
        return message == null || !message.contains(": ")
                ? Optional.of(text + " says '" + message + "'")
                : Optional.empty();
    }

    private static Optional<String> broken(String text, Throwable thrown) {
        if (thrown instanceof OutOfMemoryError) {
            return Optional.empty();
        }
        StackTraceElement[] trace = thrown.getStackTrace();
        return Optional.of(text + " throws " + thrown
                + (trace.length == 0
                        ? ""
                        : " at " + trace[0] + " from "
                                + Arrays.stream(trace)
                                        .filter(frame -> frame.getClassName().startsWith("dev.obor."))
                                        .limit(3)
                                        .toList()));
    }

    private static boolean isKnown(Type type) {
        if (type instanceof ParameterizedType generic) {
            boolean wraps = generic.getRawType() == Optional.class || generic.getRawType() == List.class;
            return wraps && isKnown(generic.getActualTypeArguments()[0]);
        }
        return type instanceof Class<?> plain
                && (plain.isEnum()
                        || plain.isPrimitive()
                        || Set.of(
                                        Tensor.class,
                                        Tensor[].class,
                                        int[].class,
                                        long[].class,
                                        double[].class,
                                        float[].class,
                                        boolean[].class,
                                        String.class,
                                        Shape.class,
                                        Number.class,
                                        Generator.class,
                                        Integer.class,
                                        Double.class,
                                        Long.class,
                                        Boolean.class,
                                        OptionalInt.class,
                                        OptionalDouble.class,
                                        OptionalLong.class)
                                .contains(plain));
    }

    private Object value(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type inner = generic.getActualTypeArguments()[0];
            return generic.getRawType() == Optional.class
                    ? random.nextBoolean() ? Optional.empty() : Optional.of(value(inner))
                    : IntStream.range(0, random.nextInt(4))
                            .mapToObj(_ -> value(inner))
                            .toList();
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isEnum()) {
            return plain.getEnumConstants()[random.nextInt(plain.getEnumConstants().length)];
        }
        return switch (plain.getSimpleName()) {
            case "Tensor" -> tensor();
            case "Tensor[]" ->
                IntStream.range(0, random.nextInt(4)).mapToObj(_ -> tensor()).toArray(Tensor[]::new);
            case "int", "Integer" -> whole();
            case "long", "Long" -> (long) whole();
            case "double", "Double" -> number();
            case "float" -> (float) number();
            case "boolean", "Boolean" -> random.nextBoolean();
            case "byte" -> (byte) whole();
            case "short" -> (short) whole();
            case "char" -> 'a';
            case "Number" -> random.nextBoolean() ? (Number) number() : (Number) (long) whole();
            case "int[]" ->
                IntStream.range(0, random.nextInt(4)).map(_ -> whole()).toArray();
            case "long[]" ->
                IntStream.range(0, random.nextInt(4)).mapToLong(_ -> whole()).toArray();
            case "double[]" ->
                IntStream.range(0, random.nextInt(4)).mapToDouble(_ -> number()).toArray();
            case "float[]" -> new float[] {(float) number(), 1};
            case "boolean[]" -> new boolean[] {random.nextBoolean(), true};
            case "String" -> TEXTS.get(random.nextInt(TEXTS.size()));
            case "Shape" -> shape();
            case "Generator" -> Generator.mersenneTwister(random.nextLong());
            case "OptionalInt" -> random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(whole());
            case "OptionalLong" -> random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(whole());
            case "OptionalDouble" -> random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(number());
            default -> throw new IllegalStateException("no values of " + plain);
        };
    }

    private int whole() {
        int[] odd = {-100, 17, 64, Integer.MIN_VALUE, -1, 0, 1, 2};
        return random.nextInt(8) == 0 ? odd[random.nextInt(odd.length)] : random.nextInt(-3, 6);
    }

    private double number() {
        double[] odd = {0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e300, 1e-300, -1, 1, 2
        };
        return random.nextInt(3) == 0 ? odd[random.nextInt(odd.length)] : random.nextGaussian();
    }

    private Shape shape() {
        int[] sizes = new int[random.nextInt(5)];
        Arrays.setAll(sizes, _ -> random.nextInt(6) == 0 ? 0 : random.nextInt(1, Math.min(side, 9) + 2));
        return Shape.of(sizes);
    }

    private Tensor tensor() {
        DType dtype = random.nextInt(3) > 0 ? DType.FLOAT32 : DTYPES.get(random.nextInt(DTYPES.size()));
        Shape shape = random.nextInt(3) == 0 ? Shape.of(side, side) : shape();
        double[] elements = new double[shape.numel()];
        boolean small = random.nextBoolean();
        Arrays.setAll(elements, _ -> small ? random.nextInt(4) : number());
        Tensor made = Obor.fromArray(elements, shape.toArray());
        Tensor tensor = dtype.isFloating()
                ? made.to(dtype)
                : made.nanToNum(0).clamp(0, 100).to(dtype);
        if (tensor.dim() > 1 && random.nextInt(4) == 0) {
            tensor = tensor.transpose(0, -1);
        }
        if (tensor.dim() > 0 && random.nextInt(6) == 0) {
            tensor = tensor.narrow(0, 0, 1 + random.nextInt(3) > tensor.size(0) ? tensor.size(0) : 1);
        }
        return dtype.isFloating() && random.nextInt(3) == 0 ? tensor.detach().requiresGrad(true) : tensor;
    }

    private static String describe(Method method, Tensor receiver, Object[] arguments) {
        List<String> parts = new ArrayList<>();
        if (!Modifier.isStatic(method.getModifiers())) {
            parts.add(text(receiver));
        }
        Arrays.stream(arguments).map(OperatorFuzz::text).forEach(parts::add);
        return method.getDeclaringClass().getSimpleName() + "." + method.getName() + "(" + String.join(", ", parts)
                + ")";
    }

    private static String text(Object value) {
        return switch (value) {
            case Tensor tensor -> tensor.dtype() + tensor.shape().toString();
            case Tensor[] tensors ->
                Arrays.stream(tensors).map(OperatorFuzz::text).toList().toString();
            case List<?> list -> list.stream().map(OperatorFuzz::text).toList().toString();
            case Optional<?> optional -> optional.map(OperatorFuzz::text).toString();
            case int[] numbers -> Arrays.toString(numbers);
            case long[] numbers -> Arrays.toString(numbers);
            case double[] numbers -> Arrays.toString(numbers);
            case Generator _ -> "generator";
            default -> String.valueOf(value);
        };
    }
}
