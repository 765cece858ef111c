package dev.obor.expr;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// A public static method that takes part in formulas: for functions too branchy for a definition in which
/// every branch is computed.
///
/// Every loop calls it for one element after another, and so does [Reference]. In floating-point arithmetic it
/// is the overload over doubles: the arguments are converted to double and the value is rounded once to the
/// compute type, so a method accurate in double gives float32 values within 1 ulp. In integer arithmetic it is
/// the overload over longs, and the value wraps. A method must give the same bits on every machine: basic
/// operations and `StrictMath` only. It must not throw.
public final class ScalarMethod {
    private final Class<?> owner;
    private final String name;
    private final int arity;
    private final Optional<MethodHandle> doubles;
    private final Optional<MethodHandle> longs;

    private ScalarMethod(Class<?> owner, String name, int arity) {
        this.owner = owner;
        this.name = name;
        this.arity = arity;
        this.doubles = find(double.class);
        this.longs = find(long.class);
    }

    /// Returns the method `name` of a public class that takes `arity` doubles, or longs, 1 to 3 of them, and
    /// returns one; or both overloads.
    ///
    /// @throws LinkageError if there is none
    public static ScalarMethod of(Class<?> owner, String name, int arity) {
        ScalarMethod method = new ScalarMethod(owner, name, arity);
        if (method.doubles.isEmpty() && method.longs.isEmpty()) {
            throw new LinkageError(owner.getName() + " has no public method " + name + " of " + arity + " numbers");
        }
        return method;
    }

    private Optional<MethodHandle> find(Class<?> type) {
        try {
            MethodType signature = MethodType.methodType(type, Collections.nCopies(arity, type));
            return Optional.of(MethodHandles.publicLookup().findStatic(owner, name, signature));
        } catch (NoSuchMethodException e) {
            return Optional.empty();
        } catch (IllegalAccessException e) {
            throw new LinkageError(owner.getName() + "." + name + " is not public", e);
        }
    }

    /// Returns the class that declares the method.
    public Class<?> owner() {
        return owner;
    }

    /// Returns the method's name.
    public String name() {
        return name;
    }

    /// Returns the number of arguments.
    public int arity() {
        return arity;
    }

    /// Returns the method applied within a formula.
    public Expr of(Expr... args) {
        return new Expr.Invoke(this, List.of(args));
    }

    /// Calls the overload over doubles.
    double call(double... args) {
        MethodHandle handle =
                doubles.orElseThrow(() -> new IllegalStateException(this + " is a function of integers only"));
        try {
            return switch (arity) {
                case 1 -> (double) handle.invokeExact(args[0]);
                case 2 -> (double) handle.invokeExact(args[0], args[1]);
                default -> (double) handle.invokeExact(args[0], args[1], args[2]);
            };
        } catch (Throwable e) {
            throw new IllegalStateException(this + " must not throw", e);
        }
    }

    /// Calls the overload over longs.
    long call(long... args) {
        MethodHandle handle =
                longs.orElseThrow(() -> new IllegalStateException(this + " is not a function of integers"));
        try {
            return switch (arity) {
                case 1 -> (long) handle.invokeExact(args[0]);
                case 2 -> (long) handle.invokeExact(args[0], args[1]);
                default -> (long) handle.invokeExact(args[0], args[1], args[2]);
            };
        } catch (Throwable e) {
            throw new IllegalStateException(this + " must not throw", e);
        }
    }

    @Override
    public String toString() {
        return owner.getSimpleName() + "." + name;
    }
}
