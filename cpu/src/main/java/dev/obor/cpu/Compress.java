package dev.obor.cpu;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// The elements that a mask marks, copied a vector at a time. Not to be loaded without the Vector API.
final class Compress implements Pick {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;

    @Override
    public void run(Object from, int source, boolean[] mask, int start, int length, Object to, int target, int count) {
        Object part = switch (from) {
            case float[] a -> floats(a, source, mask, start, length, count);
            case double[] a -> doubles(a, source, mask, start, length, count);
            case long[] a -> longs(a, source, mask, start, length, count);
            case int[] a -> ints(a, source, mask, start, length, count);
            default -> throw new IllegalArgumentException("no elements of 32 or 64 bits: " + from.getClass());
        };
        // Whole vectors are written, and the place after the last element belongs to another chunk.
        System.arraycopy(part, 0, to, target, count);
    }

    private static float[] floats(float[] from, int source, boolean[] mask, int start, int length, int count) {
        float[] to = new float[count + FLOATS.length()];
        int done = 0;
        int i = 0;
        for (; i <= length - FLOATS.length(); i += FLOATS.length()) {
            VectorMask<Float> marked = VectorMask.fromArray(FLOATS, mask, start + i);
            FloatVector.fromArray(FLOATS, from, source + i).compress(marked).intoArray(to, done);
            done += marked.trueCount();
        }
        for (; done < count; i++) {
            to[done] = from[source + i];
            done += mask[start + i] ? 1 : 0;
        }
        return to;
    }

    private static double[] doubles(double[] from, int source, boolean[] mask, int start, int length, int count) {
        double[] to = new double[count + DOUBLES.length()];
        int done = 0;
        int i = 0;
        for (; i <= length - DOUBLES.length(); i += DOUBLES.length()) {
            VectorMask<Double> marked = VectorMask.fromArray(DOUBLES, mask, start + i);
            DoubleVector.fromArray(DOUBLES, from, source + i).compress(marked).intoArray(to, done);
            done += marked.trueCount();
        }
        for (; done < count; i++) {
            to[done] = from[source + i];
            done += mask[start + i] ? 1 : 0;
        }
        return to;
    }

    private static long[] longs(long[] from, int source, boolean[] mask, int start, int length, int count) {
        long[] to = new long[count + LONGS.length()];
        int done = 0;
        int i = 0;
        for (; i <= length - LONGS.length(); i += LONGS.length()) {
            VectorMask<Long> marked = VectorMask.fromArray(LONGS, mask, start + i);
            LongVector.fromArray(LONGS, from, source + i).compress(marked).intoArray(to, done);
            done += marked.trueCount();
        }
        for (; done < count; i++) {
            to[done] = from[source + i];
            done += mask[start + i] ? 1 : 0;
        }
        return to;
    }

    private static int[] ints(int[] from, int source, boolean[] mask, int start, int length, int count) {
        int[] to = new int[count + INTS.length()];
        int done = 0;
        int i = 0;
        for (; i <= length - INTS.length(); i += INTS.length()) {
            VectorMask<Integer> marked = VectorMask.fromArray(INTS, mask, start + i);
            IntVector.fromArray(INTS, from, source + i).compress(marked).intoArray(to, done);
            done += marked.trueCount();
        }
        for (; done < count; i++) {
            to[done] = from[source + i];
            done += mask[start + i] ? 1 : 0;
        }
        return to;
    }
}
