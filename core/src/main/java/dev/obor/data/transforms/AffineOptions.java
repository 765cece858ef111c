package dev.obor.data.transforms;

import dev.obor.nn.Interpolation;
import java.util.Optional;

/// How rotations and affine maps fill in their results.
///
/// @param mode [Interpolation#NEAREST] or [Interpolation#BILINEAR]
/// @param center the place that stays, in pixels from the upper left corner; empty for the middle
/// @param fill the value of what lies outside the image
public record AffineOptions(Interpolation mode, Optional<Center> center, double fill) {
    /// Nearest pixels about the middle, zeros outside.
    public static final AffineOptions DEFAULT = new AffineOptions(Interpolation.NEAREST, Optional.empty(), 0);

    /// A place in an image.
    ///
    /// @param x pixels to the right
    /// @param y pixels down
    public record Center(double x, double y) {}

    /// Returns these options with another mode.
    public AffineOptions mode(Interpolation value) {
        return new AffineOptions(value, center, fill);
    }

    /// Returns these options with another place that stays.
    public AffineOptions center(double x, double y) {
        return new AffineOptions(mode, Optional.of(new Center(x, y)), fill);
    }

    /// Returns these options with another value outside.
    public AffineOptions fill(double value) {
        return new AffineOptions(mode, center, value);
    }
}
