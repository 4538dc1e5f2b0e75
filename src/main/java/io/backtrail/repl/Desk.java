package io.backtrail.repl;

import static java.util.Objects.requireNonNull;

import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The interactive desk: reads a line, runs it, and so on until {@code quit}, {@code exit} or the end of the input. A line
 * that begins with {@code #} is a remark.
 */
public final class Desk {
    private static final Set<String> WORDS_TO_GO = Set.of("quit", "exit");
    private static final int USAGE = 2;

    private final DeskScreen screen;
    private final DeskCommands commands;
    private final Supplier<String> prompt;
    private final Path historyFile;
    private int worst;
    private volatile boolean interrupted;

    /** A desk on the terminal of this process, or on its standard streams; see {@link #screen}. */
    public Desk(DeskCommands commands, Supplier<String> prompt, Path historyFile) {
        this(DeskScreen.open(), commands, prompt, historyFile);
    }

    /**
     * A desk on a screen that is open already.
     *
     * @param screen closed when the desk ends
     * @param commands what can be run
     * @param prompt asked before each line; plain text
     * @param historyFile where lines are kept for the next desk, or null if nowhere; not used without a terminal
     */
    public Desk(DeskScreen screen, DeskCommands commands, Supplier<String> prompt, Path historyFile) {
        this.screen = requireNonNull(screen, "screen is null");
        this.commands = requireNonNull(commands, "commands is null");
        this.prompt = requireNonNull(prompt, "prompt is null");
        this.historyFile = historyFile;
    }

    /** Where commands print to. */
    public DeskScreen screen() {
        return screen;
    }

    /**
     * Runs until the user goes.
     *
     * @return 0 after a talk at a terminal; else, as for a script, the highest exit code of its commands
     */
    public int run() {
        try (screen) {
            LineSource lines = screen.terminal() == null
                    ? () -> screen.readPlainLine(prompt.get())
                    : new TerminalLines(screen, commands, prompt, new HistoryFile(historyFile));
            String line = lines.next();
            while (line != null && !goes(line)) {
                follow(line);
                // A script has nobody who could want the lines behind the one that was interrupted.
                line = interrupted && screen.isScripted() ? null : lines.next();
            }
            return screen.interactive() ? 0 : worst;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean goes(String line) {
        List<String> words = new WordLine(line).texts();
        return words.size() == 1 && WORDS_TO_GO.contains(words.get(0));
    }

    private void follow(String line) {
        WordLine words = new WordLine(line);
        if (words.words().isEmpty() || line.stripLeading().startsWith("#")) {
            return;
        }
        screen.beginCommand();
        interrupted = false;
        InterruptKey key = InterruptKey.on(screen.terminal(), this::interrupt);
        try (key) {
            worst = Math.max(worst, code(line, words));
        }
        screen.endCommand();
    }

    private int code(String line, WordLine words) {
        if (words.open() != 0) {
            show(new Problem(
                    "desk.quote",
                    "line",
                    "a second " + words.open() + " that closes the text",
                    Problem.quote(line),
                    "nothing was run; arrow up brings the line back, and \\" + words.open() + " is a mere sign"));
            return USAGE;
        }
        try {
            return commands.run(words.texts());
        } catch (ProblemException e) {
            show(e.problem());
            return USAGE;
        }
    }

    private void interrupt() {
        interrupted = true;
        commands.interrupt();
    }

    private void show(Problem problem) {
        screen.out().print(problem.render() + "\n");
    }

    /** Where lines come from; null at the end. */
    interface LineSource {
        String next() throws IOException;
    }
}
