package io.backtrail.repl;

import io.backtrail.problem.Problem;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.history.DefaultHistory;

/** Lines typed at a terminal, with completion, editing and history. Ctrl-C takes the line back, Ctrl-D ends. */
final class TerminalLines implements Desk.LineSource {
    private final DeskScreen screen;
    private final DeskCommands commands;
    private final Supplier<String> prompt;
    private final HistoryFile kept;
    private final LineReader reader;
    private boolean keeping = true;

    TerminalLines(DeskScreen screen, DeskCommands commands, Supplier<String> prompt, HistoryFile kept) {
        this.screen = screen;
        this.commands = commands;
        this.prompt = prompt;
        this.kept = kept;
        DefaultHistory history = new DefaultHistory();
        this.reader = LineReaderBuilder.builder()
                .terminal(screen.terminal())
                .appName("backtrail")
                .parser(new DeskParser())
                .completer((line, words, candidates) -> complete(words, candidates))
                .history(history)
                // Queries are full of exclamation marks.
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.HISTORY_IGNORE_SPACE, true)
                .option(LineReader.Option.HISTORY_IGNORE_DUPS, true)
                .option(LineReader.Option.CASE_INSENSITIVE, true)
                .build();
        kept.load().forEach(line -> history.add(Instant.EPOCH, line));
    }

    @Override
    public String next() {
        while (true) {
            try {
                String line = reader.readLine(prompt.get());
                keep(line);
                return line;
            } catch (UserInterruptException e) {
                // The line is gone; the next one begins.
            } catch (EndOfFileException e) {
                return null;
            }
        }
    }

    private void keep(String line) {
        try {
            if (keeping) {
                kept.keep(line);
            }
        } catch (IOException e) {
            keeping = false;
            Problem problem = new Problem(
                    "desk.history",
                    "history",
                    "a file that can be written to",
                    e.getClass().getSimpleName() + ": " + e.getMessage(),
                    "the desk goes on; its lines are forgotten when it ends");
            screen.out().print(problem.render() + "\n");
            screen.out().flush();
        }
    }

    private void complete(ParsedLine line, List<Candidate> candidates) {
        for (Suggestion suggestion : commands.complete(line.words(), line.wordIndex(), line.wordCursor())) {
            String value = suggestion.value();
            boolean complete = !value.endsWith("=") && !value.endsWith("/");
            candidates.add(new Candidate(
                    value,
                    Problem.clean(value),
                    suggestion.group(),
                    suggestion.description() == null ? null : Problem.clean(suggestion.description()),
                    null,
                    null,
                    complete));
        }
    }
}
