package dev.obor.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;

/// Ways to break a file: at random, and by what its bytes mean.
final class Mutations {
    private static final long[] EXTREMES = {
        0,
        1,
        -1,
        2,
        127,
        128,
        255,
        256,
        65535,
        65536,
        0x7fffffffL,
        0x80000000L,
        0xffffffffL,
        1L << 32,
        1L << 62,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        -2,
        64,
        65,
        1032
    };

    private Mutations() {}

    /// Returns a copy with one to four changes of any kind.
    static byte[] any(byte[] file, SplittableRandom random) {
        byte[] mutant = file;
        int edits = 1 + random.nextInt(4);
        for (int i = 0; i < edits; i++) {
            mutant = random.nextInt(3) == 0 ? Samples.mutate(mutant, random) : structural(mutant, random);
        }
        return mutant;
    }

    private static byte[] structural(byte[] file, SplittableRandom random) {
        if (file.length == 0) {
            return file;
        }
        return switch (random.nextInt(6)) {
            case 0, 1 -> number(file, random);
            case 2 -> digits(file, random);
            case 3 -> copied(file, random);
            case 4 -> moved(file, random);
            default -> removed(file, random);
        };
    }

    /// Puts an extreme number, or one about the file's length, over 1 to 8 bytes.
    private static byte[] number(byte[] file, SplittableRandom random) {
        byte[] mutant = file.clone();
        int size = 1 << random.nextInt(4);
        if (file.length < size) {
            return mutant;
        }
        long value = random.nextInt(4) == 0
                ? file.length + random.nextInt(-3, 4)
                : EXTREMES[random.nextInt(EXTREMES.length)];
        int at = random.nextInt(file.length - size + 1);
        ByteBuffer buffer =
                ByteBuffer.wrap(mutant).order(random.nextInt(4) == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        switch (size) {
            case 1 -> buffer.put(at, (byte) value);
            case 2 -> buffer.putShort(at, (short) value);
            case 4 -> buffer.putInt(at, (int) value);
            default -> buffer.putLong(at, value);
        }
        return mutant;
    }

    /// Replaces a number in text by another.
    private static byte[] digits(byte[] file, SplittableRandom random) {
        int from = random.nextInt(file.length);
        while (from < file.length && !isDigit(file[from])) {
            from++;
        }
        int to = from;
        while (to < file.length && isDigit(file[to])) {
            to++;
        }
        String[] odd = {"-1", "4611686018427387904", "2147483648", "99999999999999999999999", "1e9", "", "00", "0x7"};
        String text = random.nextBoolean()
                ? Long.toString(EXTREMES[random.nextInt(EXTREMES.length)])
                : random.nextInt(3) == 0 ? Integer.toString(random.nextInt(12)) : odd[random.nextInt(odd.length)];
        return join(
                Arrays.copyOf(file, from),
                text.getBytes(StandardCharsets.US_ASCII),
                Arrays.copyOfRange(file, to, file.length));
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static int[] slice(byte[] file, SplittableRandom random) {
        int from = random.nextInt(file.length);
        return new int[] {from, Math.min(file.length, from + 1 + random.nextInt(40))};
    }

    private static byte[] copied(byte[] file, SplittableRandom random) {
        int[] slice = slice(file, random);
        int to = random.nextInt(file.length + 1);
        byte[] part = Arrays.copyOfRange(file, slice[0], slice[1]);
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        int times = random.nextInt(8) == 0 ? 1 + random.nextInt(300) : 1;
        for (int i = 0; i < times; i++) {
            many.writeBytes(part);
        }
        return join(Arrays.copyOf(file, to), many.toByteArray(), Arrays.copyOfRange(file, to, file.length));
    }

    private static byte[] moved(byte[] file, SplittableRandom random) {
        byte[] mutant = file.clone();
        int[] slice = slice(file, random);
        int to = random.nextInt(file.length - (slice[1] - slice[0]) + 1);
        System.arraycopy(file, slice[0], mutant, to, slice[1] - slice[0]);
        return mutant;
    }

    private static byte[] removed(byte[] file, SplittableRandom random) {
        int[] slice = slice(file, random);
        return join(Arrays.copyOf(file, slice[0]), Arrays.copyOfRange(file, slice[1], file.length));
    }

    /// Returns the parts in one array.
    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /// Changes the first bytes of a file after a length of `sizeOfLength` little-endian bytes at `at`, which
    /// is set right again.
    static byte[] header(byte[] file, int at, int sizeOfLength, UnaryOperator<byte[]> change) {
        int start = at + sizeOfLength;
        long length = 0;
        for (int i = 0; i < sizeOfLength; i++) {
            length |= (file[at + i] & 0xffL) << 8 * i;
        }
        byte[] header = change.apply(Arrays.copyOfRange(file, start, start + (int) length));
        byte[] lengthBytes = new byte[sizeOfLength];
        for (int i = 0; i < sizeOfLength; i++) {
            lengthBytes[i] = (byte) ((long) header.length >> 8 * i);
        }
        return join(
                Arrays.copyOf(file, at),
                lengthBytes,
                header,
                Arrays.copyOfRange(file, start + (int) length, file.length));
    }

    /// Changes members of a zip file, or their names, and writes a good zip file around them.
    static byte[] zip(byte[] file, SplittableRandom random) {
        Source source = Source.of("zip", "x.zip", file);
        Map<String, byte[]> members = new LinkedHashMap<>();
        new ZipArchive(source)
                .members()
                .forEach((name, member) ->
                        members.put(name, ZipArchive.read(source, member, in -> in.bytes(member.size(), name))));
        List<String> names = new ArrayList<>(members.keySet());
        String chosen = names.get(random.nextInt(3) == 0 ? random.nextInt(names.size()) : 0);
        switch (random.nextInt(10)) {
            case 0 -> members.remove(chosen);
            case 1 -> {
                String[] odd = {"../" + chosen, "/" + chosen, chosen + "/", "a\\b", "x/data.pkl", "x.npy", "..", "C:a"};
                members.put(odd[random.nextInt(odd.length)], members.remove(chosen));
            }
            default -> members.put(chosen, any(members.get(chosen), random));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ZipWriter zip = new ZipWriter(out);
        try {
            for (Map.Entry<String, byte[]> e : members.entrySet()) {
                if (random.nextBoolean()) {
                    zip.stored(e.getKey(), to -> to.write(e.getValue()));
                } else {
                    zip.deflated(e.getKey(), to -> to.write(e.getValue()));
                }
            }
            zip.finish();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    /// Changes the directory of a zip file, the place that says where everything lies.
    static byte[] directory(byte[] file, SplittableRandom random) {
        ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int begin = buffer.getInt(file.length - 6);
        byte[] directory = any(Arrays.copyOfRange(file, begin, file.length), random);
        return join(Arrays.copyOf(file, begin), directory);
    }

    /// Changes a PNG file's chunks and sets their check sums right.
    static byte[] png(byte[] file, SplittableRandom random) {
        ByteBuffer in = ByteBuffer.wrap(file, 8, file.length - 8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(file, 0, 8);
        while (in.remaining() >= 12) {
            int length = in.getInt();
            byte[] typeAndData = new byte[4 + length];
            in.get(typeAndData);
            in.getInt();
            byte[] type = Arrays.copyOf(typeAndData, 4);
            byte[] data = Arrays.copyOfRange(typeAndData, 4, 4 + length);
            int times = random.nextInt(12) == 0 ? random.nextInt(3) : 1;
            byte[] changed = random.nextInt(3) == 0 ? any(data, random) : data;
            for (int i = 0; i < times; i++) {
                CRC32 crc = new CRC32();
                crc.update(type);
                crc.update(changed);
                out.writeBytes(ByteBuffer.allocate(4).putInt(changed.length).array());
                out.writeBytes(type);
                out.writeBytes(changed);
                out.writeBytes(
                        ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
            }
        }
        return out.toByteArray();
    }
}
