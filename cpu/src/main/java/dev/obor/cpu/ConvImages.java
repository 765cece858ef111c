package dev.obor.cpu;

/// Which images a convolution reads of each channel of its source. The kernel's places read the same image,
/// shifted; a stride s cuts it into images of every s-th place, one for each of the kernel's places modulo s
/// that occurs, and each of the kernel's depths has images of its own.
///
/// @param images the tap along z, and the places along y and x that belong to row and column 0, of each image
/// @param taps the image, and the row and column in it, of each of the kernel's places
/// @param moreRows how many more rows an image has than the result
/// @param moreColumns how many more columns
record ConvImages(int[][] images, int[][] taps, int moreRows, int moreColumns) {
    /// Images that the kernel's places share.
    static ConvImages shared(ConvAxis... axes) {
        ConvAxis y = axes[1];
        ConvAxis x = axes[2];
        int[] ys = y.phases();
        int[] xs = x.phases();
        int[][] images = new int[axes[0].taps().length * ys.length * xs.length][];
        for (int i = 0; i < images.length; i++) {
            images[i] = new int[] {
                i / xs.length / ys.length,
                y.first() * y.step() + ys[i / xs.length % ys.length],
                x.first() * x.step() + xs[i % xs.length]
            };
        }
        int[][] taps = new int[axes[0].taps().length * y.taps().length * x.taps().length][];
        for (int t = 0; t < taps.length; t++) {
            int tx = t % x.taps().length;
            int ty = t / x.taps().length % y.taps().length;
            int tz = t / x.taps().length / y.taps().length;
            int image = (tz * ys.length + indexOf(ys, y.phase(ty))) * xs.length + indexOf(xs, x.phase(tx));
            taps[t] = new int[] {image, y.whole(ty) - y.first(), x.whole(tx) - x.first()};
        }
        return new ConvImages(images, taps, y.span(), x.span());
    }

    /// An image of the result's size for each of the kernel's places.
    static ConvImages separate(ConvAxis... axes) {
        int[][] images = new int[axes[0].taps().length * axes[1].taps().length * axes[2].taps().length][];
        int[][] taps = new int[images.length][];
        int t = 0;
        for (int z = 0; z < axes[0].taps().length; z++) {
            for (int y : axes[1].shifts()) {
                for (int x : axes[2].shifts()) {
                    images[t] = new int[] {z, y, x};
                    taps[t] = new int[] {t, 0, 0};
                    t++;
                }
            }
        }
        return new ConvImages(images, taps, 0, 0);
    }

    /// Returns how far the lines of an image must lie apart along a dim, each of `axis.count() + more`
    /// places: as zeros before a line can be those behind the line before, less than that.
    ///
    /// @param d which dim: 1 for y, 2 for x
    /// @param size of the source
    int pitch(int d, ConvAxis axis, int size) {
        int length = axis.count() + (d == 1 ? moreRows : moreColumns);
        int before = length;
        int end = axis.count();
        for (int[] image : images) {
            int first = Math.clamp(Math.ceilDiv(-(long) image[d], axis.step()), 0, length);
            before = Math.min(before, first);
            end = Math.max(end, Math.clamp(Math.ceilDiv((long) size - image[d], axis.step()), first, length));
        }
        return Math.max(end, length - before);
    }

    private static int indexOf(int[] values, int value) {
        int i = 0;
        while (values[i] != value) {
            i++;
        }
        return i;
    }
}
