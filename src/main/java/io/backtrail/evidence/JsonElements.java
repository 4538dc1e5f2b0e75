package io.backtrail.evidence;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Finds the elements of a JSON file one after the other, in whatever the file has around them: an array, lines, documents
 * behind each other, a wrapper with a list.
 *
 * <p>After {@link #next} says ELEMENT or DAMAGED the window stands at the row's first unit; the caller takes it and then
 * calls {@link #skip} or {@link JsonRepair#reject}.
 */
final class JsonElements {
    /** What was found. */
    enum Found {
        /** A whole element, {@link #length} units long. */
        ELEMENT,
        /** The start of one whose end cannot be told. */
        DAMAGED,
        /** The end of the file, inside an array or object that is still open. */
        UNCLOSED,
        /** The end of the file. */
        END
    }

    private static final int DEEPEST = 8;
    private static final int RECORD_SEPARATOR = 0x1E;
    private static final int NO_BRACKET = Integer.MIN_VALUE;

    private final Window window;
    private final JsonExtent extent;
    private final JsonWrapper wrapper;
    private final Deque<Character> open = new ArrayDeque<>();
    private int length;
    private int indent;
    private boolean atLineStart = true;
    private int arrays;
    private int wrappers;
    private int documents;

    JsonElements(Window window) {
        this.window = window;
        this.extent = new JsonExtent(window);
        this.wrapper = new JsonWrapper(window, extent);
    }

    /** Moves to the next element. */
    Found next() throws IOException {
        while (true) {
            pass();
            int u = window.unit(0);
            if (u == Window.END) {
                return ended();
            }
            if (u == closing()) {
                open.pop();
                step();
            } else if (inWrapper()) {
                if (!field()) {
                    return Found.DAMAGED;
                }
            } else if (u == '[' && open.size() < DEEPEST) {
                arrays += open.isEmpty() ? 1 : 0;
                enter(u);
            } else if (u == '{' && open.size() < DEEPEST && wrapper.wraps()) {
                wrappers++;
                enter(u);
            } else {
                return element();
            }
        }
    }

    /** Leaves the element behind. */
    void skip() {
        window.drop(length);
        atLineStart = false;
        window.shrink();
    }

    /** Units of the element. */
    int length() {
        return length;
    }

    /** White space before the row on its line, or -1 when something else stands there. */
    int indent() {
        return atLineStart ? indent : -1;
    }

    /** The window now stands behind a damaged element: at the next one, or at the end of the file. */
    void resume(boolean lineStart) throws IOException {
        indent = 0;
        atLineStart = lineStart;
        if (window.unit(0) == Window.END) {
            // What would have closed the list lay in the damaged rest.
            open.clear();
        }
    }

    /** Why the row is {@link Found#DAMAGED}. */
    int cause() {
        return extent.cause();
    }

    /** Whether an array or wrapper is open. */
    boolean inside() {
        return !open.isEmpty();
    }

    /** How the file is laid out, as far as it has been read. */
    String dialect() {
        if (wrappers > 0) {
            return "json wrapper";
        }
        if (arrays > 0) {
            return arrays == 1 && documents == 0 ? "json array" : "json documents";
        }
        if (documents <= 1) {
            return "json object";
        }
        return extent.manyLines() ? "json documents" : "json lines";
    }

    private Found element() throws IOException {
        documents += open.isEmpty() ? 1 : 0;
        int end = extent.end(0);
        length = Math.max(end, 0);
        return end < 0 ? Found.DAMAGED : Found.ELEMENT;
    }

    private Found ended() {
        if (open.isEmpty()) {
            return Found.END;
        }
        open.clear();
        return Found.UNCLOSED;
    }

    private boolean inWrapper() {
        return !open.isEmpty() && open.peek() == '{';
    }

    private int closing() {
        if (open.isEmpty()) {
            return NO_BRACKET;
        }
        return open.peek() == '{' ? '}' : ']';
    }

    /** Passes a field of a wrapper, or enters the list that it holds. */
    private boolean field() throws IOException {
        int end = window.unit(0) == '"' ? extent.end(0) : JsonExtent.DAMAGED;
        int value = end < 0 ? end : wrapper.valueAfter(end);
        if (value < 0) {
            return false;
        }
        if (wrapper.opens(wrapper.name(0, end), value) && open.size() < DEEPEST) {
            window.drop(value);
            enter(window.unit(0));
            return true;
        }
        int behind = extent.end(value);
        if (behind < 0) {
            return false;
        }
        window.drop(behind);
        atLineStart = false;
        return true;
    }

    private void enter(int bracket) {
        open.push((char) bracket);
        step();
    }

    private void step() {
        window.drop(1);
        atLineStart = false;
    }

    /** Passes white space, commas and the marks that lie between documents. */
    private void pass() throws IOException {
        while (true) {
            int u = window.unit(0);
            if (u == '\n') {
                atLineStart = true;
                indent = 0;
                window.drop(1);
            } else if (JsonExtent.isSpace(u)) {
                indent++;
                window.drop(1);
            } else if (u == ',' || u == RECORD_SEPARATOR) {
                step();
            } else if (!passMark(u)) {
                return;
            }
        }
    }

    private boolean passMark(int u) throws IOException {
        if (u == 0xFEFF && window.encoding().width() == 2) {
            window.drop(1);
            return true;
        }
        if (u == 0xEF && window.unit(1) == 0xBB && window.unit(2) == 0xBF) {
            window.drop(3);
            return true;
        }
        return false;
    }
}
