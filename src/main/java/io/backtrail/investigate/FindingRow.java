package io.backtrail.investigate;

import io.backtrail.model.Column;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One row of an investigation by what every reader wants to know of it.
 *
 * @param severity word of the row's own column, or of the investigation
 * @param grade {@code A}, {@code B}, {@code C} or {@code S}, or null where the investigation does not grade
 * @param account whose account it is about, or null when it is about the tenant
 * @param sentence one line for a reader
 */
public record FindingRow(String severity, String grade, String account, String sentence) {
    /** From the gravest to the lightest. */
    public static final List<String> SEVERITIES = List.of("critical", "high", "medium", "low", "info");

    private static final List<String> GRADES = List.of("A", "B", "C", "S");

    /** The gravest first, of these the best tied. */
    public static final Comparator<FindingRow> GRAVEST_FIRST =
            Comparator.comparingInt(FindingRow::severityRank).thenComparingInt(FindingRow::gradeRank);

    /** The rows of some findings, in their order. */
    public static List<FindingRow> of(Findings findings) {
        List<String> columns =
                findings.table().columns().stream().map(Column::name).toList();
        Investigation asked = findings.investigation();
        List<FindingRow> rows = new ArrayList<>();
        for (List<Object> row : findings.table().rows()) {
            String account = text(row, columns, "account");
            rows.add(new FindingRow(
                    or(text(row, columns, "severity"), asked.severity()),
                    text(row, columns, "grade"),
                    or(account, text(row, columns, "mailbox")),
                    or(text(row, columns, "sentence"), asked.question())));
        }
        return rows;
    }

    /** Whether the row is more than a line of an inventory. */
    public boolean isGrave() {
        return !severity.equals("info");
    }

    /** 0 for the gravest. */
    public int severityRank() {
        int rank = SEVERITIES.indexOf(severity);
        return rank < 0 ? SEVERITIES.size() : rank;
    }

    private int gradeRank() {
        // Without a grade a row may be tied by anything, so it stands before what is known to be loose.
        int rank = grade == null ? -1 : GRADES.indexOf(grade);
        return rank < 0 ? 1 : rank;
    }

    private static String text(List<Object> row, List<String> columns, String name) {
        int column = columns.indexOf(name);
        return column < 0 || row.get(column) == null ? null : row.get(column).toString();
    }

    private static String or(String text, String otherwise) {
        return text == null || text.isBlank() ? otherwise : text;
    }
}
