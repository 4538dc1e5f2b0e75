package io.backtrail.evidence;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The part of a file that is being looked at, as units of its encoding: bytes, or pairs of bytes in UTF-16.
 *
 * <p>Units are counted from the first one not yet dropped. Since the window counts bytes and never characters, its offsets
 * are exact in every encoding. It grows with the row in it, up to {@link #LONGEST}. A byte order mark at the start is
 * dropped.
 */
final class Window implements Closeable {
    /** The file ends before this unit. */
    static final int END = -1;
    /** The row is longer than a row may be. */
    static final int TOO_LONG = -2;
    /** Bytes that the longest row may have. */
    static final int LONGEST = 64 << 20;

    private static final int FIRST = 1 << 16;

    private final InputStream in;
    private final Encoding encoding;
    private final int width;
    private byte[] buffer = new byte[FIRST];
    private int start;
    private int end;
    private long dropped;
    private boolean ended;

    Window(InputStream in, Encoding encoding) throws IOException {
        this.in = in;
        this.encoding = encoding;
        this.width = encoding.width();
        holds(4);
        int mark = encoding.markLength(buffer, end);
        start = mark;
        dropped = mark;
    }

    /** The unit, or {@link #END} or {@link #TOO_LONG}. */
    int unit(int index) throws IOException {
        int at = index * width;
        if (start + at + width > end && !holds(at + width)) {
            // A last odd byte of UTF-16 is a unit that equals nothing.
            return ended ? (start + at < end ? 0xFFFD : END) : TOO_LONG;
        }
        int first = buffer[start + at] & 0xFF;
        if (width == 1) {
            return first;
        }
        int second = buffer[start + at + 1] & 0xFF;
        return encoding == Encoding.UTF_16LE ? second << 8 | first : first << 8 | second;
    }

    /**
     * Passes text quickly: the first unit from {@code index} on that is a quote, a backslash or a control character, or
     * that is not in memory yet.
     */
    int passText(int index) {
        if (width > 1) {
            return index;
        }
        int at = start + index;
        while (at < end && buffer[at] != '"' && buffer[at] != '\\' && (buffer[at] < 0 || buffer[at] >= ' ')) {
            at++;
        }
        return at - start;
    }

    /** Offset in the file of unit 0. */
    long offset() {
        return dropped;
    }

    /** Leaves the first {@code units} behind. */
    void drop(int units) {
        int bytes = bytes(units);
        start += bytes;
        dropped += bytes;
    }

    /** How many bytes the first {@code units} are. */
    int bytes(int units) {
        return Math.min(units * width, end - start);
    }

    /** The text of the units; bytes that are no character become U+FFFD. */
    String text(int from, int to) {
        int first = start + from * width;
        return new String(buffer, first, Math.min(start + to * width, end) - first, encoding.charset());
    }

    /** {@code units}, or the most units up to {@code limit} that cut no character in two. */
    int whole(int units, int limit) throws IOException {
        if (units <= limit) {
            return units;
        }
        int cut = limit;
        while (cut > limit - 4 && continues(unit(cut))) {
            cut--;
        }
        return cut;
    }

    private boolean continues(int unit) {
        return switch (encoding) {
            case UTF_8 -> (unit & 0xC0) == 0x80;
            case UTF_16LE, UTF_16BE -> (unit & 0xFC00) == 0xDC00;
            case WINDOWS_1252 -> false;
        };
    }

    Encoding encoding() {
        return encoding;
    }

    private boolean holds(int bytes) throws IOException {
        if (bytes > LONGEST) {
            return false;
        }
        if (start + bytes > buffer.length) {
            move(bytes);
        }
        while (end - start < bytes && !ended) {
            int read = in.read(buffer, end, buffer.length - end);
            ended = read < 0;
            end += Math.max(read, 0);
        }
        return end - start >= bytes;
    }

    private void move(int bytes) {
        int live = end - start;
        // A window three quarters full grows, so that moving stays cheap.
        byte[] room = bytes > buffer.length / 4 * 3
                ? new byte[Math.min(Math.max(bytes, 2 * buffer.length), LONGEST + FIRST)]
                : buffer;
        System.arraycopy(buffer, start, room, 0, live);
        buffer = room;
        start = 0;
        end = live;
    }

    /** Gives back the memory that a long row took. */
    void shrink() {
        if (buffer.length > 64 * FIRST && end - start < FIRST) {
            buffer = Arrays.copyOf(Arrays.copyOfRange(buffer, start, end), FIRST);
            end -= start;
            start = 0;
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
