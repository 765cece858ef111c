package dev.obor.io;

import java.io.ByteArrayOutputStream;

/// The texts of protocol 0, which are written with escapes.
final class PickleTexts {
    private static final String ESCAPES = "\\'\"abfnrtv";
    private static final String MEANINGS = "\\'\"\u0007\b\f\n\r\t\u000b";

    private PickleTexts() {}

    /// Returns the bytes of a `str` of Python 2, written as its `repr`: `'a\x00\n'`.
    static byte[] unquoted(String line, PickleReader reader) {
        int end = line.length() - 1;
        boolean quoted = end >= 1 && (line.charAt(0) == '\'' || line.charAt(0) == '"');
        if (!quoted || line.charAt(end) != line.charAt(0)) {
            throw reader.fault("a text is not in quotes");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int i = 1;
        while (i < end) {
            char c = line.charAt(i++);
            if (c != '\\') {
                out.write(c);
                continue;
            }
            char escape = i < end ? line.charAt(i) : 0;
            if (escape == 'x') {
                out.write(hex(line, i + 1, Math.min(i + 3, end), 2, reader));
                i += 3;
            } else if (isOctal(escape)) {
                int value = 0;
                for (int digits = 0; digits < 3 && i < end && isOctal(line.charAt(i)); digits++) {
                    value = value * 8 + line.charAt(i++) - '0';
                }
                out.write(value);
            } else if (escape != 0 && ESCAPES.indexOf(escape) >= 0) {
                out.write(MEANINGS.charAt(ESCAPES.indexOf(escape)));
                i++;
            } else {
                throw reader.fault("a text has an escape that Python does not write");
            }
        }
        return out.toByteArray();
    }

    private static boolean isOctal(char c) {
        return c >= '0' && c <= '7';
    }

    /// Returns a text in which characters beyond Latin-1, backslashes and line ends are written `\u1234` or
    /// `\U0001f525`.
    static String unescaped(String line, PickleReader reader) {
        StringBuilder text = new StringBuilder(line.length());
        for (int i = 0; i < line.length(); i++) {
            char kind = line.charAt(i) == '\\' && i + 1 < line.length() ? line.charAt(i + 1) : 0;
            if (kind != 'u' && kind != 'U') {
                text.append(line.charAt(i));
                continue;
            }
            int digits = kind == 'u' ? 4 : 8;
            int point = hex(line, i + 2, Math.min(i + 2 + digits, line.length()), digits, reader);
            if (!Character.isValidCodePoint(point)) {
                throw reader.fault("a text holds what is no character of Unicode");
            }
            text.appendCodePoint(point);
            i += 1 + digits;
        }
        if (!JsonReader.isText(text.toString())) {
            throw reader.fault("a text holds half of a surrogate pair");
        }
        return text.toString();
    }

    private static int hex(String line, int from, int to, int digits, PickleReader reader) {
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = Character.digit(line.charAt(i), 16);
            if (digit < 0 || line.charAt(i) > 'f') {
                throw reader.fault("an escape in a text is cut short");
            }
            value = value * 16 + digit;
        }
        if (to - from != digits || value > Integer.MAX_VALUE) {
            throw reader.fault("an escape in a text is cut short, or no character of Unicode");
        }
        return (int) value;
    }
}
