package io.backtrail.evidence;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** How the characters of a file are written as bytes. */
enum Encoding {
    UTF_8("UTF-8", StandardCharsets.UTF_8, 1, 0xEF, 0xBB, 0xBF),
    UTF_16LE("UTF-16LE", StandardCharsets.UTF_16LE, 2, 0xFF, 0xFE),
    UTF_16BE("UTF-16BE", StandardCharsets.UTF_16BE, 2, 0xFE, 0xFF),
    WINDOWS_1252("windows-1252", Charset.forName("windows-1252"), 1);

    private static final int SNIFFED = 4096;

    private final String word;
    private final Charset charset;
    private final int width;
    private final int[] mark;

    Encoding(String word, Charset charset, int width, int... mark) {
        this.word = word;
        this.charset = charset;
        this.width = width;
        this.mark = mark;
    }

    /** The word that {@link Evidence#encoding} has. */
    String word() {
        return word;
    }

    Charset charset() {
        return charset;
    }

    /** Bytes of one unit: 2 in UTF-16, else 1. Quotes, brackets and line ends are one unit in each. */
    int width() {
        return width;
    }

    /** Bytes of the byte order mark that {@code head} starts with, or 0. */
    int markLength(byte[] head, int length) {
        if (mark.length == 0 || length < mark.length) {
            return 0;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((head[i] & 0xFF) != mark[i]) {
                return 0;
            }
        }
        return mark.length;
    }

    /** The encoding that {@link #word} names. */
    static Encoding named(String word) {
        for (Encoding encoding : values()) {
            if (encoding.word.equals(word)) {
                return encoding;
            }
        }
        throw new IllegalArgumentException("no encoding " + word);
    }

    /** What the byte order mark or the zero bytes of a file's start say; null when they say nothing. */
    static Encoding ofHead(byte[] head) {
        for (Encoding encoding : values()) {
            if (encoding.markLength(head, head.length) > 0) {
                return encoding;
            }
        }
        int pairs = Math.min(head.length, SNIFFED) / 2;
        int evenZeros = 0;
        int oddZeros = 0;
        for (int i = 0; i < pairs; i++) {
            evenZeros += head[2 * i] == 0 ? 1 : 0;
            oddZeros += head[2 * i + 1] == 0 ? 1 : 0;
        }
        // Latin text in UTF-16 has a zero in nearly every pair, always on the same side; files of other scripts are
        // full of ASCII quotes, digits and field names too.
        if (oddZeros * 10 > pairs * 3 && evenZeros * 20 <= pairs) {
            return UTF_16LE;
        }
        return evenZeros * 10 > pairs * 3 && oddZeros * 20 <= pairs ? UTF_16BE : null;
    }
}
