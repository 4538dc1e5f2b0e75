package io.backtrail.print;

import io.backtrail.model.Table;
import java.io.PrintWriter;
import java.util.List;

/** One JSON array, an object a row and a line. */
final class JsonPrinter implements Printer {
    @Override
    public void print(Table table, PrintWriter out) {
        out.print('[');
        String before = "\n";
        for (List<Object> row : table.rows()) {
            out.print(before);
            JsonText json = new JsonText(out);
            json.object(table.columns(), row);
            before = ",\n";
        }
        out.print(table.rows().isEmpty() ? "]\n" : "\n]\n");
    }
}
