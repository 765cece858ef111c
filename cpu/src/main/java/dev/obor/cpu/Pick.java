package dev.obor.cpu;

import dev.obor.dtype.DType;
import dev.obor.storage.Storage;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/// Copies the elements that a mask marks, one after another.
interface Pick {
    /// Copies the marked ones of `length` elements.
    ///
    /// @param source where the elements begin
    /// @param start where their part of the mask begins
    /// @param target where the copies begin
    /// @param count how many are marked
    void run(Object from, int source, boolean[] mask, int start, int length, Object to, int target, int count);

    /// Writes the places at which a part of a mask holds, as many as the array has room for.
    ///
    /// @param shift what is added to a place
    static void places(boolean[] mask, int start, int shift, int[] places) {
        // Without a branch, whose direction a processor would guess wrong half of the time; the place after the
        // last is never written.
        int count = 0;
        for (int i = start; count < places.length; i++) {
            places[count] = i + shift;
            count += mask[i] ? 1 : 0;
        }
    }

    /// The form for all types.
    static void one(Object from, int source, boolean[] mask, int start, int length, Object to, int target, int count) {
        int[] places = new int[count];
        places(mask, start, source - start, places);
        Moves.gather(from, places, count, to, target, 1);
    }

    /// The forms in use, by dtype.
    final class Forms {
        /// Narrower vectors (NEON, SSE) have no instruction for it.
        private static final int LEAST_BITS = 256;

        private static final Map<DType, Tier<Pick>> TIERS = tiers();

        private Forms() {}

        private static Map<DType, Tier<Pick>> tiers() {
            Map<DType, Tier<Pick>> tiers = new EnumMap<>(DType.class);
            for (DType dtype : DType.values()) {
                boolean whole = dtype.bytes() >= 4 && Vectors.bits() >= LEAST_BITS;
                tiers.put(dtype, whole ? new Tier<>(Pick::one, Compress::new, exercise(dtype)) : new Tier<>(Pick::one));
            }
            return tiers;
        }

        private static Consumer<Pick> exercise(DType dtype) {
            int length = 1000;
            boolean[] mask = new boolean[length];
            int count = 0;
            for (int i = 0; i < length; i++) {
                mask[i] = i % 3 == 0 || i % 7 == 1;
                count += mask[i] ? 1 : 0;
            }
            Object from = Storage.of(dtype, length).array();
            Object to = Storage.of(dtype, count).array();
            int marked = count;
            return pick -> pick.run(from, 0, mask, 0, length, to, 0, marked);
        }

        /// Returns the form to run now.
        ///
        /// @param elements how many it will go through
        static Pick of(DType dtype, int elements) {
            Tier<Pick> tier = TIERS.get(dtype);
            tier.used(elements);
            return tier.current();
        }
    }
}
