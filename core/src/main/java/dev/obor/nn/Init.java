package dev.obor.nn;

/// Starting values of parameters.
public final class Init {
    private Init() {}

    /// Returns the bound b of He's uniform initialisation on (−b, b) for a leaky ReLU of slope `a`: √3 · √(2
    /// / (1 + a²)) / √fanIn. Source: He et al., "Delving deep into rectifiers" (2015), eq. 10, in PyTorch's
    /// order of operations.
    public static double kaimingUniformBound(int fanIn, double a) {
        double gain = Math.sqrt(2 / (1 + a * a));
        return Math.sqrt(3) * (gain / Math.sqrt(fanIn));
    }
}
