package io.backtrail.repl;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** Someone at a keyboard who waits to see a text before pressing the next keys, and leaves after the last. */
final class Typist extends InputStream {
    private final Deque<Turn> turns = new ArrayDeque<>();
    private final Screen screen = new Screen();
    private byte[] keys = new byte[0];
    private int pressed;
    private int seenTo;

    private record Turn(String awaited, String keys) {}

    /** Presses keys when the text has appeared, later than what was awaited before. */
    Typist after(String awaited, String pressedKeys) {
        turns.add(new Turn(awaited, pressedKeys));
        return this;
    }

    Screen screen() {
        return screen;
    }

    String text() {
        return screen.toString(StandardCharsets.UTF_8);
    }

    @Override
    public int read() throws InterruptedIOException {
        while (pressed == keys.length) {
            Turn turn = turns.poll();
            if (turn == null) {
                return -1;
            }
            await(turn.awaited());
            keys = turn.keys().getBytes(StandardCharsets.UTF_8);
            pressed = 0;
        }
        return keys[pressed++];
    }

    /** One key at a time, because the next may have to be awaited. */
    @Override
    public int read(byte[] bytes, int from, int length) throws InterruptedIOException {
        int key = read();
        if (key >= 0) {
            bytes[from] = (byte) key;
        }
        return key < 0 ? -1 : 1;
    }

    private void await(String awaited) throws InterruptedIOException {
        synchronized (screen) {
            int found = text().indexOf(awaited, seenTo);
            while (found < 0) {
                try {
                    screen.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException();
                }
                found = text().indexOf(awaited, seenTo);
            }
            seenTo = found + awaited.length();
        }
    }

    /** What was printed so far. */
    static final class Screen extends ByteArrayOutputStream {
        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            super.write(bytes, from, length);
            notifyAll();
        }

        @Override
        public synchronized void write(int b) {
            super.write(b);
            notifyAll();
        }
    }
}
