package dev.obor.random;

/// A distribution each number of which is made of one uniform number, so that fills can draw these in bulk.
@FunctionalInterface
interface FromUniform extends Draw {
    /// Returns the number that belongs to a uniform number of [0, 1).
    double of(double uniform);

    @Override
    default double sample(Generator generator) {
        return of(generator.nextUniform());
    }
}
