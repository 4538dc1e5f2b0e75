package io.backtrail.normalize;

import java.math.BigDecimal;

/** Whole numbers in the many ways records write them: {@code 15}, {@code "15"}, {@code 1156492.00}, {@code "1e9"}. */
final class Numbers {
    private static final int LONGEST = 40;
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    private Numbers() {}

    /** The whole number in {@code text}, or null when it is none or beyond 63 bits. */
    static Long whole(String text) {
        if (text == null || text.isEmpty() || text.length() > LONGEST) {
            return null;
        }
        Long plain = digits(text);
        return plain != null ? plain : decimal(text);
    }

    /** As {@link #whole}, null beyond 31 bits too. */
    static Integer small(String text) {
        Long whole = whole(text);
        return whole == null || whole.intValue() != whole ? null : (Integer) whole.intValue();
    }

    private static Long digits(String text) {
        if (text.length() > 18) {
            return null;
        }
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return null;
            }
            value = value * 10 + c - '0';
        }
        return value;
    }

    private static Long decimal(String text) {
        char first = text.charAt(0);
        if (first != '-' && first != '+' && (first < '0' || first > '9')) {
            return null;
        }
        try {
            BigDecimal number = new BigDecimal(text);
            boolean fits =
                    number.precision() - number.scale() < 20 && number.abs().compareTo(MOST) <= 0;
            return fits ? (Long) number.longValue() : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
