package io.backtrail.investigate;

import io.backtrail.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the lines of a head that have a grammar of their own: parameters, columns, pivots and needs. */
final class HeadParts {
    private static final String NAME = "([a-z_][a-z0-9_]*)";
    private static final Pattern PARAMETER =
            Pattern.compile(NAME + "\\s+(\\S+)\\s+(required|optional)(?:\\s+default=(\\S+))?\\s+(\\S.*)");
    private static final Pattern COLUMN = Pattern.compile(NAME + "\\s+(\\S+)\\s+(\\S.*)");
    private static final Pattern PIVOT = Pattern.compile(NAME + "\\s*->\\s*([a-z0-9][a-z0-9-]*)");
    private static final Set<String> TYPES =
            Set.of("varchar", "varchar[]", "integer", "bigint", "double", "boolean", "timestamp");

    private final Head head;
    private final Consumer<Problem> problems;

    HeadParts(Head head, Consumer<Problem> problems) {
        this.head = head;
        this.problems = problems;
    }

    List<Parameter> parameters() {
        List<Parameter> found = new ArrayList<>();
        for (HeadLine line : head.all("param")) {
            Matcher match = PARAMETER.matcher(line.value());
            if (!match.matches() || !TYPES.contains(match.group(2))) {
                bad(line, "'name type required|optional [default=value] text', the type one of " + types());
                continue;
            }
            found.add(new Parameter(
                    match.group(1), match.group(2), match.group(3).equals("required"), match.group(4), match.group(5)));
        }
        return found;
    }

    List<ResultColumn> columns() {
        List<ResultColumn> found = new ArrayList<>();
        for (HeadLine line : head.all("column")) {
            Matcher match = COLUMN.matcher(line.value());
            if (match.matches()) {
                found.add(new ResultColumn(match.group(1), match.group(2), match.group(3)));
            } else {
                bad(line, "'name type text'");
            }
        }
        return found;
    }

    List<PivotHint> pivots() {
        List<PivotHint> found = new ArrayList<>();
        for (HeadLine line : head.all("pivot")) {
            pivot(line).ifPresentOrElse(found::add, () -> bad(line, "'column -> investigation'"));
        }
        return found;
    }

    /** The needs; a line is {@code kind name, name, …}, or {@code any}. */
    List<Need> needs() {
        List<Need> found = new ArrayList<>();
        for (HeadLine line : head.all("needs")) {
            String[] cells = line.value().split("\\s+", 2);
            Optional<Need.Kind> kind = Arrays.stream(Need.Kind.values())
                    .filter(k -> k.word().equals(cells[0]))
                    .findFirst();
            if (kind.isEmpty() || (kind.get() == Need.Kind.ANY) != (cells.length == 1)) {
                bad(line, "'family|workload|operation|state name, …' or 'any'");
            } else if (kind.get() == Need.Kind.ANY) {
                found.add(new Need(kind.get(), ""));
            } else {
                Arrays.stream(cells[1].split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .forEach(name -> found.add(new Need(kind.get(), name)));
            }
        }
        return found;
    }

    /** The pivot that one line names, or empty if it cannot be read. */
    static Optional<PivotHint> pivot(HeadLine line) {
        Matcher match = PIVOT.matcher(line.value());
        return match.matches() ? Optional.of(new PivotHint(match.group(1), match.group(2))) : Optional.empty();
    }

    private static String types() {
        return String.join(", ", TYPES.stream().sorted().toList());
    }

    private void bad(HeadLine line, String expected) {
        problems.accept(new Problem(
                "query.head",
                head.place(line.number()),
                line.key() + ": " + expected,
                Problem.quote(line.value()),
                "the line is left out"));
    }
}
