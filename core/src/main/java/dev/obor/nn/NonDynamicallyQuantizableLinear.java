package dev.obor.nn;

/// A [Linear] that goes by another name in printed trees, as attention's last map does in PyTorch's.
final class NonDynamicallyQuantizableLinear extends Linear {
    NonDynamicallyQuantizableLinear(int in, int out, boolean bias, boolean draw) {
        super(in, out, bias, draw);
    }
}
