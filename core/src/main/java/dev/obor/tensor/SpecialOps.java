package dev.obor.tensor;

/// The pointwise operators over special functions, written as those of [Ops].
public final class SpecialOps {
    private SpecialOps() {}
}
