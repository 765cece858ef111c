package dev.obor.expr;

import java.util.List;

/// A scalar formula; immutable. Sub-formulas may be shared: a formula is a graph, not a tree, so code that
/// walks one keeps a memo by identity.
public sealed interface Expr {
    /// Returns what the value is.
    Kind kind();

    /// An operand.
    record Input(int index, Kind kind) implements Expr {}

    /// A number that varies from call to call, such as a learning rate; a kernel takes it as an argument.
    record Param(int index) implements Expr {
        @Override
        public Kind kind() {
            return Kind.NUMBER;
        }
    }

    /// A number that is part of the formula, rounded to the compute type.
    record Const(double value) implements Expr {
        @Override
        public Kind kind() {
            return Kind.NUMBER;
        }
    }

    /// Constant bits.
    record Bits(long value) implements Expr {
        @Override
        public Kind kind() {
            return Kind.BITS;
        }
    }

    /// A function of the language applied to arguments.
    record Call(Fn fn, List<Expr> args) implements Expr {
        /// Checks the number and kinds of the arguments.
        public Call {
            args = List.copyOf(args);
            if (args.size() != fn.arity()) {
                throw new IllegalArgumentException(fn + " takes " + fn.arity() + " arguments, not " + args.size());
            }
            for (int i = 0; i < fn.arity(); i++) {
                if (args.get(i).kind() != fn.argument(i)) {
                    throw new IllegalArgumentException(
                            fn + ": argument " + i + " is " + args.get(i).kind() + ", not " + fn.argument(i));
                }
            }
        }

        @Override
        public Kind kind() {
            return fn.result();
        }
    }

    /// A named formula applied to arguments; it keeps its own derivative rule.
    record Inline(Function function, List<Expr> args) implements Expr {
        /// Checks the number of arguments.
        public Inline {
            args = List.copyOf(args);
            if (args.size() != function.arity()) {
                throw new IllegalArgumentException(
                        function.name() + " takes " + function.arity() + " arguments, not " + args.size());
            }
        }

        @Override
        public Kind kind() {
            return function.body().kind();
        }
    }

    /// A method applied to numbers. It has no derivative of its own: the function that it stands in
    /// brings one.
    record Invoke(ScalarMethod method, List<Expr> args) implements Expr {
        /// Checks the number and kinds of the arguments.
        public Invoke {
            args = List.copyOf(args);
            if (args.size() != method.arity()) {
                throw new IllegalArgumentException(
                        method + " takes " + method.arity() + " arguments, not " + args.size());
            }
            for (Expr arg : args) {
                if (arg.kind() != Kind.NUMBER) {
                    throw new IllegalArgumentException(method + " takes numbers, not " + arg.kind());
                }
            }
        }

        @Override
        public Kind kind() {
            return Kind.NUMBER;
        }
    }

    /// A formula where the mask holds, elsewhere a method's value: for formulas that hold nearly everywhere.
    /// Like the method, it has no derivative of its own.
    record Guard(Expr mask, Expr usual, Invoke rare) implements Expr {
        /// Checks the kinds.
        public Guard {
            if (mask.kind() != Kind.MASK || usual.kind() != Kind.NUMBER) {
                throw new IllegalArgumentException(
                        "a guard takes a mask and a number, not " + mask.kind() + " and " + usual.kind());
            }
        }

        @Override
        public Kind kind() {
            return Kind.NUMBER;
        }
    }

    /// Returns the operand `index`, a number.
    static Expr input(int index) {
        return new Input(index, Kind.NUMBER);
    }

    /// Returns the operand `index`, a mask.
    static Expr maskInput(int index) {
        return new Input(index, Kind.MASK);
    }

    /// Returns the parameter `index`.
    static Expr param(int index) {
        return new Param(index);
    }

    /// Returns a constant number.
    static Expr constant(double value) {
        return new Const(value);
    }

    /// Returns constant bits.
    static Expr bits(long value) {
        return new Bits(value);
    }

    /// Returns `fn` applied to arguments.
    static Expr call(Fn fn, Expr... args) {
        return new Call(fn, List.of(args));
    }

    /// Returns this + other, for numbers or for bits.
    default Expr add(Expr other) {
        return call(kind() == Kind.BITS ? Fn.BITS_ADD : Fn.ADD, this, other);
    }

    /// Returns this − other, for numbers or for bits.
    default Expr sub(Expr other) {
        return call(kind() == Kind.BITS ? Fn.BITS_SUB : Fn.SUB, this, other);
    }

    /// Returns this · other.
    default Expr mul(Expr other) {
        return call(Fn.MUL, this, other);
    }

    /// Returns this / other.
    default Expr div(Expr other) {
        return call(Fn.DIV, this, other);
    }

    /// Returns −this.
    default Expr neg() {
        return call(Fn.NEG, this);
    }

    /// Returns this · this.
    default Expr square() {
        return mul(this);
    }

    /// Returns the bits of this number.
    default Expr toBits() {
        return call(Fn.TO_BITS, this);
    }

    /// Returns the number with these bits.
    default Expr fromBits() {
        return call(Fn.FROM_BITS, this);
    }

    /// Returns these bits and others.
    default Expr bitAnd(Expr other) {
        return call(Fn.BITS_AND, this, other);
    }

    /// Returns these bits or others.
    default Expr bitOr(Expr other) {
        return call(Fn.BITS_OR, this, other);
    }

    /// Returns these bits exclusive-or others.
    default Expr bitXor(Expr other) {
        return call(Fn.BITS_XOR, this, other);
    }

    /// Returns these bits shifted left.
    default Expr shiftLeft(int by) {
        return call(Fn.SHIFT_LEFT, this, bits(by));
    }

    /// Returns these bits shifted right, keeping the sign.
    default Expr shiftRight(int by) {
        return call(Fn.SHIFT_RIGHT, this, bits(by));
    }

    /// Returns these bits shifted right, filling with zeros.
    default Expr shiftRightUnsigned(int by) {
        return call(Fn.SHIFT_RIGHT_UNSIGNED, this, bits(by));
    }

    /// Returns this and other, for masks.
    default Expr and(Expr other) {
        return call(Fn.AND, this, other);
    }

    /// Returns this or other, for masks.
    default Expr or(Expr other) {
        return call(Fn.OR, this, other);
    }

    /// Returns the opposite mask.
    default Expr not() {
        return call(Fn.NOT, this);
    }

    /// Returns a · b + c, rounded once.
    static Expr fma(Expr a, Expr b, Expr c) {
        return call(Fn.FMA, a, b, c);
    }

    /// Returns the square root.
    static Expr sqrt(Expr a) {
        return call(Fn.SQRT, a);
    }

    /// Returns the smaller.
    static Expr min(Expr a, Expr b) {
        return call(Fn.MIN, a, b);
    }

    /// Returns the larger.
    static Expr max(Expr a, Expr b) {
        return call(Fn.MAX, a, b);
    }

    /// Returns |a|.
    static Expr abs(Expr a) {
        return call(Fn.ABS, a);
    }

    /// Returns the mask a = b.
    static Expr eq(Expr a, Expr b) {
        return call(Fn.EQ, a, b);
    }

    /// Returns the mask a ≠ b.
    static Expr ne(Expr a, Expr b) {
        return call(Fn.NE, a, b);
    }

    /// Returns the mask a < b.
    static Expr lt(Expr a, Expr b) {
        return call(Fn.LT, a, b);
    }

    /// Returns the mask a ≤ b.
    static Expr le(Expr a, Expr b) {
        return call(Fn.LE, a, b);
    }

    /// Returns the mask a > b.
    static Expr gt(Expr a, Expr b) {
        return lt(b, a);
    }

    /// Returns the mask a ≥ b.
    static Expr ge(Expr a, Expr b) {
        return le(b, a);
    }

    /// Returns `yes` where the mask holds, else `no`.
    static Expr where(Expr mask, Expr yes, Expr no) {
        return call(Fn.SELECT, mask, yes, no);
    }

    /// Returns the largest whole number that is not larger.
    static Expr floor(Expr a) {
        return call(Fn.FLOOR, a);
    }

    /// Returns the smallest whole number that is not smaller.
    static Expr ceil(Expr a) {
        return call(Fn.CEIL, a);
    }

    /// Returns the nearest whole number, ties to even.
    static Expr round(Expr a) {
        return call(Fn.ROUND, a);
    }

    /// Returns the whole part.
    static Expr trunc(Expr a) {
        return call(Fn.TRUNC, a);
    }

    /// Returns the exponential.
    static Expr exp(Expr a) {
        return call(Fn.EXP, a);
    }

    /// Returns exp(a) − 1.
    static Expr expm1(Expr a) {
        return call(Fn.EXPM1, a);
    }

    /// Returns the natural logarithm.
    static Expr log(Expr a) {
        return call(Fn.LOG, a);
    }

    /// Returns log(1 + a).
    static Expr log1p(Expr a) {
        return call(Fn.LOG1P, a);
    }

    /// Returns 2 to the power a.
    static Expr exp2(Expr a) {
        return call(Fn.EXP2, a);
    }

    /// Returns the logarithm to the base 2.
    static Expr log2(Expr a) {
        return call(Fn.LOG2, a);
    }

    /// Returns the logarithm to the base 10.
    static Expr log10(Expr a) {
        return call(Fn.LOG10, a);
    }

    /// Returns the sine.
    static Expr sin(Expr a) {
        return call(Fn.SIN, a);
    }

    /// Returns the cosine.
    static Expr cos(Expr a) {
        return call(Fn.COS, a);
    }

    /// Returns the hyperbolic tangent.
    static Expr tanh(Expr a) {
        return call(Fn.TANH, a);
    }

    /// Returns the error function 2/√π ∫₀ᵃ exp(−t²) dt.
    static Expr erf(Expr a) {
        return call(Fn.ERF, a);
    }

    /// Returns 1 / (1 + exp(−a)).
    static Expr sigmoid(Expr a) {
        return call(Fn.SIGMOID, a);
    }
}
