package io.backtrail.evidence;

import java.io.IOException;

/**
 * Finds the objects in a file of PowerShell's Export-Clixml, one after the other, without keeping more than one: each
 * {@code <Obj>} below the root, or below the list that is the root's only object. Text in such files is escaped, so that a
 * tag is a tag wherever it stands.
 */
final class CliXmlElements {
    /** What was found. */
    enum Found {
        /** A whole object, {@link #length} units long. */
        OBJECT,
        /** The start of one that the next begins inside of, or that no end was found for. */
        DAMAGED,
        /** The end of the file, inside an object. */
        CUT,
        /** The end of the file before the end of the root. */
        UNCLOSED,
        /** The end of the file. */
        END
    }

    private static final int UNKNOWN = -1;

    private final Window window;
    private int indent = UNKNOWN;
    private int length;
    private boolean closed;

    CliXmlElements(Window window) {
        this.window = window;
    }

    /** Units of what was found. */
    int length() {
        return length;
    }

    /** Moves to the next object, which then starts at unit 0. */
    Found next() throws IOException {
        int spaces = 0;
        while (window.unit(0) >= 0) {
            if (starts(0, "<Obj")) {
                int list = list();
                if (list == 0) {
                    indent = indent == UNKNOWN ? spaces : indent;
                    return measure();
                }
                window.drop(list);
                spaces = 0;
                continue;
            }
            closed |= at(0, "</Objs>");
            spaces = window.unit(0) == ' ' ? spaces + 1 : 0;
            window.drop(1);
        }
        if (closed) {
            return Found.END;
        }
        closed = true;
        return Found.UNCLOSED;
    }

    /** Units up to the first element of a list, or 0 when the object is none. */
    private int list() throws IOException {
        int at = space(tagEnd(0));
        if (starts(at, "<TNRef")) {
            at = space(tagEnd(at));
        } else if (starts(at, "<TN")) {
            while (window.unit(at) >= 0 && !at(at, "</TN>")) {
                at++;
            }
            at = space(at + "</TN>".length());
        }
        boolean list = at(at, "<LST>") || at(at, "<IE>") || at(at, "<QUE>") || at(at, "<STK>");
        return list ? tagEnd(at) : 0;
    }

    private Found measure() throws IOException {
        int depth = 0;
        int at = 0;
        int spaces = UNKNOWN;
        while (window.unit(at) >= 0) {
            int unit = window.unit(at);
            if (unit == '<' && starts(at, "<Obj")) {
                if (depth > 0 && spaces == indent && !at(at, "<Obj N=")) {
                    length = at;
                    return Found.DAMAGED;
                }
                int end = tagEnd(at);
                depth += end >= 2 && window.unit(end - 2) == '/' ? 0 : 1;
                at = end;
            } else if (unit == '<' && at(at, "</Obj>")) {
                depth--;
                at += "</Obj>".length();
            } else {
                spaces = unit == '\n' ? 0 : unit == ' ' && spaces != UNKNOWN ? spaces + 1 : UNKNOWN;
                at++;
                continue;
            }
            spaces = UNKNOWN;
            if (depth == 0) {
                length = at;
                return Found.OBJECT;
            }
        }
        length = at;
        closed |= window.unit(at) == Window.END;
        return window.unit(at) == Window.END ? Found.CUT : Found.DAMAGED;
    }

    /** Index behind the {@code >} that ends the tag. */
    private int tagEnd(int from) throws IOException {
        int at = from;
        while (window.unit(at) >= 0 && window.unit(at) != '>') {
            at++;
        }
        return window.unit(at) < 0 ? at : at + 1;
    }

    private int space(int from) throws IOException {
        int at = from;
        while (JsonExtent.isSpace(window.unit(at))) {
            at++;
        }
        return at;
    }

    /** Whether the tag of this name opens here, with attributes or without. */
    private boolean starts(int from, String tag) throws IOException {
        if (!at(from, tag)) {
            return false;
        }
        int behind = window.unit(from + tag.length());
        return behind == '>' || behind == '/' || JsonExtent.isSpace(behind);
    }

    private boolean at(int from, String text) throws IOException {
        for (int i = 0; i < text.length(); i++) {
            if (window.unit(from + i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
