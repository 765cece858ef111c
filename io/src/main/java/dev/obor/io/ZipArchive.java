package dev.obor.io;

import dev.obor.error.FormatException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.CRC32;

/// The directory of a zip file ([APPNOTE.TXT](https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT)),
/// which says where each member's bytes lie, so that stored ones are read where they are mapped. The JDK's
/// own reader does not tell these places.
///
/// Refused are: names that are there twice or could lead out of a folder, members that overlap or lie outside
/// the file, encryption, several disks, methods other than stored and deflated, and members that would
/// together inflate to more than [Input] allows for the size of the file.
final class ZipArchive {
    private static final long END = 0x06054b50L;
    private static final long END_64_LOCATOR = 0x07064b50L;
    private static final long END_64 = 0x06064b50L;
    private static final long MEMBER = 0x02014b50L;
    private static final long LOCAL = 0x04034b50L;
    private static final int END_SIZE = 22;
    private static final int END_64_LOCATOR_SIZE = 20;
    private static final int END_64_SIZE = 56;
    private static final int MEMBER_SIZE = 46;
    private static final int LOCAL_SIZE = 30;
    private static final int ZIP_64_EXTRA = 1;
    private static final long MAX_32 = 0xffffffffL;
    private static final int ENCRYPTED = 1;
    private static final int DEFLATED = 8;

    /// A file in the archive.
    ///
    /// @param begin where its local header begins
    /// @param data where its bytes begin
    /// @param packed how many bytes it takes in the archive, and `size` out of it
    record Member(String name, long begin, long data, long packed, long size, boolean deflated, long crc) {}

    /// Where the directory lies.
    private record Directory(long begin, long end, long count) {}

    private final Map<String, Member> members = new LinkedHashMap<>();

    /// Reads the directory of a zip file.
    ///
    /// @throws FormatException if there is none, or it is refused
    ZipArchive(Source file) {
        Directory directory = directory(file);
        long at = directory.begin;
        long inflated = 0;
        for (long i = 0; i < directory.count; i++) {
            if (at + MEMBER_SIZE > directory.end || file.u32(at) != MEMBER) {
                throw file.fault(at, "an entry of the zip directory must begin here");
            }
            long next = at + MEMBER_SIZE + file.u16(at + 28) + file.u16(at + 30) + file.u16(at + 32);
            if (next > directory.end) {
                throw file.fault(at, "an entry of the zip directory goes beyond its end");
            }
            Member member = member(file, at, directory.begin);
            if (members.containsKey(member.name)) {
                throw file.fault(at, "zip member " + Faults.quote(member.name) + " is there twice");
            }
            inflated += member.deflated ? member.size : 0;
            if (inflated > Input.mostInflated(file.size())) {
                throw file.fault(
                        at,
                        "the zip members inflate to more than " + Input.mostInflated(file.size())
                                + " bytes, which is too much for a file of " + file.size()
                                + ": extract it if you trust it");
            }
            members.put(member.name, member);
            at = next;
        }
        if (at != directory.end) {
            throw file.fault(at, "the zip directory goes on after its last entry");
        }
        checkOverlaps(file);
    }

    /// Tells whether a file begins as zip files do.
    static boolean isZip(Source file) {
        return file.size() >= 4 && (file.u32(0) == LOCAL || file.u32(0) == END);
    }

    /// Returns the members that are no folders by name, in the directory's order.
    Map<String, Member> members() {
        Map<String, Member> files = new LinkedHashMap<>(members);
        files.keySet().removeIf(name -> name.endsWith("/"));
        return files;
    }

    /// Returns the bytes of a member that is stored.
    static Source stored(Source file, Member member) {
        return file.slice(member.data, member.packed);
    }

    /// Returns what `body` makes of the beginning of a member, without comparing its check sum.
    static <T> T begin(Source file, Member member, Function<Input, T> body) {
        Source packed = stored(file, member);
        Input in = member.deflated ? inflated(file, member, packed, new CRC32()) : Input.of(packed);
        try {
            return body.apply(in);
        } finally {
            in.close();
        }
    }

    private static Input inflated(Source file, Member member, Source packed, CRC32 crc) {
        String name = file.name() + " (inflated member " + Faults.quote(member.name) + ")";
        return Input.inflated(packed.named(name), member.size, crc);
    }

    /// Returns what `body`, which must read to the end, makes of a member; its check sum is compared.
    ///
    /// @param file the file that this was made from
    static <T> T read(Source file, Member member, Function<Input, T> body) {
        Source packed = stored(file, member);
        CRC32 crc = new CRC32();
        T result;
        if (member.deflated) {
            Input in = inflated(file, member, packed, crc);
            try {
                result = body.apply(in);
                in.expectEnd("member " + Faults.quote(member.name));
                if (in.at() != member.size) {
                    throw in.fault(in.at(), "the member ends here, but the zip directory gives it " + member.size);
                }
            } finally {
                in.close();
            }
        } else {
            update(crc, packed.segment());
            checkSum(packed, member, crc);
            return body.apply(Input.of(packed));
        }
        checkSum(packed, member, crc);
        return result;
    }

    private static void checkSum(Source packed, Member member, CRC32 crc) {
        if (crc.getValue() != member.crc) {
            throw packed.fault(
                    0,
                    "zip member " + Faults.quote(member.name) + " has another CRC than the directory says: fetch the"
                            + " file again");
        }
    }

    private static void update(CRC32 crc, MemorySegment bytes) {
        // A buffer holds less than 2³¹ bytes.
        long step = 1L << 30;
        for (long at = 0; at < bytes.byteSize(); at += step) {
            crc.update(bytes.asSlice(at, Math.min(step, bytes.byteSize() - at)).asByteBuffer());
        }
    }

    private static Directory directory(Source file) {
        long end = endRecord(file);
        long count = file.u16(end + 10);
        long size = file.u32(end + 12);
        long begin = file.u32(end + 16);
        boolean disks = file.u16(end + 4) != 0 || file.u16(end + 6) != 0 || file.u16(end + 8) != count;
        long stop = end;
        long locator = end - END_64_LOCATOR_SIZE;
        if (locator >= 0 && file.u32(locator) == END_64_LOCATOR) {
            long large = file.i64(locator + 8);
            if (large < 0 || large > locator - END_64_SIZE || file.u32(large) != END_64) {
                throw file.fault(locator, "the zip64 end record is not where it should be");
            }
            count = file.i64(large + 32);
            size = file.i64(large + 40);
            begin = file.i64(large + 48);
            disks = file.u32(large + 16) != 0 || file.u32(large + 20) != 0 || file.i64(large + 24) != count;
            stop = large;
        }
        if (disks) {
            throw file.fault(end, "the zip file is one of several disks: join them first");
        }
        if (begin < 0 || size < 0 || begin > stop || size != stop - begin) {
            throw file.fault(
                    end,
                    "the zip directory should lie at bytes " + begin + " to " + (begin + size)
                            + ", but must end at byte " + stop + ": the file is cut short, or something was added");
        }
        if (count < 0 || count > size / MEMBER_SIZE) {
            throw file.fault(end, "a zip directory of " + size + " bytes cannot hold " + count + " entries");
        }
        return new Directory(begin, stop, count);
    }

    /// Returns the place of the end record, which only a comment may follow.
    private static long endRecord(Source file) {
        long first = Math.max(0, file.size() - END_SIZE - 0xffff);
        for (long at = file.size() - END_SIZE; at >= first; at--) {
            if (file.u32(at) == END && file.u16(at + 20) == file.size() - at - END_SIZE) {
                return at;
            }
        }
        throw file.fault(file.size(), "the file has no zip directory at its end: it is cut short or no zip file");
    }

    private static Member member(Source file, long at, long dataEnd) {
        String name = name(file, at);
        int flags = file.u16(at + 8);
        int method = file.u16(at + 10);
        long[] large = large(file, at, file.u32(at + 24), file.u32(at + 20), file.u32(at + 42));
        long size = large[0];
        long packed = large[1];
        long begin = large[2];
        String what = "zip member " + Faults.quote(name);
        if ((flags & ENCRYPTED) != 0) {
            throw file.fault(at, what + " is encrypted: decrypt it first");
        }
        if (method != 0 && method != DEFLATED) {
            throw file.fault(
                    at, what + " is compressed by method " + method + ": stored (0) and deflated (8) are read");
        }
        if (begin < 0 || begin > dataEnd - LOCAL_SIZE || file.u32(begin) != LOCAL) {
            throw file.fault(at, what + " should begin at byte " + Long.toUnsignedString(begin) + ", but does not");
        }
        long data = begin + LOCAL_SIZE + file.u16(begin + 26) + file.u16(begin + 28);
        if (packed < 0 || data > dataEnd || packed > dataEnd - data) {
            throw file.fault(
                    at,
                    what + " of " + Long.toUnsignedString(packed) + " bytes goes beyond the place of the"
                            + " zip directory");
        }
        boolean sameName = file.u16(begin + 26) == file.u16(at + 28);
        for (int i = 0; sameName && i < file.u16(at + 28); i++) {
            sameName = file.u8(begin + LOCAL_SIZE + i) == file.u8(at + MEMBER_SIZE + i);
        }
        if (!sameName || file.u16(begin + 8) != method) {
            throw file.fault(begin, "the header of " + what + " contradicts the zip directory");
        }
        if (method == 0 && size != packed) {
            throw file.fault(at, what + " is stored, but has " + size + " bytes in " + packed);
        }
        if (size < 0 || method == DEFLATED && size / Input.RATIO > packed) {
            throw file.fault(at, what + " of " + packed + " bytes cannot inflate to " + Long.toUnsignedString(size));
        }
        return new Member(name, begin, data, packed, size, method == DEFLATED, file.u32(at + 16));
    }

    /// Returns the three numbers, replaced by 64-bit ones from the extra field where they say so.
    private static long[] large(Source file, long at, long... numbers) {
        long field = at + MEMBER_SIZE + file.u16(at + 28);
        long end = field + file.u16(at + 30);
        while (field + 4 <= end) {
            long next = field + 4 + file.u16(field + 2);
            if (next > end) {
                break;
            }
            if (file.u16(field) == ZIP_64_EXTRA) {
                long place = field + 4;
                for (int i = 0; i < numbers.length; i++) {
                    if (numbers[i] == MAX_32 && place + 8 <= next) {
                        numbers[i] = file.i64(place);
                        place += 8;
                    }
                }
                return numbers;
            }
            field = next;
        }
        return numbers;
    }

    private static String name(Source file, long at) {
        byte[] bytes = file.get(at + MEMBER_SIZE, file.u16(at + 28));
        String name;
        try {
            name = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException _) {
            throw file.fault(at + MEMBER_SIZE, "the name of a zip member is not UTF-8 text");
        }
        if (!isHarmless(name)) {
            throw file.fault(
                    at + MEMBER_SIZE, "the zip member's name " + Faults.quote(name) + " could lead out of a folder");
        }
        return name;
    }

    /// Tells whether a name stays below the folder that it might be extracted to.
    static boolean isHarmless(String name) {
        if (name.isEmpty() || name.startsWith("/") || name.contains("\\")) {
            return false;
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            return false;
        }
        // A name such as C:x leads to another drive.
        boolean drive = name.length() > 1 && name.charAt(1) == ':' && Character.isLetter(name.charAt(0));
        return !drive && List.of(name.split("/", -1)).stream().noneMatch(part -> part.equals("..") || part.equals("."));
    }

    private void checkOverlaps(Source file) {
        List<Member> ordered = new ArrayList<>(members.values());
        ordered.sort(Comparator.comparingLong(Member::begin));
        for (int i = 1; i < ordered.size(); i++) {
            Member before = ordered.get(i - 1);
            if (ordered.get(i).begin < before.data + before.packed) {
                throw file.fault(
                        ordered.get(i).begin,
                        "zip members " + Faults.quote(before.name) + " and " + Faults.quote(ordered.get(i).name)
                                + " overlap");
            }
        }
    }
}
