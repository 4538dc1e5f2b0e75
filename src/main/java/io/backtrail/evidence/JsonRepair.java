package io.backtrail.evidence;

import java.io.IOException;

/**
 * Goes from a damaged element to the next one that can be trusted: a line that opens an object at the depth where the
 * elements of this file open.
 */
final class JsonRepair {
    private static final int UNKNOWN = -1;

    private final Window window;
    private int indent = UNKNOWN;

    JsonRepair(Window window) {
        this.window = window;
    }

    /** Remembers where a whole element stood. */
    void learn(int indentOfElement) {
        indent = indentOfElement >= 0 ? indentOfElement : indent;
    }

    /** Rejects from unit 0 to the next element or the end of the file. */
    void reject(int ownIndent, Rows rows, Fault between, Fault atEnd) throws IOException {
        int wanted = Math.max(ownIndent >= 0 ? ownIndent : indent, 0);
        long offset = window.offset();
        String head = null;
        Fault fault = between;
        long lineEnd = 0;
        int i = 0;
        while (true) {
            int u = window.unit(i);
            if (u == Window.END) {
                lineEnd = window.offset() + window.bytes(i);
                fault = atEnd;
                break;
            }
            if (u == Window.TOO_LONG || i > Window.LONGEST / 4) {
                head = head == null ? Rows.head(window, i) : head;
                window.drop(i);
                i = 0;
                continue;
            }
            if (u == '\n' && opens(i + 1, wanted)) {
                lineEnd = window.offset() + window.bytes(i);
                i++;
                break;
            }
            i++;
        }
        head = head == null ? Rows.head(window, i) : head;
        rows.reject(offset, head.stripTrailing(), lineEnd - offset, fault);
        window.drop(i);
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
