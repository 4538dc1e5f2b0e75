package io.backtrail.report;

import java.util.List;

/**
 * How many things of one kind were exposed, by class.
 *
 * @param proved things that a record names
 * @param assumed things that a folder copy, a throttled log or a grant covers
 * @param possible things that only suspect activity touched
 */
record Exposed(long proved, long assumed, long possible) {
    static Exposed count(CaseTables tables, String kind) {
        List<Cells> rows = tables.rows(ReportQuery.EXPOSURE_COUNTS).stream()
                .filter(row -> row.text("kind").equals(kind))
                .toList();
        return new Exposed(sum(rows, "proved"), sum(rows, "assumed"), sum(rows, "possible"));
    }

    boolean isEmpty() {
        return proved + assumed + possible == 0;
    }

    /** As {@code 12 proved, 3 assumed}. */
    String words() {
        StringBuilder words = new StringBuilder();
        add(words, proved, "proved");
        add(words, assumed, "assumed");
        add(words, possible, "possible");
        return words.toString();
    }

    private static void add(StringBuilder words, long count, String name) {
        if (count > 0) {
            words.append(words.isEmpty() ? "" : ", ")
                    .append(Words.number(count))
                    .append(' ')
                    .append(name);
        }
    }

    private static long sum(List<Cells> rows, String column) {
        return rows.stream().mapToLong(row -> row.number(column)).sum();
    }
}
