package io.backtrail.evidence;

import java.io.IOException;
import java.util.BitSet;

/**
 * Finds where a JSON value ends, by its brackets and strings alone.
 *
 * <p>It sees the damage that would make one value run into the next: a line end inside a string, a bracket that closes
 * another kind, a value where a comma or a name must stand. All else is left to the parser.
 */
final class JsonExtent {
    /** The value is damaged, or the file ends in it. */
    static final int DAMAGED = -1;

    /** The value nests deeper than a record may, so no end was looked for. */
    static final int TOO_DEEP = -3;

    private static final int NOTHING = 0;
    private static final int VALUE = 1;

    private final Window window;
    private final BitSet objects = new BitSet();
    private int cause;
    private boolean manyLines;

    JsonExtent(Window window) {
        this.window = window;
    }

    /** Index behind the value that starts at {@code from}, or {@link #DAMAGED}. */
    int end(int from) throws IOException {
        int first = window.unit(from);
        if (first == '"') {
            return string(from);
        }
        return first == '{' || first == '[' ? nested(from) : word(from);
    }

    /** {@link Window#END}, {@link Window#TOO_LONG} or {@link #TOO_DEEP} where that was the last damage; else 0. */
    int cause() {
        return cause;
    }

    /** Whether any value so far lay over several lines. */
    boolean manyLines() {
        return manyLines;
    }

    private int nested(int from) throws IOException {
        int depth = 0;
        int last = NOTHING;
        int i = from;
        do {
            int u = window.unit(i);
            if (u < 0) {
                return damaged(u);
            }
            if (u == '"') {
                i = last == VALUE ? damaged(0) : string(i);
                if (i < 0) {
                    return DAMAGED;
                }
                last = VALUE;
                continue;
            }
            if (u == '{' || u == '[') {
                if (last == VALUE || depth > 0 && needsName(depth, last)) {
                    return damaged(0);
                }
                if (depth == JsonText.DEEPEST) {
                    return damaged(TOO_DEEP);
                }
                depth++;
                objects.set(depth, u == '{');
                last = u;
            } else if (u == '}' || u == ']') {
                if (objects.get(depth) != (u == '}')) {
                    return damaged(0);
                }
                depth--;
                last = VALUE;
            } else if (isSpace(u)) {
                manyLines |= u == '\n';
            } else {
                last = u == ',' || u == ':' ? u : VALUE;
            }
            i++;
        } while (depth > 0);
        return i;
    }

    /** In an object a value may only follow a colon. */
    private boolean needsName(int depth, int last) {
        return objects.get(depth) && last != ':';
    }

    private int string(int from) throws IOException {
        for (int i = from + 1; ; i++) {
            i = window.passText(i);
            int u = window.unit(i);
            if (u == '"') {
                return i + 1;
            }
            if (u == '\\') {
                i++;
                u = window.unit(i);
            }
            if (u < 0 || u == '\n' || u == '\r') {
                return damaged(Math.min(u, 0));
            }
        }
    }

    private int word(int from) throws IOException {
        int i = from;
        int u = window.unit(i);
        if ("-0123456789tfn".indexOf(u) < 0) {
            return damaged(0);
        }
        while (u > ' ' && u != ',' && u != ']' && u != '}' && u != ':') {
            i++;
            u = window.unit(i);
        }
        return u == Window.TOO_LONG || i == from ? damaged(Math.min(u, 0)) : i;
    }

    private int damaged(int why) {
        cause = why;
        return DAMAGED;
    }

    static boolean isSpace(int u) {
        return u == ' ' || u == '\n' || u == '\r' || u == '\t';
    }
}
