package io.backtrail.print;

import io.backtrail.model.Table;
import io.backtrail.problem.Problem;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Aligned columns that fit a terminal. A row is one line: what does not fit is cut with an ellipsis, widest column first.
 * Where not even that fits, each row is written as a record, a line a column.
 */
final class TablePrinter implements Printer {
    private static final String GAP = "  ";
    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";
    private final int width;
    private final boolean color;

    TablePrinter(int width, boolean color) {
        this.width = width;
        this.color = color;
    }

    @Override
    public void print(Table table, PrintWriter out) {
        List<String> names =
                table.columns().stream().map(c -> Problem.clean(c.name())).toList();
        List<List<String>> cells = new ArrayList<>(table.rows().size());
        for (List<Object> row : table.rows()) {
            cells.add(row.stream().map(CellText::human).toList());
        }
        ColumnWidths widths = ColumnWidths.measure(table, names, cells);
        if (!widths.fit(width, GAP.length())) {
            new RecordPrinter(width).print(names, cells, out);
            return;
        }
        line(names, widths, true, out);
        List<String> rules = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            rules.add("─".repeat(widths.of(i)));
        }
        line(rules, widths, false, out);
        cells.forEach(row -> line(row, widths, false, out));
        if (cells.isEmpty()) {
            out.print("(no rows)\n");
        }
    }

    private void line(List<String> cells, ColumnWidths widths, boolean head, PrintWriter out) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String text = DisplayWidth.cut(cells.get(i), widths.of(i));
            String pad = " ".repeat(widths.of(i) - DisplayWidth.of(text));
            line.append(i == 0 ? "" : GAP);
            line.append(widths.isNumber(i) ? pad + text : text + pad);
        }
        String text = line.toString().stripTrailing();
        out.print(head && color ? BOLD + text + PLAIN : text);
        out.print('\n');
    }
}
