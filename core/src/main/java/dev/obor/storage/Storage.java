package dev.obor.storage;

import dev.obor.dtype.DType;
import java.util.Arrays;

/// The elements behind one or more tensors, with a counter of the edits in place that autograd checks.
///
/// There is one final class for each Java array type; [#of(DType, int)] chooses it. float16 and bfloat16 lie
/// as their bits in shorts, uint8 as signed bytes.
public abstract sealed class Storage
        permits Storage.Floats,
                Storage.Doubles,
                Storage.Longs,
                Storage.Ints,
                Storage.Shorts,
                Storage.Bytes,
                Storage.Booleans {
    private int version;
    private String writer = "";

    private Storage() {}

    /// Returns a storage of `length` zeros that can hold elements of `dtype`.
    public static Storage of(DType dtype, int length) {
        return switch (dtype) {
            case BOOL -> new Booleans(new boolean[length]);
            case UINT8, INT8 -> new Bytes(new byte[length]);
            case INT16, FLOAT16, BFLOAT16 -> new Shorts(new short[length]);
            case INT32 -> new Ints(new int[length]);
            case INT64 -> new Longs(new long[length]);
            case FLOAT32 -> new Floats(new float[length]);
            case FLOAT64 -> new Doubles(new double[length]);
        };
    }

    /// Returns the number of elements.
    public abstract int length();

    /// Returns the Java array itself.
    public abstract Object array();

    /// Returns a new storage of the elements `from` up to `to`.
    public abstract Storage copy(int from, int to);

    /// Returns how often the elements were edited in place.
    public int version() {
        return version;
    }

    /// Returns what made the last edit in place, for messages; empty if that did not tell.
    public String writer() {
        return writer;
    }

    /// Counts an edit in place.
    public void bumpVersion() {
        bumpVersion("");
    }

    /// Counts an edit in place.
    ///
    /// @param by what makes it, such as `add_`
    public void bumpVersion(String by) {
        version++;
        writer = by;
    }

    /// Makes this storage count as a later version of another, whose place it takes.
    ///
    /// @param by what puts it there
    public void succeed(Storage former, String by) {
        if (former != this) {
            version = Math.max(version, former.version) + 1;
            writer = by;
        }
    }

    /// float32.
    public static final class Floats extends Storage {
        private final float[] array;

        /// Wraps an array.
        public Floats(float[] array) {
            this.array = array;
        }

        @Override
        public int length() {
            return array.length;
        }

        @Override
        public float[] array() {
            return array;
        }

        @Override
        public Floats copy(int from, int to) {
            return new Floats(Arrays.copyOfRange(array, from, to));
        }
    }

    /// float64.
    public static final class Doubles extends Storage {
        private final double[] array;

        /// Wraps an array.
        public Doubles(double[] array) {
            this.array = array;
        }

        @Override
        public int length() {
            return array.length;
        }

        @Override
        public double[] array() {
            return array;
        }

        @Override
        public Doubles copy(int from, int to) {
            return new Doubles(Arrays.copyOfRange(array, from, to));
        }
    }

    /// int64.
    public static final class Longs extends Storage {
        private final long[] array;

        /// Wraps an array.
        public Longs(long[] array) {
            this.array = array;
        }

        @Override
        public int length() {
            return array.length;
        }

        @Override
        public long[] array() {
            return array;
        }

        @Override
        public Longs copy(int from, int to) {
            return new Longs(Arrays.copyOfRange(array, from, to));
        }
    }

    /// int32.
    public static final class Ints extends Storage {
        private final int[] array;

        /// Wraps an array.
        public Ints(int[] array) {
            this.array = array;
        }

        @Override
        public int length() {
            return array.length;
        }

        @Override
        public int[] array() {
            return array;
        }

        @Override
        public Ints copy(int from, int to) {
            return new Ints(Arrays.copyOfRange(array, from, to));
        }
    }

    /// int16, and the bits of float16 and bfloat16.
    public static final class Shorts extends Storage {
        private final short[] array;

        /// Wraps an array.
        public Shorts(short[] array) {
            this.array = array;
        }

        @Override
        public int length() {
            return array.length;
        }

        @Override
        public short[] array() {
            return array;
        }

        @Override
        public Shorts copy(int from, int to) {
            return new Shorts(Arrays.copyOfRange(array, from, to));
        }
    }

    /// int8 and uint8.
    public static final class Bytes extends Storage {
        private final byte[] array;

        /// Wraps an array.
        public Bytes(byte[] array) {
            this.array = array;
        }

        @Override
        public int length() {
            return array.length;
        }

        @Override
        public byte[] array() {
            return array;
        }

        @Override
        public Bytes copy(int from, int to) {
            return new Bytes(Arrays.copyOfRange(array, from, to));
        }
    }

    /// bool.
    public static final class Booleans extends Storage {
        private final boolean[] array;

        /// Wraps an array.
        public Booleans(boolean[] array) {
            this.array = array;
        }

        @Override
        public int length() {
            return array.length;
        }

        @Override
        public boolean[] array() {
            return array;
        }

        @Override
        public Booleans copy(int from, int to) {
            return new Booleans(Arrays.copyOfRange(array, from, to));
        }
    }
}
