package dev.obor.io;

/// Hears how far a download has come; always called by the thread that asked for the file, about ten times a
/// second.
@FunctionalInterface
public interface Progress {
    /// Says that `bytes` of `total` bytes of `file` have arrived; `total` is -1 where the server does not
    /// tell it. The last call for a file that arrived has all its bytes.
    void at(String file, long bytes, long total);

    /// Returns a listener that does nothing.
    static Progress none() {
        return (_, _, _) -> {};
    }
}
