package io.backtrail.investigate;

import io.backtrail.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of a query file: comment lines {@code --| key: value} from the first byte, ended by one blank line. They are
 * SQL comments, so the same bytes run in any client of the database.
 */
final class Head {
    private static final Pattern LINE = Pattern.compile("--\\|\\s*([a-z]+):\\s*(.*\\S)\\s*");
    private static final Set<String> ONCE = Set.of("id", "question", "phase", "attack", "severity", "engine");
    private static final Set<String> MANY =
            Set.of("param", "column", "covers", "misses", "benign", "pivot", "source", "needs");

    private final String file;
    private final List<HeadLine> lines = new ArrayList<>();

    private Head(String file) {
        this.file = file;
    }

    /** Reads the head of {@code text}; what cannot be read is told and left out. */
    static Head read(String file, String text, Consumer<Problem> problems) {
        Head head = new Head(file);
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            if (!line.startsWith("--|")) {
                head.end(number, line, problems);
                return head;
            }
            head.add(number, line, problems);
        }
        return head;
    }

    /** The lines of a key, in order. */
    List<HeadLine> all(String key) {
        return lines.stream().filter(line -> line.key().equals(key)).toList();
    }

    /** The lines that a skeleton left open. */
    List<HeadLine> unfilled() {
        return lines.stream()
                .filter(line -> line.value().startsWith(Skeleton.OPEN))
                .toList();
    }

    /** The values of a key, in order. */
    List<String> values(String key) {
        return all(key).stream().map(HeadLine::value).toList();
    }

    /** The value of a key that stands once, or {@code otherwise}. */
    String one(String key, String otherwise) {
        return values(key).stream().findFirst().orElse(otherwise);
    }

    /** The line of a key that stands once, or 1. */
    int lineOf(String key) {
        return all(key).stream().mapToInt(HeadLine::number).findFirst().orElse(1);
    }

    private void end(int number, String line, Consumer<Problem> problems) {
        if (!line.isBlank()) {
            String help = "put one blank line between the head and the SELECT";
            problems.accept(new Problem("query.head", place(number), "a blank line", Problem.quote(line), help));
        }
    }

    private void add(int number, String line, Consumer<Problem> problems) {
        Matcher match = LINE.matcher(line);
        if (!match.matches()) {
            problems.accept(new Problem(
                    "query.head", place(number), "'--| key: value'", Problem.quote(line), "the line is left out"));
            return;
        }
        String key = match.group(1);
        boolean again = ONCE.contains(key) && !all(key).isEmpty();
        if (again || !ONCE.contains(key) && !MANY.contains(key)) {
            String expected = again ? key + " only once" : "one of the keys of a head";
            String help =
                    "keys: attack, benign, column, covers, engine, id, misses, needs, param, phase, pivot, question,"
                            + " severity, source";
            problems.accept(new Problem("query.head", place(number), expected, Problem.quote(line), help));
            return;
        }
        lines.add(new HeadLine(number, key, match.group(2)));
    }

    /** A line of the file for people. */
    String place(int number) {
        return file + ":" + number;
    }
}
