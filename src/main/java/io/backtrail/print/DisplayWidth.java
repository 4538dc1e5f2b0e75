package io.backtrail.print;

/** How many terminal columns a text takes, by the East Asian Width property of Unicode 15. */
final class DisplayWidth {
    /** First and last code points, in pairs, of what takes two columns. */
    private static final int[] WIDE = {
        0x1100, 0x115F, 0x231A, 0x231B, 0x23E9, 0x23EC, 0x25FD, 0x25FE, 0x2614, 0x2615, 0x2648, 0x2653, 0x26AA, 0x26AB,
        0x26BD, 0x26BE, 0x26C4, 0x26C5, 0x2705, 0x2705, 0x270A, 0x270B, 0x2728, 0x2728, 0x274C, 0x274C, 0x274E, 0x274E,
        0x2753, 0x2755, 0x2757, 0x2757, 0x2795, 0x2797, 0x27B0, 0x27B0, 0x2B1B, 0x2B1C, 0x2B50, 0x2B50, 0x2B55, 0x2B55,
        0x2E80, 0x303E, 0x3041, 0x33FF, 0x3400, 0x4DBF, 0x4E00, 0xA4CF, 0xA960, 0xA97F, 0xAC00, 0xD7A3, 0xF900, 0xFAFF,
        0xFE10, 0xFE19, 0xFE30, 0xFE6F, 0xFF00, 0xFF60, 0xFFE0, 0xFFE6, 0x1F004, 0x1F004, 0x1F0CF, 0x1F0CF, 0x1F18E,
        0x1F18E, 0x1F191, 0x1F19A, 0x1F200, 0x1F320, 0x1F32D, 0x1F335, 0x1F337, 0x1F37C, 0x1F37E, 0x1F393, 0x1F3A0,
        0x1F3CA, 0x1F3E0, 0x1F3F0, 0x1F3F8, 0x1F43E, 0x1F440, 0x1F4FC, 0x1F4FF, 0x1F53D, 0x1F550, 0x1F567, 0x1F5FB,
        0x1F64F, 0x1F680, 0x1F6C5, 0x1F6D0, 0x1F6D2, 0x1F7E0, 0x1F7EB, 0x1F90C, 0x1F9FF, 0x1FA70, 0x1FAFF, 0x20000,
        0x3FFFD
    };

    private DisplayWidth() {}

    /** Columns that {@code text} takes. */
    static int of(String text) {
        int width = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            width += of(c);
            i += Character.charCount(c);
        }
        return width;
    }

    /** The text, or as much of its head as fits {@code columns} with an ellipsis behind it. */
    static String cut(String text, int columns) {
        if (of(text) <= columns) {
            return text;
        }
        int end = 0;
        int width = 0;
        while (end < text.length()) {
            int c = text.codePointAt(end);
            if (width + of(c) > columns - 1) {
                break;
            }
            width += of(c);
            end += Character.charCount(c);
        }
        return text.substring(0, end) + "…";
    }

    private static int of(int c) {
        if (c < 0x300) {
            return 1;
        }
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
            default -> isWide(c) ? 2 : 1;
        };
    }

    private static boolean isWide(int c) {
        for (int i = 0; i < WIDE.length; i += 2) {
            if (c <= WIDE[i + 1]) {
                return c >= WIDE[i];
            }
        }
        return false;
    }
}
