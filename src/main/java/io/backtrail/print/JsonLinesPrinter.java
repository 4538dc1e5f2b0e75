package io.backtrail.print;

import io.backtrail.model.Table;
import java.io.PrintWriter;
import java.util.List;

/** One JSON object a line and a row. */
final class JsonLinesPrinter implements Printer {
    @Override
    public void print(Table table, PrintWriter out) {
        for (List<Object> row : table.rows()) {
            new JsonText(out).object(table.columns(), row);
            out.print('\n');
        }
    }
}
