package io.backtrail.investigate;

import io.backtrail.model.Table;
import java.util.List;

/** Prints a result plainly: a block a row, a line a value, nulls left out. */
final class Rows {
    private Rows() {}

    static String print(Table table) {
        StringBuilder text = new StringBuilder();
        for (List<Object> row : table.rows()) {
            for (int i = 0; i < row.size(); i++) {
                if (row.get(i) != null) {
                    String name = table.columns().get(i).name();
                    text.append(name).append(": ").append(row.get(i)).append('\n');
                }
            }
            text.append('\n');
        }
        return text.toString();
    }
}
