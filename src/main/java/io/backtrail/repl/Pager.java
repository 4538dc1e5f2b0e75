package io.backtrail.repl;

import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.jline.keymap.BindingReader;
import org.jline.keymap.KeyMap;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.utils.InfoCmp.Capability;

/**
 * Lets output through a screen at a time: when the screen is full, the writer of it waits until the reader has pressed a
 * key. Space shows the next page, enter and down the next line, up and {@code b} go back, {@code q} and Ctrl-C drop the
 * rest. Lines go through as they are. Used by the thread that runs the desk.
 */
final class Pager extends Writer {
    private static final String PROMPT = " more: space page, enter line, up/down scroll, q end ";
    /** How far one can scroll back. */
    private static final int MOST_KEPT = 10_000;

    private enum Key {
        PAGE,
        LINE,
        UP,
        PAGE_UP,
        END
    }

    private final Terminal terminal;
    private final KeyMap<Key> keys;
    private final StringBuilder partial = new StringBuilder();
    private final List<String> shown = new ArrayList<>();
    /** Characters of the present line that {@link #flush} has let through. */
    private int flushed;
    /** Rows that may be shown before the next stop. */
    private int budget;

    private boolean dropping;

    Pager(Terminal terminal) {
        this.terminal = terminal;
        this.keys = keys(terminal);
    }

    /** A command begins: a whole screen is free. */
    void begin() {
        partial.setLength(0);
        shown.clear();
        flushed = 0;
        budget = page();
        dropping = false;
    }

    /** The command is done: what has no line end gets out, and one. */
    void end() {
        flush();
        if (flushed > 0) {
            terminal.writer().println();
        }
        terminal.flush();
        begin();
    }

    @Override
    public void write(char[] chars, int from, int length) {
        for (int i = from; i < from + length && !dropping; i++) {
            if (chars[i] == '\n') {
                endLine();
            } else {
                partial.append(chars[i]);
            }
        }
    }

    @Override
    public void flush() {
        if (!dropping && flushed < partial.length()) {
            terminal.writer().append(partial, flushed, partial.length());
            flushed = partial.length();
        }
        terminal.flush();
    }

    @Override
    public void close() {
        flush();
    }

    private void endLine() {
        String line = partial.toString();
        int rows = rows(line);
        // A line that flush has let through stands there already.
        if (budget < rows && flushed == 0) {
            stop();
        }
        if (!dropping) {
            terminal.writer().append(line, flushed, line.length()).println();
            shown.add(line);
            if (shown.size() > MOST_KEPT) {
                shown.remove(0);
            }
            budget -= rows;
        }
        partial.setLength(0);
        flushed = 0;
    }

    /** Waits for a key that frees rows or drops the rest. */
    private void stop() {
        Attributes before = terminal.enterRawMode();
        Attributes raw = new Attributes(terminal.getAttributes());
        raw.setLocalFlag(Attributes.LocalFlag.ISIG, false);
        terminal.setAttributes(raw);
        try {
            BindingReader pressed = new BindingReader(terminal.reader());
            int back = 0;
            while (budget <= 0 || back > 0) {
                prompt();
                Key key = pressed.readBinding(keys);
                erasePrompt();
                back = follow(key == null ? Key.END : key, back);
                if (dropping) {
                    return;
                }
            }
        } finally {
            terminal.setAttributes(before);
            terminal.flush();
        }
    }

    /** Does what the key says; returns how many lines the screen now stands back from the last one. */
    private int follow(Key key, int back) {
        int top = Math.max(0, shown.size() - page());
        return switch (key) {
            case END -> {
                dropping = true;
                yield 0;
            }
            case UP -> redraw(Math.min(top, back + 1), back);
            case PAGE_UP -> redraw(Math.min(top, back + page()), back);
            case LINE -> back > 0 ? redraw(back - 1, back) : free(1);
            case PAGE -> back > 0 ? redraw(Math.max(0, back - page()), back) : free(page());
        };
    }

    private int free(int rows) {
        budget = rows;
        return 0;
    }

    private int redraw(int back, int before) {
        if (back != before) {
            int end = shown.size() - back;
            terminal.puts(Capability.clear_screen);
            for (int i = Math.max(0, end - page()); i < end; i++) {
                terminal.writer().println(shown.get(i));
            }
        }
        return back;
    }

    private void prompt() {
        String text = PROMPT.substring(0, Math.min(PROMPT.length(), Math.max(1, terminal.getColumns() - 1)));
        AttributedStringBuilder styled = new AttributedStringBuilder();
        styled.style(AttributedStyle.INVERSE).append(text);
        terminal.writer().print(styled.toAnsi(terminal));
        terminal.flush();
    }

    private void erasePrompt() {
        terminal.writer().print('\r');
        terminal.puts(Capability.clr_eol);
    }

    /** Rows of a page; the last row of the screen is for the prompt. */
    private int page() {
        return Math.max(1, terminal.getRows() - 1);
    }

    /** Rows that a line takes up; one that is too wide is broken by the terminal. */
    private int rows(String line) {
        int width = Math.max(1, terminal.getColumns());
        int columns = AttributedString.fromAnsi(line).columnLength();
        return Math.max(1, (columns + width - 1) / width);
    }

    private static KeyMap<Key> keys(Terminal terminal) {
        KeyMap<Key> keys = new KeyMap<>();
        keys.bind(Key.PAGE, " ", "f");
        keys.bind(Key.LINE, "\r", "\n", "j", "\033[B", "\033OB");
        keys.bind(Key.UP, "k", "\033[A", "\033OA");
        keys.bind(Key.PAGE_UP, "b", "\033[5~");
        keys.bind(Key.PAGE, "\033[6~");
        keys.bind(Key.END, "q", "Q", "\003", "\004");
        bind(keys, Key.LINE, KeyMap.key(terminal, Capability.key_down));
        bind(keys, Key.UP, KeyMap.key(terminal, Capability.key_up));
        return keys;
    }

    private static void bind(KeyMap<Key> keys, Key key, String sequence) {
        if (sequence != null && !sequence.isEmpty()) {
            keys.bind(key, sequence);
        }
    }
}
