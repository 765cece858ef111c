package dev.obor.nn;

/// The functions of [F] that normalize, and those that drop elements at random.
public abstract sealed class NormalizationFunctions extends ResizingFunctions permits LossFunctions {
    NormalizationFunctions() {}
}
