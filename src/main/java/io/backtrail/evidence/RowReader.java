package io.backtrail.evidence;

import java.io.IOException;

/** Reads a file row by row. */
interface RowReader {
    /** Hands on one record or rejected row; false when the file is at its end and nothing was handed on. */
    boolean next(Rows rows) throws IOException;

    /** How the text is laid out, as far as it has been read. */
    String dialect();
}
