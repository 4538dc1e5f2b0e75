package io.backtrail.evidence;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes apart what nearly every row is: fields in quotes or without, and nothing between a closing quote and the delimiter.
 * Says the same as {@link CsvFields} of such a row, in a single pass. Reused from row to row by one thread.
 */
final class CsvPlain {
    private static final int KEPT = 1 << 20;

    private final char delimiter;
    private char[] row = new char[4096];
    private char[] field = new char[4096];
    private int length;
    private int at;

    CsvPlain(char delimiter) {
        this.delimiter = delimiter;
    }

    /** The fields of the row, which holds no line end outside quotes; null when somebody has to look closer. */
    List<String> of(String text) {
        load(text);
        if (length == 0) {
            return null;
        }
        List<String> fields = new ArrayList<>();
        at = 0;
        while (true) {
            String next = at < length && row[at] == '"' ? quoted() : bare();
            if (next == null) {
                return null;
            }
            fields.add(next);
            if (at == length) {
                return fields;
            }
            at++;
        }
    }

    private void load(String text) {
        length = text.length();
        if (length > row.length || row.length > KEPT && length < KEPT) {
            row = new char[Math.max(length, 4096)];
            field = new char[row.length];
        }
        text.getChars(0, length, row, 0);
    }

    /** Stops on the delimiter, or at the end. */
    private String bare() {
        int start = at;
        while (at < length && row[at] != delimiter) {
            at++;
        }
        return new String(row, start, at - start);
    }

    /** The same; null when the quote does not close, or something stands between it and the delimiter. */
    private String quoted() {
        int written = 0;
        int i = at + 1;
        while (i < length) {
            char c = row[i++];
            if (c == '"') {
                if (i == length || row[i] == delimiter) {
                    at = i;
                    return new String(field, 0, written);
                }
                if (row[i++] != '"') {
                    return null;
                }
            }
            field[written++] = c;
        }
        return null;
    }
}
