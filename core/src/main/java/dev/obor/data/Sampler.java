package dev.obor.data;

import java.util.PrimitiveIterator;

/// The numbers of a pass's examples, in order.
public interface Sampler {
    /// Returns how many examples a pass has.
    int size();

    /// Starts a pass.
    PrimitiveIterator.OfInt iterator();
}
