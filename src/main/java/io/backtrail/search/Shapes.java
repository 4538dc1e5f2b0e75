package io.backtrail.search;

/** Identifiers that count as one word although signs stand in them. All look at lower-case characters. */
final class Shapes {
    private static final int[] GUID_PARTS = {8, 4, 4, 4, 12};
    private static final int[] DATE_PARTS = {4, 2, 2};

    private Shapes() {}

    /** Part of a word, in any script; half of a surrogate pair counts, so that no pair is cut. */
    static boolean isWord(char c) {
        if (c < 128) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
        }
        int type = Character.getType(c);
        return Character.isLetterOrDigit(c)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.SURROGATE;
    }

    /** Between words without parting an identifier: {@code alice.smith+x@north.example}, {@code New-InboxRule}. */
    static boolean isJoiner(char c) {
        return c == '.' || c == '-' || c == '_' || c == '@' || c == '+' || c == '#';
    }

    /** Where the word that begins at {@code from} ends: a GUID, an IPv4 address or a date whole, else letters and digits. */
    static int wordEnd(char[] text, int from, int limit) {
        int end = from;
        while (end < limit && isWord(text[end])) {
            end++;
        }
        if (end < limit && (text[end] == '-' || text[end] == '.')) {
            int special = text[end] == '.' ? ipv4End(text, from, limit) : dashedEnd(text, from, limit);
            return Math.max(end, special);
        }
        return end;
    }

    private static int dashedEnd(char[] text, int from, int limit) {
        int guid = partsEnd(text, from, limit, GUID_PARTS, 16);
        if (guid > 0 && isBoundary(text, guid, limit)) {
            return guid;
        }
        int date = partsEnd(text, from, limit, DATE_PARTS, 10);
        return date > 0 && (isBoundary(text, date, limit) || text[date] == 't') ? date : -1;
    }

    private static int partsEnd(char[] text, int from, int limit, int[] parts, int radix) {
        int at = from;
        for (int part = 0; part < parts.length; part++) {
            if (part > 0 && (at >= limit || text[at++] != '-')) {
                return -1;
            }
            for (int i = 0; i < parts[part]; i++) {
                if (at >= limit || text[at] >= 128 || Character.digit(text[at], radix) < 0) {
                    return -1;
                }
                at++;
            }
        }
        return at;
    }

    /** The end of the IPv4 address that begins here, or -1; part of a longer dotted number is none. */
    static int ipv4End(char[] text, int from, int limit) {
        if (from > 1 && text[from - 1] == '.' && isDigit(text[from - 2])) {
            return -1;
        }
        int at = from;
        for (int octet = 0; octet < 4; octet++) {
            if (octet > 0 && (at >= limit || text[at++] != '.')) {
                return -1;
            }
            int start = at;
            int value = 0;
            while (at < limit && isDigit(text[at]) && at - start < 3) {
                value = value * 10 + text[at++] - '0';
            }
            if (at == start || value > 255) {
                return -1;
            }
        }
        boolean goesOn = at + 1 < limit && text[at] == '.' && isDigit(text[at + 1]);
        return isBoundary(text, at, limit) && !goesOn ? at : -1;
    }

    private static boolean isBoundary(char[] text, int at, int limit) {
        return at >= limit || !isWord(text[at]);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
