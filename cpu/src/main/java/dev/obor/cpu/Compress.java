package dev.obor.cpu;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// The elements that a mask marks, copied a vector at a time. Not to be loaded without the Vector API.
final class Compress implements Pick {
    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;

    /// Returns how many elements of a part of a mask hold.
    static int count(boolean[] mask, int from, int to) {
        int count = 0;
        int i = from;
        for (; i <= to - BYTES.length(); i += BYTES.length()) {
            count += VectorMask.fromArray(BYTES, mask, i).trueCount();
        }
        for (; i < to; i++) {
            count += mask[i] ? 1 : 0;
        }
        return count;
    }

    // A whole vector is written wherever one fits: what it writes too much, the next overwrites. The last
    // elements are written one by one, because the place after them belongs to another chunk.

    @Override
    public void run(Object from, int source, boolean[] mask, int start, int length, Object to, int target, int count) {
        switch (from) {
            case float[] a -> floats(a, source, mask, start, length, (float[]) to, target, target + count);
            case double[] a -> doubles(a, source, mask, start, length, (double[]) to, target, target + count);
            case long[] a -> longs(a, source, mask, start, length, (long[]) to, target, target + count);
            case int[] a -> ints(a, source, mask, start, length, (int[]) to, target, target + count);
            default -> throw new IllegalArgumentException("no elements of 32 or 64 bits: " + from.getClass());
        }
    }

    private static void floats(
            float[] from, int source, boolean[] mask, int start, int length, float[] to, int target, int end) {
        int done = target;
        int i = 0;
        for (; i <= length - FLOATS.length() && done <= end - FLOATS.length(); i += FLOATS.length()) {
            VectorMask<Float> marked = VectorMask.fromArray(FLOATS, mask, start + i);
            VectorClasses.FLOAT
                    .cast(FloatVector.fromArray(FLOATS, from, source + i))
                    .compress(marked)
                    .intoArray(to, done);
            done += marked.trueCount();
        }
        for (; i <= length - FLOATS.length() && done < end; i += FLOATS.length()) {
            long bits = VectorMask.fromArray(FLOATS, mask, start + i).toLong();
            for (; bits != 0; bits &= bits - 1) {
                to[done++] = from[source + i + Long.numberOfTrailingZeros(bits)];
            }
        }
        for (; done < end; i++) {
            if (mask[start + i]) {
                to[done++] = from[source + i];
            }
        }
    }

    private static void doubles(
            double[] from, int source, boolean[] mask, int start, int length, double[] to, int target, int end) {
        int done = target;
        int i = 0;
        for (; i <= length - DOUBLES.length() && done <= end - DOUBLES.length(); i += DOUBLES.length()) {
            VectorMask<Double> marked = VectorMask.fromArray(DOUBLES, mask, start + i);
            VectorClasses.DOUBLE
                    .cast(DoubleVector.fromArray(DOUBLES, from, source + i))
                    .compress(marked)
                    .intoArray(to, done);
            done += marked.trueCount();
        }
        for (; i <= length - DOUBLES.length() && done < end; i += DOUBLES.length()) {
            long bits = VectorMask.fromArray(DOUBLES, mask, start + i).toLong();
            for (; bits != 0; bits &= bits - 1) {
                to[done++] = from[source + i + Long.numberOfTrailingZeros(bits)];
            }
        }
        for (; done < end; i++) {
            if (mask[start + i]) {
                to[done++] = from[source + i];
            }
        }
    }

    private static void longs(
            long[] from, int source, boolean[] mask, int start, int length, long[] to, int target, int end) {
        int done = target;
        int i = 0;
        for (; i <= length - LONGS.length() && done <= end - LONGS.length(); i += LONGS.length()) {
            VectorMask<Long> marked = VectorMask.fromArray(LONGS, mask, start + i);
            VectorClasses.LONG
                    .cast(LongVector.fromArray(LONGS, from, source + i))
                    .compress(marked)
                    .intoArray(to, done);
            done += marked.trueCount();
        }
        for (; i <= length - LONGS.length() && done < end; i += LONGS.length()) {
            long bits = VectorMask.fromArray(LONGS, mask, start + i).toLong();
            for (; bits != 0; bits &= bits - 1) {
                to[done++] = from[source + i + Long.numberOfTrailingZeros(bits)];
            }
        }
        for (; done < end; i++) {
            if (mask[start + i]) {
                to[done++] = from[source + i];
            }
        }
    }

    private static void ints(
            int[] from, int source, boolean[] mask, int start, int length, int[] to, int target, int end) {
        int done = target;
        int i = 0;
        for (; i <= length - INTS.length() && done <= end - INTS.length(); i += INTS.length()) {
            VectorMask<Integer> marked = VectorMask.fromArray(INTS, mask, start + i);
            VectorClasses.INT
                    .cast(IntVector.fromArray(INTS, from, source + i))
                    .compress(marked)
                    .intoArray(to, done);
            done += marked.trueCount();
        }
        for (; i <= length - INTS.length() && done < end; i += INTS.length()) {
            long bits = VectorMask.fromArray(INTS, mask, start + i).toLong();
            for (; bits != 0; bits &= bits - 1) {
                to[done++] = from[source + i + Long.numberOfTrailingZeros(bits)];
            }
        }
        for (; done < end; i++) {
            if (mask[start + i]) {
                to[done++] = from[source + i];
            }
        }
    }
}
