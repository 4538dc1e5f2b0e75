package io.backtrail.print;

import java.io.PrintWriter;
import java.util.List;

/** Each row as a record, a line a column; for terminals too narrow for the row. */
final class RecordPrinter {
    private final int width;

    RecordPrinter(int width) {
        this.width = width;
    }

    void print(List<String> names, List<List<String>> cells, PrintWriter out) {
        int label = names.stream().mapToInt(DisplayWidth::of).max().orElse(0);
        int number = 1;
        for (List<String> row : cells) {
            out.print("row " + number++ + "\n");
            for (int i = 0; i < row.size(); i++) {
                String name = names.get(i) + " ".repeat(label - DisplayWidth.of(names.get(i)));
                out.print(DisplayWidth.cut(("  " + name + "  " + row.get(i)).stripTrailing(), Math.max(width, 1)));
                out.print('\n');
            }
        }
        if (cells.isEmpty()) {
            out.print("(no rows)\n");
        }
    }
}
