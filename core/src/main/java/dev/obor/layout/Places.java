package dev.obor.layout;

/// The places of a layout's elements, for loops that favour shortness over speed.
public final class Places {
    private Places() {}

    /// Returns the place of each element, in row-major order of the indices.
    public static int[] of(Layout layout) {
        Shape shape = layout.shape();
        int[] places = new int[shape.numel()];
        int[] index = new int[shape.rank()];
        int place = layout.offset();
        for (int i = 0; i < places.length; i++) {
            places[i] = place;
            for (int d = index.length - 1; d >= 0; d--) {
                place += layout.stride(d);
                if (++index[d] < shape.size(d)) {
                    break;
                }
                place -= index[d] * layout.stride(d);
                index[d] = 0;
            }
        }
        return places;
    }
}
