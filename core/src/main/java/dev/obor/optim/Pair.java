package dev.obor.optim;

/// Two numbers that belong together, such as Adam's betas.
///
/// @param first the first
/// @param second the second
public record Pair(double first, double second) {}
