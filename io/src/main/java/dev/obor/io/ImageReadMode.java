package dev.obor.io;

/// Which channels an image is read with, under torchvision's names.
public enum ImageReadMode {
    /// As the file has them: 1 (grey), 2 (grey and alpha), 3 (RGB) or 4 (RGB and alpha).
    UNCHANGED(0),
    /// Grey: 1 channel. Of colours, (0.299 R + 0.587 G + 0.114 B), rounded (ITU-R BT.601).
    GRAY(1),
    /// Grey and alpha: 2 channels.
    GRAY_ALPHA(2),
    /// Red, green and blue: 3 channels.
    RGB(3),
    /// Red, green, blue and alpha: 4 channels.
    RGB_ALPHA(4);

    private final int channels;

    ImageReadMode(int channels) {
        this.channels = channels;
    }

    /// Returns how many channels an image of `own` channels is read with.
    int channels(int own) {
        return this == UNCHANGED ? own : channels;
    }
}
