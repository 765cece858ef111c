package dev.obor.random;

import dev.obor.error.FormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalDouble;

/// Reads and writes the state of a generator as bytes, all numbers little-endian.
///
/// A Mersenne Twister takes the 5056 bytes that PyTorch's `get_rng_state` gives on a 64-bit little-endian
/// machine, so that states travel both ways: seed (8), words left (4), seeded (4), index of the next word
/// (8), 624 words (8 each), x of a normal pair (8, unused), the second normal (8), rho (8, unused), is the
/// second normal there (4), padding (4), a float32 normal (4, unused) and whether it is there (1), padding
/// (3).
///
/// Philox takes 48 bytes: the text `PHILOX10`, key, stream, position, the second normal and whether it is
/// there (8 each).
final class StateBytes {
    private static final int TWISTER_BYTES = 5056;
    private static final int PHILOX_BYTES = 48;
    private static final long PHILOX_MARK = 0x3031584F4C494850L;
    private static final int WORD_BYTES = 8;

    private StateBytes() {}

    /// What the bytes say.
    ///
    /// @param source the stream at its place
    /// @param secondNormal the normal number that waits for the next single draw
    record Decoded(BitSource source, OptionalDouble secondNormal) {}

    static byte[] encode(BitSource source, OptionalDouble secondNormal) {
        return switch (source) {
            case MersenneTwister twister -> encode(twister, secondNormal);
            case Philox philox -> encode(philox, secondNormal);
        };
    }

    /// Reads the state of a source of the same kind as `current`.
    ///
    /// @throws FormatException if the bytes are no such state
    static Decoded decode(byte[] bytes, BitSource current) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return switch (current) {
            case MersenneTwister _ -> decodeTwister(in);
            case Philox _ -> decodePhilox(in);
        };
    }

    private static byte[] encode(MersenneTwister twister, OptionalDouble secondNormal) {
        ByteBuffer out = ByteBuffer.allocate(TWISTER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        int next = twister.untouched() ? 0 : twister.position();
        out.putLong(twister.seed());
        out.putInt(twister.untouched() ? 1 : MersenneTwister.SIZE + 1 - next);
        out.putInt(1);
        out.putLong(next);
        for (int word : twister.state()) {
            out.putLong(word & 0xFFFFFFFFL);
        }
        out.putDouble(0);
        out.putDouble(secondNormal.orElse(0));
        out.putDouble(0);
        out.putInt(secondNormal.isPresent() ? 1 : 0);
        return out.array();
    }

    private static Decoded decodeTwister(ByteBuffer in) {
        require(in.capacity() == TWISTER_BYTES, "a Mersenne Twister's state has 5056 bytes, not " + in.capacity());
        long seed = in.getLong();
        int left = in.getInt();
        require(in.getInt() == 1, "the state says that the generator was never seeded");
        long next = in.getLong();
        boolean untouched = left == 1 && next == 0;
        boolean inside = next >= 1 && next <= MersenneTwister.SIZE;
        require(
                untouched || (inside && left == MersenneTwister.SIZE + 1 - next),
                "the next word " + next + " and the count of words left " + left + " contradict each other");
        int[] words = new int[MersenneTwister.SIZE];
        for (int i = 0; i < words.length; i++) {
            long word = in.getLong();
            require(word >>> 32 == 0, "word " + i + " of the state does not fit 32 bits");
            words[i] = (int) word;
        }
        double second = in.getDouble(in.position() + WORD_BYTES);
        boolean there = flag(in.getInt(in.position() + 3 * WORD_BYTES));
        int position = untouched ? MersenneTwister.SIZE : (int) next;
        return decoded(MersenneTwister.at(seed, words, position, untouched), second, there);
    }

    private static byte[] encode(Philox philox, OptionalDouble secondNormal) {
        ByteBuffer out = ByteBuffer.allocate(PHILOX_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(PHILOX_MARK).putLong(philox.seed()).putLong(philox.stream()).putLong(philox.position());
        out.putDouble(secondNormal.orElse(0)).putLong(secondNormal.isPresent() ? 1 : 0);
        return out.array();
    }

    private static Decoded decodePhilox(ByteBuffer in) {
        require(in.capacity() == PHILOX_BYTES, "a Philox state has 48 bytes, not " + in.capacity());
        require(in.getLong() == PHILOX_MARK, "the bytes do not start with PHILOX10");
        Philox philox = new Philox(in.getLong(), in.getLong(), in.getLong());
        double second = in.getDouble();
        return decoded(philox, second, flag(in.getLong()));
    }

    private static Decoded decoded(BitSource source, double second, boolean there) {
        require(!there || Double.isFinite(second), "the waiting normal number is " + second);
        return new Decoded(source, there ? OptionalDouble.of(second) : OptionalDouble.empty());
    }

    private static boolean flag(long value) {
        require(value == 0 || value == 1, "the mark of a waiting normal number is " + value + ", neither 0 nor 1");
        return value == 1;
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw new FormatException(
                    "setState: " + problem + ": pass what state() of the same kind of generator gave");
        }
    }
}
