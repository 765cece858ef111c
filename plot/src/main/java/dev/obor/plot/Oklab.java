package dev.obor.plot;

/// The colour space Oklab, in which equal distances look equal: lightness, green to red, blue to yellow.
///
/// Source: B. Ottosson, *A perceptual color space for image processing* (2020), whose matrices these are; the
/// transfer function is that of sRGB (IEC 61966-2-1).
final class Oklab {
    private Oklab() {}

    /// Returns a colour `0xRRGGBB` in this space.
    static double[] of(int rgb) {
        double r = linear((rgb >> 16 & 0xFF) / 255.0);
        double g = linear((rgb >> 8 & 0xFF) / 255.0);
        double b = linear((rgb & 0xFF) / 255.0);
        double l = StrictMath.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
        double m = StrictMath.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
        double s = StrictMath.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
        return new double[] {
            0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s
        };
    }

    /// Returns a colour of this space as `0xRRGGBB`, the nearest in each of red, green and blue.
    static int rgb(double[] lab) {
        double l = cube(lab[0] + 0.3963377774 * lab[1] + 0.2158037573 * lab[2]);
        double m = cube(lab[0] - 0.1055613458 * lab[1] - 0.0638541728 * lab[2]);
        double s = cube(lab[0] - 0.0894841775 * lab[1] - 1.2914855480 * lab[2]);
        return pack(
                curved(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
                curved(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
                curved(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s));
    }

    /// Returns shares of red, green and blue from 0 to 1 as `0xRRGGBB`.
    static int pack(double r, double g, double b) {
        return level(r) << 16 | level(g) << 8 | level(b);
    }

    private static int level(double share) {
        return (int) Math.rint(255 * Math.clamp(share, 0.0, 1.0));
    }

    private static double cube(double x) {
        return x * x * x;
    }

    private static double linear(double share) {
        return share <= 0.04045 ? share / 12.92 : StrictMath.pow((share + 0.055) / 1.055, 2.4);
    }

    private static double curved(double light) {
        return light <= 0.0031308 ? 12.92 * light : 1.055 * StrictMath.pow(light, 1 / 2.4) - 0.055;
    }
}
