package dev.obor.plot;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;

/// Images of few pixels, drawn with sharp edges.
final class Pixels {
    /// An image is enlarged to at least this many times the room that it takes, so that programs which smooth
    /// what they show blur no more than a fraction of a pixel.
    private static final int FINENESS = 2;

    private Pixels() {}

    static void draw(Graphics2D g, BufferedImage image, double x, double y, double width, double height) {
        int factor = (int) Math.ceil(FINENESS * Math.max(width / image.getWidth(), height / image.getHeight()));
        BufferedImage sharp = factor > 1 ? enlarged(image, factor) : image;
        Object before = g.getRenderingHint(RenderingHints.KEY_INTERPOLATION);
        g.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION,
                image.getWidth() > width || image.getHeight() > height
                        ? RenderingHints.VALUE_INTERPOLATION_BILINEAR
                        : RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        AffineTransform place = AffineTransform.getTranslateInstance(x, y);
        place.scale(width / sharp.getWidth(), height / sharp.getHeight());
        g.drawImage(sharp, place, null);
        if (before != null) {
            g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, before);
        }
    }

    private static BufferedImage enlarged(BufferedImage image, int factor) {
        int times = Math.max(1, Math.min(factor, 4096 / Math.max(image.getWidth(), image.getHeight())));
        BufferedImage large =
                new BufferedImage(image.getWidth() * times, image.getHeight() * times, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < large.getHeight(); y++) {
            for (int x = 0; x < large.getWidth(); x++) {
                large.setRGB(x, y, image.getRGB(x / times, y / times));
            }
        }
        return large;
    }
}
