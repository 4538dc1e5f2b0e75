package io.backtrail.print;

import io.backtrail.model.Table;
import java.io.PrintWriter;

/** Writes a whole result in one format. Lines end in a line feed on every system. Any thread, one at a time. */
public interface Printer {
    /** Writes {@code table} to {@code out}, which stays open and is not flushed. */
    void print(Table table, PrintWriter out);
}
