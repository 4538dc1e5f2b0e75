package io.backtrail.print;

import io.backtrail.model.Column;
import io.backtrail.model.Table;
import java.io.PrintWriter;
import java.util.List;

/**
 * Comma-separated values by RFC 4180, but with a line feed at each line's end. A text that a spreadsheet would take for a
 * formula gets an apostrophe in front; control characters other than tab and line ends are shown as {@code ?}.
 */
final class CsvPrinter implements Printer {
    private static final String FORMULA = "=+-@\t\r";

    @Override
    public void print(Table table, PrintWriter out) {
        line(table.columns().stream().map(Column::name).toList(), out);
        table.rows().forEach(row -> line(row, out));
    }

    private static void line(List<?> values, PrintWriter out) {
        for (int i = 0; i < values.size(); i++) {
            out.print(i == 0 ? "" : ",");
            out.print(cell(values.get(i)));
        }
        out.print('\n');
    }

    private static String cell(Object value) {
        String text = withoutControls(CellText.plain(value));
        if (!(value instanceof Number) && !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0) {
            text = "'" + text;
        }
        boolean quoted = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }

    private static String withoutControls(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> safe.appendCodePoint(isSafe(c) ? c : '?'));
        return safe.toString();
    }

    private static boolean isSafe(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c == '\t' || c == '\n' || c == '\r';
            case Character.SURROGATE -> false;
            default -> true;
        };
    }
}
