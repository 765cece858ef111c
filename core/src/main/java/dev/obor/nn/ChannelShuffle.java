package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// Channels in another order: the first of each group, then the second of each, and so on.
public final class ChannelShuffle extends Layer {
    private final int groups;

    /// Makes the layer.
    public ChannelShuffle(int groups) {
        this.groups = groups;
    }

    @Override
    protected Tensor compute(Tensor x) {
        return F.channelShuffle(x, groups);
    }

    @Override
    public String extraRepr() {
        return "groups=" + groups;
    }
}
