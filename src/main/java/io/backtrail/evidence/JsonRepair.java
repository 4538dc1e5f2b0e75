package io.backtrail.evidence;

import java.io.IOException;

/**
 * Goes from a damaged element to the next one that can be trusted: a line that opens an object at the depth where the
 * elements of this file open, or, in a file without lines, an object that begins as the others do.
 */
final class JsonRepair {
    private static final int UNKNOWN = -1;

    private final Window window;
    private final JsonSibling sibling;
    private int indent = UNKNOWN;

    JsonRepair(Window window) {
        this.window = window;
        this.sibling = new JsonSibling(window);
    }

    /** Remembers where a whole element stood and how it began. */
    void learn(int indentOfElement, String element) throws IOException {
        if (indentOfElement >= 0) {
            indent = indentOfElement;
        } else {
            sibling.learn(element);
        }
    }

    /** Rejects from unit 0 to the next element or the end of the file; returns whether a line starts there. */
    boolean reject(int ownIndent, Rows rows, Fault between, Fault atEnd) throws IOException {
        int wanted = Math.max(ownIndent >= 0 ? ownIndent : indent, 0);
        boolean lineless = ownIndent < 0 && indent == UNKNOWN;
        long offset = window.offset();
        String head = null;
        int i = 0;
        int next = window.unit(0);
        while (next != Window.END
                && !(next == '\n' && opens(i + 1, wanted))
                && !(lineless && next == ',' && sibling.isNext(i))) {
            i++;
            if (i > Window.LONGEST / 4) {
                head = head == null ? Rows.head(window, i) : head;
                window.drop(i);
                i = 0;
            }
            next = window.unit(i);
        }
        head = head == null ? Rows.head(window, i) : head;
        long length = window.offset() + window.bytes(i) - offset;
        rows.reject(offset, head.stripTrailing(), length, next == Window.END ? atEnd : between);
        window.drop(next == Window.END ? i : i + 1);
        return next == '\n';
    }

    /** Whether a line at {@code at} opens an object {@code wanted} units in. */
    private boolean opens(int at, int wanted) throws IOException {
        int i = at;
        while (window.unit(i) == ' ' || window.unit(i) == '\t') {
            i++;
        }
        if (i - at != wanted || window.unit(i) != '{') {
            return false;
        }
        i++;
        while (JsonExtent.isSpace(window.unit(i))) {
            i++;
        }
        return window.unit(i) == '"' || window.unit(i) == '}';
    }
}
