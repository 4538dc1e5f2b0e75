package io.backtrail.search;

import java.util.Arrays;
import java.util.Locale;

/**
 * Cuts text into chunks: runs of words and joiners ({@link Shapes}), or an IPv6 address, in lower case. Everything else
 * separates, JSON's punctuation with it.
 *
 * <p>Records carry JSON in JSON in strings, so a backslash may stand for an escape at any depth, or for itself in a path.
 * A coded character ({@code \u0040}, {@code %40}) is decoded, whatever the number of backslashes. Whether the {@code n} of
 * {@code \nalice} or {@code C:\notes} is a letter cannot be told; such a chunk is {@link #ambiguous}, and its reader takes
 * both. Reused from text to text by one thread.
 */
final class Chunks {
    private static final int LONGEST_IPV6 = 45;
    /** Colons of an address whose groups are all written out; one fewer if it ends as IPv4. */
    private static final int MOST_COLONS = 7;

    /** Of each ASCII character: what it is in lower case if it goes into a chunk as it stands, else 0. */
    private static final char[] PLAIN = new char[128];

    static {
        for (char c = 0; c < PLAIN.length; c++) {
            PLAIN[c] = Shapes.isWord(c) || Shapes.isJoiner(c) ? Character.toLowerCase(c) : 0;
        }
    }

    private final boolean record;
    private String text = "";
    private int at;
    private char[] chars = new char[256];
    private int length;
    private String ipv6;
    private String ipv6AsWritten;
    private boolean ambiguous;
    private boolean key;
    /** Index after the character that {@link #decode} read. */
    private int after;

    /** @param record true for a record with its escapes, false for what a person or a column says */
    Chunks(boolean record) {
        this.record = record;
    }

    void reset(String newText) {
        text = newText;
        at = 0;
    }

    /** Goes to the next chunk; false at the end of the text. */
    boolean next() {
        ambiguous = false;
        while (at < text.length()) {
            if (takeIpv6()) {
                return true;
            }
            char c = decode(at);
            if (Shapes.isWord(c)) {
                return takeChunk();
            }
            if (c != '\\') {
                at = after;
            } else if (passBackslashes()) {
                return true;
            }
        }
        return false;
    }

    /** The chunk's characters; valid to {@link #length}, until the next chunk. */
    char[] chars() {
        return chars;
    }

    int length() {
        return length;
    }

    /** The canonical form if the chunk is an IPv6 address, else null. */
    String ipv6() {
        return ipv6;
    }

    /** The IPv6 address as it was written, in lower case. */
    String ipv6AsWritten() {
        return ipv6AsWritten;
    }

    /** True if the first letter may belong to an escape before it. */
    boolean ambiguous() {
        return ambiguous;
    }

    /** True if the chunk is the plain name of a JSON member. */
    boolean key() {
        return key;
    }

    private boolean takeChunk() {
        int start = at;
        length = 0;
        ipv6 = null;
        boolean plain = true;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c < PLAIN.length && PLAIN[c] != 0) {
                plain &= c == '_' || !Shapes.isJoiner(c);
                put(PLAIN[c]);
                at++;
                continue;
            }
            c = decode(at);
            boolean word = Shapes.isWord(c);
            if (!word && !Shapes.isJoiner(c)) {
                break;
            }
            plain &= word || c == '_';
            add(c);
            at = after;
        }
        while (length > 0 && !Shapes.isWord(chars[length - 1])) {
            length--;
        }
        key = record && plain && start > 0 && text.charAt(start - 1) == '"' && isNameOfMember() && hasLetter();
        return true;
    }

    private void add(char c) {
        put(c < 128 && (c < 'A' || c > 'Z') ? c : Character.toLowerCase(c));
    }

    private void put(char c) {
        if (length == chars.length) {
            chars = Arrays.copyOf(chars, length * 2);
        }
        chars[length++] = c;
    }

    /** The character that stands at {@code index}, decoded; sets {@link #after}. */
    private char decode(int index) {
        char c = text.charAt(index);
        after = index + 1;
        if (c == '%') {
            int value = hex(index + 1, 2);
            if (value >= 0 && value < 128) {
                after = index + 3;
                return (char) value;
            }
        } else if (c == '\\' && record) {
            int letter = index;
            while (letter < text.length() && text.charAt(letter) == '\\') {
                letter++;
            }
            int value = letter < text.length() && text.charAt(letter) == 'u' ? hex(letter + 1, 4) : -1;
            if (value >= 0) {
                after = letter + 5;
                // A coded backslash is a mere separator here.
                return value == '\\' ? ' ' : (char) value;
            }
        }
        return c;
    }

    private int hex(int from, int digits) {
        if (from + digits > text.length()) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < from + digits; i++) {
            char c = text.charAt(i);
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value * 16 + digit;
        }
        return value;
    }

    /** Goes behind a run of backslashes, and the letter of an escape; true if an IPv6 address was found there. */
    private boolean passBackslashes() {
        while (at < text.length() && text.charAt(at) == '\\') {
            at++;
        }
        if (!record || at >= text.length() || "nrtbf".indexOf(text.charAt(at)) < 0) {
            ambiguous = false;
            return false;
        }
        at++;
        if (takeIpv6()) {
            return true;
        }
        ambiguous = at < text.length() && Shapes.isWord(text.charAt(at));
        at -= ambiguous ? 1 : 0;
        return false;
    }

    /** Quotes (escaped, or doubled as CSV does) and then a colon follow. */
    private boolean isNameOfMember() {
        int index = at;
        boolean quoted = false;
        while (index < text.length() && (text.charAt(index) == '"' || text.charAt(index) == '\\')) {
            quoted |= text.charAt(index) == '"';
            index++;
        }
        while (index < text.length() && text.charAt(index) == ' ') {
            index++;
        }
        return quoted && index < text.length() && text.charAt(index) == ':';
    }

    private boolean hasLetter() {
        for (int i = 0; i < length; i++) {
            if (Character.isLetter(chars[i])) {
                return true;
            }
        }
        return false;
    }

    private boolean takeIpv6() {
        int end = at;
        int colons = 0;
        boolean gap = false;
        while (end < text.length() && end - at <= LONGEST_IPV6 && isOfIpv6(text.charAt(end))) {
            if (text.charAt(end++) == ':') {
                colons++;
                gap |= end < text.length() && text.charAt(end) == ':';
            }
            if (colons == 0 && end - at > 4) {
                return false;
            }
        }
        // Without a gap all groups are written out, as no time of day does.
        if (colons < (gap ? 2 : MOST_COLONS - 1) || (end < text.length() && Shapes.isWord(text.charAt(end)))) {
            return false;
        }
        String written = withoutTail(text.substring(at, end));
        String canonical = Ipv6.canonical(written);
        if (canonical == null || canonical.equals("::")) {
            return false;
        }
        ipv6 = canonical;
        ipv6AsWritten = written.toLowerCase(Locale.ROOT);
        ambiguous = false;
        key = false;
        at += written.length();
        return true;
    }

    private static boolean isOfIpv6(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':' || c == '.';
    }

    /** A full stop or single colon after the address belongs to the text around it. */
    private static String withoutTail(String run) {
        int end = run.length();
        while (end > 0
                && (run.charAt(end - 1) == '.' || (run.charAt(end - 1) == ':' && !run.startsWith("::", end - 2)))) {
            end--;
        }
        return run.substring(0, end);
    }
}
