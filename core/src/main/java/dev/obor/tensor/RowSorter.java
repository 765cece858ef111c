package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.storage.Elements;
import dev.obor.storage.Storage;
import dev.obor.storage.View;
import java.util.Arrays;

/// Finds the order of the elements in rows of a dense tensor, one row after another. Equal elements keep their
/// order, NaN counts as the largest, −0 equals 0.
///
/// Elements become numbers without a sign that are ordered as they are to be. Those of 32 bits or less stand
/// in one long with the place of their element below them. Wider ones have their places beside them in long
/// rows, and in their own lowest bits in short ones. Long rows are sorted by counting, digit after digit from
/// the lowest, which needs no comparison and so no branch that a processor would guess wrong; digits that a
/// whole row has in common are left out.
final class RowSorter {
    /// Bits of a digit. Three digits make 32 bits, and their counters stay in the first-level cache.
    private static final int BITS = 11;

    private static final int RADIX = 1 << BITS;
    private static final int MASK = RADIX - 1;

    /// Rows from this length on are sorted by digits: for shorter ones the counters would cost more than
    /// comparisons.
    private static final int LONG_ROW = 600;

    /// How many more candidates than twice the wanted elements are gathered before they are sorted.
    private static final int SPARE_CANDIDATES = 64;

    /// Up to so many wanted elements are kept in order while the row is gone through.
    private static final int FEW = 32;

    private final View input;
    private final boolean descending;
    private final boolean narrow;
    private final int length;
    private final int count;
    private final boolean few;
    private final boolean selects;
    private final int digits;
    private final int[] counters;
    private long[] keys;
    private long[] spareKeys;
    private int[] places;
    private int[] sparePlaces;

    /// Makes a sorter for the rows of a view that finds the whole order.
    RowSorter(View input, boolean descending) {
        this(input, descending, RowRoutine.length(input.shape()));
    }

    /// Makes a sorter for the rows of a view that finds the first `count` elements in order.
    RowSorter(View input, boolean descending, int count) {
        this.input = input;
        this.descending = descending;
        this.narrow = input.dtype().bytes() <= 4;
        this.length = RowRoutine.length(input.shape());
        this.count = count;
        this.few = narrow && count <= Math.min(FEW, length / 2);
        this.selects = narrow && count <= length / 4 - SPARE_CANDIDATES;
        this.digits = few || selects || length < LONG_ROW ? 0 : Math.ceilDiv(narrow ? 32 : 64, BITS);
        this.counters = new int[digits * RADIX];
        this.keys = new long[length];
        int candidates = few ? count : selects ? 2 * count + SPARE_CANDIDATES : 0;
        this.spareKeys = new long[digits == 0 && narrow ? candidates : length];
        this.places = new int[narrow ? 0 : length];
        this.sparePlaces = new int[digits == 0 ? 0 : places.length];
    }

    /// Finds the order of a row's elements.
    void sort(int row) {
        int start = input.layout().offset() + row * length;
        if (narrow) {
            narrowKeys(start);
        } else {
            wideKeys(start);
        }
        if (few) {
            selectFew();
        } else if (selects) {
            select();
        } else if (digits > 0) {
            sortByDigits();
        } else if (narrow) {
            Arrays.sort(keys);
        } else {
            sortShortWide();
        }
    }

    /// Writes the places of the row sorted last, counted in the row.
    void writePlaces(View output, int row) {
        long[] to = ((Storage.Longs) output.storage()).array();
        int start = output.layout().offset() + row * count;
        if (narrow) {
            for (int i = 0; i < count; i++) {
                to[start + i] = keys[i] & Integer.MAX_VALUE;
            }
        } else {
            for (int i = 0; i < count; i++) {
                to[start + i] = places[i];
            }
        }
    }

    /// Writes the elements of the row sorted last, all of them.
    void writeValues(View output, int row) {
        Object from = input.storage().array();
        Object to = output.storage().array();
        int source = input.layout().offset() + row * length;
        int target = output.layout().offset() + row * length;
        switch (from) {
            case float[] a -> {
                float[] b = (float[]) to;
                for (int i = 0; i < length; i++) {
                    b[target + i] = a[source + (int) (keys[i] & Integer.MAX_VALUE)];
                }
            }
            case int[] a -> {
                int[] b = (int[]) to;
                for (int i = 0; i < length; i++) {
                    b[target + i] = a[source + (int) (keys[i] & Integer.MAX_VALUE)];
                }
            }
            case short[] a -> {
                short[] b = (short[]) to;
                for (int i = 0; i < length; i++) {
                    b[target + i] = a[source + (int) (keys[i] & Integer.MAX_VALUE)];
                }
            }
            case byte[] a -> {
                byte[] b = (byte[]) to;
                for (int i = 0; i < length; i++) {
                    b[target + i] = a[source + (int) (keys[i] & Integer.MAX_VALUE)];
                }
            }
            case double[] a -> {
                double[] b = (double[]) to;
                for (int i = 0; i < length; i++) {
                    b[target + i] = a[source + places[i]];
                }
            }
            case long[] a -> {
                long[] b = (long[]) to;
                for (int i = 0; i < length; i++) {
                    b[target + i] = a[source + places[i]];
                }
            }
            default -> {
                for (int i = 0; i < length; i++) {
                    System.arraycopy(from, source + (int) (keys[i] & Integer.MAX_VALUE), to, target + i, 1);
                }
            }
        }
    }

    /// A key of 32 bits above, the place below. The sign of the whole makes the platform's sort order it as
    /// if it had none; sorting by digits sets it right.
    private void narrowKeys(int start) {
        int flip = descending ? -1 : 0;
        long sign = digits == 0 ? Long.MIN_VALUE : 0;
        switch (input.storage().array()) {
            case float[] a -> {
                for (int i = 0; i < length; i++) {
                    keys[i] = ((long) (ofFloat(a[start + i]) ^ flip) << 32 | i) ^ sign;
                }
            }
            case int[] a -> {
                for (int i = 0; i < length; i++) {
                    keys[i] = ((long) (a[start + i] ^ Integer.MIN_VALUE ^ flip) << 32 | i) ^ sign;
                }
            }
            default -> {
                DType dtype = input.dtype();
                for (int i = 0; i < length; i++) {
                    int key = dtype.isFloating()
                            ? ofFloat((float) Elements.getDouble(input.storage(), dtype, start + i))
                            : (int) Elements.getLong(input.storage(), dtype, start + i) ^ Integer.MIN_VALUE;
                    keys[i] = ((long) (key ^ flip) << 32 | i) ^ sign;
                }
            }
        }
    }

    private static int ofFloat(float x) {
        // −0 + 0 is 0.
        int bits = Float.floatToIntBits(x + 0f);
        return bits ^ (bits >> 31 | Integer.MIN_VALUE);
    }

    private void wideKeys(int start) {
        long flip = descending ? -1 : 0;
        if (input.storage().array() instanceof double[] a) {
            for (int i = 0; i < length; i++) {
                keys[i] = ofDouble(a[start + i]) ^ flip;
                places[i] = i;
            }
        } else {
            long[] a = ((Storage.Longs) input.storage()).array();
            for (int i = 0; i < length; i++) {
                keys[i] = a[start + i] ^ Long.MIN_VALUE ^ flip;
                places[i] = i;
            }
        }
    }

    private static long ofDouble(double x) {
        long bits = Double.doubleToLongBits(x + 0.);
        return bits ^ (bits >> 63 | Long.MIN_VALUE);
    }

    /// Puts each element that comes before the last of the best so far into its place among them.
    private void selectFew() {
        long[] best = spareKeys;
        int last = best.length - 1;
        if (last < 0) {
            return;
        }
        Arrays.fill(best, Long.MAX_VALUE);
        long limit = Long.MAX_VALUE;
        for (long key : keys) {
            if (key < limit) {
                limit = insert(best, key, last);
            }
        }
        System.arraycopy(best, 0, keys, 0, best.length);
    }

    /// Puts a key into its place before the last of others in order, which drops out. Returns what is the last now.
    private static long insert(long[] best, long key, int last) {
        int at = last;
        for (; at > 0 && key < best[at - 1]; at--) {
            best[at] = best[at - 1];
        }
        best[at] = key;
        return best[last];
    }

    /// Gathers elements that come before the last of the best so far; when they are many, the best of them are
    /// kept. Soon hardly any element does, so most cost one comparison.
    private void select() {
        int size = 0;
        long limit = Long.MAX_VALUE;
        for (long key : keys) {
            if (key < limit) {
                spareKeys[size++] = key;
                if (size == spareKeys.length) {
                    Arrays.sort(spareKeys);
                    size = count;
                    limit = count == 0 ? Long.MIN_VALUE : spareKeys[count - 1];
                }
            }
        }
        Arrays.sort(spareKeys, 0, size);
        System.arraycopy(spareKeys, 0, keys, 0, count);
    }

    private void sortByDigits() {
        int lowest = narrow ? 32 : 0;
        count();
        for (int d = 0; d < digits; d++) {
            int shift = lowest + d * BITS;
            int first = d * RADIX;
            if (counters[first + ((int) (keys[0] >>> shift) & MASK)] == length) {
                continue;
            }
            int before = 0;
            for (int c = first; c < first + RADIX; c++) {
                int count = counters[c];
                counters[c] = before;
                before += count;
            }
            if (narrow) {
                move(keys, spareKeys, counters, first, shift);
            } else {
                move(keys, spareKeys, places, sparePlaces, counters, first, shift);
                int[] swapped = places;
                places = sparePlaces;
                sparePlaces = swapped;
            }
            long[] swapped = keys;
            keys = spareKeys;
            spareKeys = swapped;
        }
    }

    /// Counts the values of all digits at once.
    private void count() {
        Arrays.fill(counters, 0);
        if (narrow) {
            for (long key : keys) {
                int high = (int) (key >>> 32);
                counters[high & MASK]++;
                counters[RADIX + (high >>> BITS & MASK)]++;
                counters[2 * RADIX + (high >>> 2 * BITS)]++;
            }
            return;
        }
        for (int d = 0; d < digits; d++) {
            for (long key : keys) {
                counters[d * RADIX + ((int) (key >>> d * BITS) & MASK)]++;
            }
        }
    }

    private static void move(long[] from, long[] to, int[] counters, int first, int shift) {
        for (long key : from) {
            to[counters[first + ((int) (key >>> shift) & MASK)]++] = key;
        }
    }

    private static void move(
            long[] from, long[] to, int[] places, int[] toPlaces, int[] counters, int first, int shift) {
        for (int i = 0; i < from.length; i++) {
            long key = from[i];
            int at = counters[first + ((int) (key >>> shift) & MASK)]++;
            to[at] = key;
            toPlaces[at] = places[i];
        }
    }

    /// Sorts keys of 64 bits with their places in the lowest bits. Bits that all keys have in common make room
    /// for these; where they do not suffice, the lowest bits of the keys are left out, and what they would have
    /// decided is put right afterwards.
    private void sortShortWide() {
        long varied = 0;
        for (long key : keys) {
            varied |= key ^ keys[0];
        }
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(length - 1);
        int mask = (1 << bits) - 1;
        int common = Math.min(Long.numberOfLeadingZeros(varied), bits);
        for (int i = 0; i < length; i++) {
            spareKeys[i] = (keys[i] << common & ~mask | i) ^ Long.MIN_VALUE;
        }
        Arrays.sort(spareKeys);
        for (int i = 0; i < length; i++) {
            places[i] = (int) spareKeys[i] & mask;
        }
        for (int i = 1; i < length && common < bits; i++) {
            int place = places[i];
            int at = i;
            for (; at > 0 && isBefore(place, places[at - 1]); at--) {
                places[at] = places[at - 1];
            }
            places[at] = place;
        }
    }

    private boolean isBefore(int place, int other) {
        int order = Long.compareUnsigned(keys[place], keys[other]);
        return order < 0 || order == 0 && place < other;
    }
}
