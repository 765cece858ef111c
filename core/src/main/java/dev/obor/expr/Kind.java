package dev.obor.expr;

/// What a formula's value is.
public enum Kind {
    /// A number of the compute type.
    NUMBER,
    /// True or false.
    MASK,
    /// An integer as wide as the compute type.
    BITS
}
