package io.backtrail.print;

import io.backtrail.model.Table;
import java.io.PrintWriter;
import java.util.List;

/** A Markdown table. */
final class MarkdownPrinter implements Printer {
    @Override
    public void print(Table table, PrintWriter out) {
        line(table.columns().stream().map(c -> MarkdownText.escape(c.name())).toList(), out);
        line(table.columns().stream().map(c -> "---").toList(), out);
        for (List<Object> row : table.rows()) {
            line(row.stream().map(v -> MarkdownText.escape(CellText.human(v))).toList(), out);
        }
    }

    private static void line(List<String> cells, PrintWriter out) {
        out.print("| " + String.join(" | ", cells) + " |\n");
    }
}
