package io.backtrail.repl;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * Where the desk is seen: a terminal with a pager, or plain streams without any escape sequence. The desk closes it. Not
 * for several threads.
 */
public final class DeskScreen implements AutoCloseable {
    private static final int DUMB_WIDTH = 80;
    private static final int DUMB_HEIGHT = 24;

    private final Terminal terminal;
    private final Pager pager;
    private final BufferedReader in;
    private final PrintWriter out;
    private final boolean prompting;

    private DeskScreen(Terminal terminal, Pager pager, BufferedReader in, PrintWriter out, boolean prompting) {
        this.terminal = terminal;
        this.pager = pager;
        this.in = in;
        this.out = out;
        this.prompting = prompting;
    }

    /** The screen of this process: its terminal, or standard input and output if they are none or a dumb one. */
    public static DeskScreen open() {
        if (System.console() == null) {
            return plain(System.in, System.out, false);
        }
        if (Terminal.TYPE_DUMB.equals(System.getenv("TERM"))) {
            return plain(System.in, System.out, true);
        }
        try {
            // Each question to the terminal may wait for an answer that never comes; so none is asked.
            Terminal terminal = TerminalBuilder.builder()
                    .system(true)
                    .dumb(true)
                    .graphemeCluster(false)
                    .build();
            if (isDumb(terminal)) {
                // From Java 22 on a console may be no terminal. Left open: closing it would close the standard streams.
                return plain(System.in, System.out, false);
            }
            if (terminal.getColumns() <= 0 || terminal.getRows() <= 0) {
                terminal.setSize(Size.of(DUMB_WIDTH, DUMB_HEIGHT));
            }
            return on(terminal);
        } catch (IOException e) {
            return plain(System.in, System.out, true);
        }
    }

    /** A screen on the terminal, which it closes; a dumb one is used without escape sequences. */
    static DeskScreen on(Terminal terminal) {
        if (isDumb(terminal)) {
            return plain(terminal.input(), terminal.output(), true);
        }
        Pager pager = new Pager(terminal);
        pager.begin();
        return new DeskScreen(terminal, pager, null, new PrintWriter(pager), true);
    }

    /**
     * A screen of plain streams in UTF-8.
     *
     * @param prompting true if a person sits before it and wants to see the prompt
     */
    public static DeskScreen plain(InputStream in, OutputStream out, boolean prompting) {
        return new DeskScreen(
                null,
                null,
                new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)),
                new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)),
                prompting);
    }

    /** What commands print to. Nothing is cleaned here, and no line cut: see {@link #width}. */
    public PrintWriter out() {
        return out;
    }

    /** Columns that a line may have now, or {@link Integer#MAX_VALUE} if nobody watches. */
    public int width() {
        if (terminal == null) {
            return prompting ? DUMB_WIDTH : Integer.MAX_VALUE;
        }
        return terminal.getColumns() > 0 ? terminal.getColumns() : DUMB_WIDTH;
    }

    /** True on a terminal that understands escape sequences, so that colour makes sense. */
    public boolean interactive() {
        return terminal != null;
    }

    /** True if lines come from a file or pipe and nobody is asked for them. */
    boolean isScripted() {
        return terminal == null && !prompting;
    }

    /** Lets what was printed out, and leaves the terminal as it was found. */
    @Override
    public void close() {
        out.flush();
        if (terminal != null) {
            try {
                terminal.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The terminal, or null on plain streams. */
    Terminal terminal() {
        return terminal;
    }

    /** The next line of plain input, or null at its end. */
    String readPlainLine(String prompt) {
        if (prompting) {
            out.print(prompt);
        }
        out.flush();
        try {
            return in.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void beginCommand() {
        if (pager != null) {
            pager.begin();
        }
    }

    void endCommand() {
        out.flush();
        if (pager != null) {
            pager.end();
        }
    }

    private static boolean isDumb(Terminal terminal) {
        return terminal.getType() == null || terminal.getType().startsWith(Terminal.TYPE_DUMB);
    }
}
