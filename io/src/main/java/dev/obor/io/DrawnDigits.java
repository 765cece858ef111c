package dev.obor.io;

import dev.obor.error.DataException;
import java.util.List;
import java.util.SplittableRandom;

/// Draws digits that look handwritten, for when no data set is at hand: 28 × 28, white on black, centred by
/// mass, as in MNIST. Each is written in one of several ways with its control points moved a little, bent by
/// a smooth field, turned, slanted, stretched and drawn with a pen of varying width.
///
/// A seed gives the same bytes on every machine: only IEEE arithmetic and [StrictMath] are used. The first n
/// digits do not depend on how many follow, and of any ten from a multiple of ten on, each class is there
/// once.
public final class DrawnDigits {
    /// The height and width of an image in pixels.
    public static final int SIDE = 28;

    private static final int CLASSES = 10;
    private static final int MAX_COUNT = Integer.MAX_VALUE / (SIDE * SIDE);
    private static final int STEPS = 6;
    /// The middle of the glyphs' box, about which they are turned.
    private static final double MIDDLE_X = 35;
    private static final double MIDDLE_Y = 50;

    private final SplittableRandom random;
    private final Pen pen = new Pen(SIDE);
    private final double[] matrix = new double[4];
    private final double[] field = new double[8];

    private DrawnDigits(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /// Returns `count` digits in 10 classes of equal size (to within one). Take different seeds for training
    /// and test.
    ///
    /// @param count 0 to 2,739,137, the most whose pixels fit one array
    /// @throws DataException if `count` is outside that range
    public static LabelledImages generate(long seed, int count) {
        if (count < 0 || count > MAX_COUNT) {
            throw new DataException("drawn digits: count " + count + " is out of range: pass 0 to " + MAX_COUNT);
        }
        byte[] pixels = new byte[count * SIDE * SIDE];
        byte[] labels = new byte[count];
        DrawnDigits digits = new DrawnDigits(seed);
        int[] order = new int[CLASSES];
        for (int i = 0; i < count; i++) {
            if (i % CLASSES == 0) {
                digits.shuffle(order);
            }
            labels[i] = (byte) order[i % CLASSES];
            digits.draw(labels[i], pixels, i * SIDE * SIDE);
        }
        return new LabelledImages("drawn digits, seed " + seed, SIDE, SIDE, CLASSES, pixels, labels);
    }

    private void shuffle(int[] order) {
        for (int i = 0; i < order.length; i++) {
            int j = (int) (random.nextDouble() * (i + 1));
            order[i] = order[j];
            order[j] = i;
        }
    }

    private void draw(int digit, byte[] pixels, int at) {
        List<List<Glyphs.Stroke>> ways = Glyphs.ways(digit);
        List<Glyphs.Stroke> strokes = ways.get((int) (random.nextDouble() * ways.size()));
        chooseMatrix();
        chooseField();
        pen.clear();
        strokes.forEach(this::trace);
        pen.fit(18.5 + spread(1.5), 14 + spread(0.8), 14 + spread(0.8), 3);
        pen.draw(1.3 + spread(0.6), 1.2, pixels, at);
    }

    /// Chooses rotation · slant · stretch, all about the glyph's middle.
    private void chooseMatrix() {
        double angle = spread(0.3);
        double slant = spread(0.5) - 0.1;
        double wide = 1 + spread(0.5);
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        matrix[0] = cos * wide;
        matrix[1] = cos * slant - sin;
        matrix[2] = sin * wide;
        matrix[3] = sin * slant + cos;
    }

    /// Chooses a displacement for each axis: a sine wave of up to 12 units over the plane, of a length,
    /// direction and phase at random.
    private void chooseField() {
        for (int axis = 0; axis < 2; axis++) {
            field[4 * axis] = spread(0.06);
            field[4 * axis + 1] = spread(0.06);
            field[4 * axis + 2] = random.nextDouble() * 2 * Math.PI;
            field[4 * axis + 3] = spread(12);
        }
    }

    /// Adds a stroke to the pen, its points moved a little, as Catmull–Rom curves from corner to corner.
    private void trace(Glyphs.Stroke stroke) {
        int count = stroke.corner().length;
        double[] x = new double[count];
        double[] y = new double[count];
        for (int i = 0; i < count; i++) {
            x[i] = stroke.points()[2 * i] + spread(7);
            y[i] = stroke.points()[2 * i + 1] + spread(7);
        }
        double fromX = bentX(x[0], y[0]);
        double fromY = bentY(x[0], y[0]);
        for (int i = 0; i + 1 < count; i++) {
            // At an end or a corner the curve starts straight towards its other end.
            int before = i == 0 || stroke.corner()[i] ? i : i - 1;
            int after = i + 2 == count || stroke.corner()[i + 1] ? i + 1 : i + 2;
            for (int step = 1; step <= STEPS; step++) {
                double t = (double) step / STEPS;
                double cx = catmullRom(x[before], x[i], x[i + 1], x[after], t);
                double cy = catmullRom(y[before], y[i], y[i + 1], y[after], t);
                double toX = bentX(cx, cy);
                double toY = bentY(cx, cy);
                pen.line(fromX, fromY, toX, toY);
                fromX = toX;
                fromY = toY;
            }
        }
    }

    private static double catmullRom(double a, double b, double c, double d, double t) {
        double slopeB = (c - a) / 2;
        double slopeC = (d - b) / 2;
        double u = c - b;
        return b + t * (slopeB + t * (3 * u - 2 * slopeB - slopeC + t * (slopeB + slopeC - 2 * u)));
    }

    private double bentX(double x, double y) {
        return matrix[0] * (x + wave(0, x, y) - MIDDLE_X) + matrix[1] * (y + wave(1, x, y) - MIDDLE_Y);
    }

    private double bentY(double x, double y) {
        return matrix[2] * (x + wave(0, x, y) - MIDDLE_X) + matrix[3] * (y + wave(1, x, y) - MIDDLE_Y);
    }

    private double wave(int axis, double x, double y) {
        int f = 4 * axis;
        return field[f + 3] * StrictMath.sin(field[f] * x + field[f + 1] * y + field[f + 2]);
    }

    /// Returns a number from -`most` to `most`, near 0 more often than far from it (the sum of two uniform
    /// numbers).
    private double spread(double most) {
        return most * (random.nextDouble() + random.nextDouble() - 1);
    }
}
