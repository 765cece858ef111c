package dev.obor.io;

import java.util.Arrays;
import java.util.List;

/// How the digits are written: for each, several ways, each a few strokes of a pen.
///
/// A way is written as text: strokes are separated by `;`, a stroke is a list of points `x,y` through which
/// the pen moves in a smooth curve, and an `!` behind a point makes it a corner. x goes right and y goes
/// down, about 70 wide and 100 high.
final class Glyphs {
    private static final String[][] WAYS = {
        {
            "35,0 12,12 2,50 12,88 36,100 60,86 68,50 58,12 33,1",
            "50,5 24,6 5,36 5,74 28,99 55,88 68,50 58,12 38,0 26,7",
            "30,2 8,22 3,60 18,96 44,98 64,70 66,32 50,4 26,4",
        },
        {
            "35,0 35,50 35,100",
            "37,0 33,50 36,100",
            "34,0 36,50 33,100",
            "22,19 38,0! 38,50 38,100",
            "20,18 38,0! 38,50 38,100!;14,100 62,100",
        },
        {
            "6,22 18,4 42,0 60,16 54,42 30,72 4,98! 36,97 68,98",
            "8,20 24,2 50,4 61,24 50,54 26,84 10,97 4,88 16,80 40,91 68,97",
            "8,16 32,0 58,14 58,36 36,66 4,100! 36,99 66,100",
            "10,24 30,2 54,12 50,44 22,90 6,90 14,74 34,84 72,86",
        },
        {
            "8,10 30,0 56,8 58,28 44,42 24,47! 50,52 66,72 56,94 28,100 4,88",
            "6,2 34,2 62,2! 30,40! 54,46 66,68 54,94 26,100 4,90",
            "6,14 26,0 52,4 58,24 42,42 26,48! 46,48 64,64 62,88 36,100 6,90",
        },
        {
            "16,4 6,56! 36,55 70,54;56,2 54,50 52,100",
            "54,100 54,50 54,0! 28,34 2,68! 36,68 72,68",
            "12,4 8,36 22,54 42,53 60,44;62,2 58,48 50,100",
            "4,8 10,48! 40,47 72,44;58,10 56,52 54,100",
        },
        {
            "16,3 12,44! 40,38 64,58 58,88 30,100 4,90;15,3 40,2 64,1",
            "66,3 42,3 18,3! 12,44! 42,38 65,62 54,92 26,100 4,88",
            "62,2 18,6! 14,42! 44,44 62,66 50,92 24,100 2,94",
        },
        {
            "54,0 22,22 4,62 12,92 36,100 60,86 58,62 36,53 12,66 6,76",
            "40,0 16,34 4,70 16,97 44,99 62,78 50,57 26,58 7,76",
            "62,4 34,10 10,42 6,78 26,100 54,94 62,72 44,56 20,62 8,80",
            "14,0 6,44 12,86 40,100 66,84 62,62 40,58 16,80",
        },
        {
            "4,5 34,5 66,4! 46,44 28,100",
            "4,5 34,5 66,4! 46,44 28,100!;18,54 40,52 62,51",
            "4,22 6,4! 36,4 66,4! 48,40 36,100",
        },
        {
            "56,16 36,0 12,14 18,36 50,60 60,84 36,100 8,84 18,60 46,40 60,18 52,8",
            "35,0 14,10 13,33 35,46 56,33 56,11 34,0!;35,46 9,60 7,88 35,100 63,88 62,60 34,46",
            "36,48 14,34 14,10 36,0 58,10 56,32 34,48 10,66 10,90 36,100 62,90 60,66 36,48",
        },
        {
            "60,20 44,1 16,6 6,28 18,48 42,46 60,21! 58,60 54,100",
            "60,24 42,1 14,8 6,32 24,50 48,42 61,20! 62,56 50,88 20,99",
            "58,16 36,0 12,12 8,36 28,50 50,38 60,14! 50,60 38,100",
            "62,8 36,2 10,22 12,44 36,46 58,10! 60,56 60,100",
        },
    };

    private static final List<List<List<Stroke>>> GLYPHS = parse();

    private Glyphs() {}

    /// A line of the pen: `points` are x, y, x, y, …; the pen turns sharply at point i where `corner[i]`.
    record Stroke(double[] points, boolean[] corner) {}

    /// Returns the ways to write a digit.
    static List<List<Stroke>> ways(int digit) {
        return GLYPHS.get(digit);
    }

    private static List<List<List<Stroke>>> parse() {
        return Arrays.stream(WAYS)
                .map(ways -> Arrays.stream(ways).map(Glyphs::strokes).toList())
                .toList();
    }

    private static List<Stroke> strokes(String way) {
        return Arrays.stream(way.split(";", -1)).map(Glyphs::stroke).toList();
    }

    private static Stroke stroke(String text) {
        String[] words = text.split(" ", -1);
        double[] points = new double[2 * words.length];
        boolean[] corner = new boolean[words.length];
        for (int i = 0; i < words.length; i++) {
            corner[i] = words[i].endsWith("!");
            String[] xy = words[i].replace("!", "").split(",", -1);
            points[2 * i] = Double.parseDouble(xy[0]);
            points[2 * i + 1] = Double.parseDouble(xy[1]);
        }
        return new Stroke(points, corner);
    }
}
