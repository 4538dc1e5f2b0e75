package io.backtrail.normalize;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Rows of tables that hold a record in their columns, as objects with the record's own field names. Log Analytics puts the
 * zone into a heading ({@code TimeGenerated [UTC]}) and splits a field that had two types ({@code Status_string}).
 */
final class TableRows {
    /** The field that says when the heading of a time names no zone that can be reckoned with. */
    static final String ZONE = "TimeZoneOfTable";

    private static final String LOCAL = " [local time]";
    private static final String[] SUFFIXES = {" [utc]", LOCAL, "_dynamic", "_string"};

    private TableRows() {}

    /** The row as an object; cells that hold JSON are read, empty cells are left out. */
    static Json object(Map<String, String> row) {
        List<String> names = new ArrayList<>();
        List<Json> values = new ArrayList<>();
        row.forEach((heading, cell) -> {
            if (cell != null && !cell.isBlank()) {
                names.add(bare(heading.strip()));
                values.add(cell(cell));
            }
        });
        if (row.keySet().stream()
                .anyMatch(heading -> heading.strip().toLowerCase(Locale.ROOT).endsWith(LOCAL))) {
            names.add(ZONE);
            values.add(Json.scalar(Json.Kind.TEXT, "local time of the browser that exported it, read as UTC"));
        }
        return Json.object(names, values);
    }

    /** A cell's text, or the object or array that it holds. */
    static Json cell(String text) {
        return text == null || text.isBlank()
                ? Json.NOTHING
                : Json.scalar(Json.Kind.TEXT, text).unfolded();
    }

    private static String bare(String heading) {
        String lower = heading.toLowerCase(Locale.ROOT);
        for (String suffix : SUFFIXES) {
            if (lower.endsWith(suffix)) {
                return heading.substring(0, heading.length() - suffix.length());
            }
        }
        return heading;
    }
}
