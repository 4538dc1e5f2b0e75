package io.backtrail.evidence;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the rows of one table start like: which of the first columns hold a date, an identifier or a number, and whether
 * rows open with a quote. Asked only when a row is damaged, to find the next one that can be trusted.
 */
final class CsvRowStart {
    private static final int COLUMNS = 4;
    private static final int LEARNED = 100;
    private static final int LONGEST_LINE_START = 4096;

    /** What a column holds in every row. */
    private enum Kind {
        DATE(Pattern.compile("\\d{1,4}[-./]\\d{1,2}[-./]\\d{1,4}\\b.{0,30}")),
        IDENTIFIER(Pattern.compile("[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")),
        NUMBER(Pattern.compile("\\d{1,18}")),
        ANY(Pattern.compile("[^\\r\\n]*"));

        private final Pattern pattern;

        Kind(Pattern pattern) {
            this.pattern = pattern;
        }

        boolean fits(String text) {
            return pattern.matcher(text.strip()).matches();
        }

        static Kind of(String text) {
            for (Kind kind : values()) {
                if (kind.fits(text)) {
                    return kind;
                }
            }
            return ANY;
        }
    }

    private final char delimiter;
    private final CsvFields parser;
    private final int columns;
    private final List<Kind> kinds = new ArrayList<>();
    private boolean quoted = true;
    private boolean bare = true;
    private int rows;

    /** {@code jsonColumn} is the column that ends the part of a row that is looked at, or negative. */
    CsvRowStart(char delimiter, int columns, int jsonColumn) {
        this.delimiter = delimiter;
        this.parser = new CsvFields(delimiter, false);
        this.columns = Math.min(COLUMNS, jsonColumn >= 0 ? jsonColumn : columns - 1);
    }

    /** Learns from a whole row. */
    void learn(String row, List<String> fields) {
        if (rows >= LEARNED) {
            return;
        }
        for (int i = 0; i < columns; i++) {
            Kind kind = Kind.of(fields.get(i));
            if (rows == 0) {
                kinds.add(kind);
            } else if (kinds.get(i) != kind) {
                kinds.set(i, Kind.ANY);
            }
        }
        boolean opensWithQuote = row.startsWith("\"");
        quoted &= opensWithQuote;
        bare &= !opensWithQuote;
        rows++;
    }

    /** Whether a line that starts at {@code from} looks like a row. */
    boolean at(Window window, int from) throws IOException {
        if (rows == 0) {
            return true;
        }
        int first = window.unit(from);
        if (first < 0 || quoted && first != '"' || bare && first == '"') {
            return false;
        }
        if (columns <= 0) {
            return opensJson(window, from);
        }
        List<String> fields = start(window, from);
        if (fields == null || fields.size() < columns) {
            return false;
        }
        for (int i = 0; i < columns; i++) {
            if (!kinds.get(i).fits(fields.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean opensJson(Window window, int from) throws IOException {
        int brace = window.unit(from) == '"' ? from + 1 : from;
        return window.unit(brace) == '{' && window.unit(brace + 1) == '"';
    }

    /** The first fields of the line, each whole on it; null when they are not. */
    private List<String> start(Window window, int from) throws IOException {
        boolean inQuotes = false;
        int found = 0;
        for (int i = from; i - from < LONGEST_LINE_START; i++) {
            int u = window.unit(i);
            if (u < 0 || u == '\n' || u == '\r') {
                return null;
            }
            inQuotes ^= u == '"';
            found += u == delimiter && !inQuotes ? 1 : 0;
            if (found == columns) {
                return parser.of(window.text(from, i));
            }
        }
        return null;
    }
}
