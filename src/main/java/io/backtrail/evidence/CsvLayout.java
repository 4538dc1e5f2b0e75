package io.backtrail.evidence;

import java.util.List;

/**
 * How a table is written.
 *
 * @param delimiter {@code ,} {@code ;} or TAB
 * @param backslash whether a quote inside a cell is written {@code \"}
 * @param columns the names of the header, each made its own
 * @param jsonColumn 0-based column that holds the record as JSON, or -1
 * @param headerQuoted whether the header's first name stands in quotes
 * @param sample the first rows with as many fields as the header, at most 50
 * @param texts the same rows as they stand
 * @param ragged rows of the head whose number of fields is not that of the header
 */
record CsvLayout(
        char delimiter,
        boolean backslash,
        List<String> columns,
        int jsonColumn,
        boolean headerQuoted,
        List<List<String>> sample,
        List<String> texts,
        int ragged) {
    CsvLayout {
        columns = List.copyOf(columns);
        sample = List.copyOf(sample);
        texts = List.copyOf(texts);
    }

    /** The word that {@link Evidence#dialect} has. */
    String dialect() {
        String name = switch (delimiter) {
            case ';' -> "csv semicolon";
            case '\t' -> "csv tab";
            default -> "csv comma";
        };
        return backslash ? name + " backslash" : name;
    }

    /** The names as they are compared. */
    List<String> folded() {
        return Names.folded(columns);
    }
}
