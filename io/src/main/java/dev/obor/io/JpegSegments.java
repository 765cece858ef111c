package dev.obor.io;

/// The segments of a JPEG file (ITU-T T.81, annex B): a marker, 0xFF and a code, and for most codes a length
/// and as many bytes. The JDK's decoder takes bytes that an earlier file left in its buffer for those that a
/// broken file lacks, so lengths are checked before.
final class JpegSegments {
    private static final int TEMPORARY = 0x01;
    private static final int FIRST_RESTART = 0xD0;
    private static final int END_OF_IMAGE = 0xD9;
    private static final int START_OF_SCAN = 0xDA;
    private static final int MARK = 0xFF;

    private final Source file;
    private long at = 2;

    private JpegSegments(Source file) {
        this.file = file;
    }

    /// Checks that all segments lie within a file that begins as a JPEG.
    ///
    /// @throws dev.obor.error.FormatException if one does not
    static void check(Source file) {
        JpegSegments segments = new JpegSegments(file);
        int code = segments.next(false);
        while (code != END_OF_IMAGE) {
            code = segments.next(segments.skip(code));
        }
    }

    /// Goes to behind the next marker, over bytes that belong to none.
    ///
    /// @param inScan whether zeros and restarts behind 0xFF are part of a scan
    /// @return its code, that of the image's end at the file's
    private int next(boolean inScan) {
        while (at + 1 < file.size()) {
            if (file.u8(at++) != MARK) {
                continue;
            }
            int code = file.u8(at);
            boolean isRestart = code >= FIRST_RESTART && code < FIRST_RESTART + 8;
            if (code != MARK && code != 0 && !(inScan && isRestart)) {
                at++;
                return code;
            }
        }
        return END_OF_IMAGE;
    }

    /// Goes over what belongs to a marker, and returns whether a scan begins.
    private boolean skip(int code) {
        boolean isAlone = code == TEMPORARY || code >= FIRST_RESTART && code < END_OF_IMAGE;
        if (isAlone) {
            return false;
        }
        if (file.size() - at < 2) {
            throw file.fault(at, "the file ends where the length of a segment is needed");
        }
        int length = file.u8(at) << 8 | file.u8(at + 1);
        if (length < 2 || length > file.size() - at) {
            throw file.fault(
                    at, "a segment of " + length + " bytes where 2 to " + (file.size() - at) + " are possible");
        }
        at += length;
        return code == START_OF_SCAN;
    }
}
