package io.backtrail.intake;

import java.util.List;

/**
 * Some rows of one file that stand behind each other, in their order.
 *
 * @param <R> what a row is at this point of the way
 * @param rows the rows
 * @param weight characters of text that they hold, at most {@link RowFeed#MOST_WEIGHT}
 * @param bytesRead bytes of the file read when they were
 */
record RowBatch<R>(List<R> rows, int weight, long bytesRead) {
    RowBatch {
        rows = List.copyOf(rows);
    }
}
