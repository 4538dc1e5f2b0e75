package io.backtrail.evidence;

import java.io.IOException;

/**
 * Finds where a row of a table ends: at the first line end outside quotes.
 *
 * <p>A quote opens a field only as its first character and closes it only before a delimiter, white space or a line end;
 * a doubled quote is a quote. Anything else means that the quotes of the row cannot be trusted.
 */
final class CsvExtent {
    /** How a row ended. */
    enum End {
        /** At a line end. */
        LINE,
        /** At the end of the file, outside quotes. */
        FILE,
        /** At the end of the file, inside quotes. */
        FILE_IN_QUOTES,
        /** Nowhere: a closing quote with more text behind it. */
        BROKEN,
        /** Nowhere within the longest row. */
        TOO_LONG
    }

    private enum State {
        START,
        BARE,
        QUOTED,
        CLOSED
    }

    private final Window window;
    private final char delimiter;
    private final boolean backslash;
    private int length;
    private int fields;

    CsvExtent(Window window, char delimiter, boolean backslash) {
        this.window = window;
        this.delimiter = delimiter;
        this.backslash = backslash;
    }

    /** Measures the row that starts at {@code from}. */
    End measure(int from) throws IOException {
        State state = State.START;
        fields = 1;
        for (int i = from; ; i++) {
            i = state == State.QUOTED ? window.passText(i) : i;
            int u = window.unit(i);
            length = i - from;
            if (u < 0) {
                return ended(u, state);
            }
            if (state == State.QUOTED) {
                state = u == '"' ? State.CLOSED : state;
                i += u == '\\' && backslash ? 1 : 0;
            } else if (u == '\n' || u == '\r') {
                return End.LINE;
            } else if (u == delimiter) {
                fields++;
                state = State.START;
            } else if (state == State.CLOSED) {
                boolean doubled = u == '"' && window.unit(i - 1) == '"';
                if (!doubled && u != ' ' && u != '\t') {
                    return End.BROKEN;
                }
                state = doubled ? State.QUOTED : state;
            } else {
                state = state == State.START && u == '"' ? State.QUOTED : State.BARE;
            }
        }
    }

    private static End ended(int why, State state) {
        if (why == Window.TOO_LONG) {
            return End.TOO_LONG;
        }
        return state == State.QUOTED ? End.FILE_IN_QUOTES : End.FILE;
    }

    /** Units of the row without its line end; where it broke, when it is BROKEN. */
    int length() {
        return length;
    }

    /** Fields of the row. */
    int fields() {
        return fields;
    }

    /** Units of the line end at {@code at}: 2 for CR LF, 1 for either alone, else 0. */
    int lineEnd(int at) throws IOException {
        int u = window.unit(at);
        if (u == '\r') {
            return window.unit(at + 1) == '\n' ? 2 : 1;
        }
        return u == '\n' ? 1 : 0;
    }
}
