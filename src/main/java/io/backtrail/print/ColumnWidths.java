package io.backtrail.print;

import io.backtrail.model.Table;
import java.util.List;

/** How wide each column of a table is printed. */
final class ColumnWidths {
    /** Fewer columns than this tell nothing of a text. */
    private static final int NARROWEST_TEXT = 8;

    private final int[] widths;
    private final boolean[] numbers;
    private final boolean[] texts;

    private ColumnWidths(int columns) {
        widths = new int[columns];
        numbers = new boolean[columns];
        texts = new boolean[columns];
    }

    /** The widths that nothing is cut at. */
    static ColumnWidths measure(Table table, List<String> names, List<List<String>> cells) {
        ColumnWidths measured = new ColumnWidths(names.size());
        for (int i = 0; i < names.size(); i++) {
            int widest = DisplayWidth.of(names.get(i));
            for (List<String> row : cells) {
                widest = Math.max(widest, DisplayWidth.of(row.get(i)));
            }
            measured.widths[i] = widest;
            measured.kindOf(i, table.rows());
        }
        return measured;
    }

    int of(int column) {
        return widths[column];
    }

    boolean isNumber(int column) {
        return numbers[column];
    }

    /** Narrows the widest texts until a line fits {@code limit} columns, 0 for no limit; false if that cannot be done. */
    boolean fit(int limit, int gap) {
        int excess = limit == 0 ? 0 : total(gap) - limit;
        while (excess > 0) {
            int widest = widestText();
            if (widest < 0) {
                return false;
            }
            int step = Math.min(excess, Math.max(1, widths[widest] - nextWidest(widest)));
            step = Math.min(step, widths[widest] - NARROWEST_TEXT);
            widths[widest] -= step;
            excess -= step;
        }
        return true;
    }

    private void kindOf(int column, List<List<Object>> rows) {
        boolean seen = false;
        boolean allNumbers = true;
        for (List<Object> row : rows) {
            Object value = row.get(column);
            if (value != null) {
                seen = true;
                allNumbers &= value instanceof Number;
                texts[column] |= value instanceof String || value instanceof List<?>;
            }
        }
        numbers[column] = seen && allNumbers;
        texts[column] |= !seen;
    }

    private int total(int gap) {
        int total = Math.max(0, widths.length - 1) * gap;
        for (int width : widths) {
            total += width;
        }
        return total;
    }

    private int widestText() {
        int widest = -1;
        for (int i = 0; i < widths.length; i++) {
            if (texts[i] && widths[i] > NARROWEST_TEXT && (widest < 0 || widths[i] > widths[widest])) {
                widest = i;
            }
        }
        return widest;
    }

    private int nextWidest(int widest) {
        int next = NARROWEST_TEXT;
        for (int i = 0; i < widths.length; i++) {
            if (i != widest && texts[i]) {
                next = Math.max(next, Math.min(widths[i], widths[widest]));
            }
        }
        return next;
    }
}
