package dev.obor.expr;

/// Numbers that formulas mention by name. They stand apart from [Expr] because an interface that holds
/// instances of its own implementations can deadlock while classes are being initialised.
public final class Constants {
    /// 0.
    public static final Expr ZERO = Expr.constant(0);
    /// 1.
    public static final Expr ONE = Expr.constant(1);
    /// ½.
    public static final Expr HALF = Expr.constant(0.5);

    private Constants() {}
}
