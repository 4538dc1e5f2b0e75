package io.backtrail.print;

import io.backtrail.problem.Problem;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.StringJoiner;

/** The text of one value. */
final class CellText {
    private CellText() {}

    /** For a person: times as {@code 2026-09-07 12:00:00Z}, null as nothing, control characters as {@code ?}. */
    static String human(Object value) {
        return value instanceof Instant time ? time.toString().replace('T', ' ') : Problem.clean(plain(value));
    }

    /** For a program: times as {@code 2026-09-07T12:00:00Z}, null as nothing, lists joined by a semicolon and a space. */
    static String plain(Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Double real) {
            return number(real);
        }
        if (value instanceof List<?> list) {
            StringJoiner joined = new StringJoiner("; ");
            list.forEach(item -> joined.add(plain(item)));
            return joined.toString();
        }
        return value.toString();
    }

    /** A floating number in full, without an exponent; what is no number stays a word. */
    static String number(double real) {
        if (!Double.isFinite(real)) {
            return Double.toString(real);
        }
        return real == 0 ? "0" : BigDecimal.valueOf(real).stripTrailingZeros().toPlainString();
    }
}
