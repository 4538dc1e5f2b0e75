package io.backtrail.investigate;

import io.backtrail.model.Column;
import io.backtrail.problem.Problem;
import io.backtrail.store.CaseReader;
import io.backtrail.store.QueryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;

/**
 * Holds a query file to its word: the head is whole, the SQL is one SELECT that gives what the head says, the same rows in
 * the same order whenever it is run. Collects every fault of the file; each has a stable code.
 */
public final class QueryFileCheck {
    private static final Set<String> PHASES = Set.copyOf(InvestigationPages.PHASES);

    private static final Set<String> SEVERITIES = Set.of("info", "low", "medium", "high", "critical");
    private static final List<String> NEEDED = List.of("column", "covers", "misses", "source");

    private final Path file;
    private final Path root;
    private final Collection<String> knownIds;
    private final Head head;
    private final Investigation said;
    private final List<Problem> problems;

    private QueryFileCheck(Path file, Path root, Collection<String> knownIds, QueryFile read, List<Problem> problems) {
        this.file = file;
        this.root = root;
        this.knownIds = knownIds;
        this.head = read.head();
        this.said = read.investigation();
        this.problems = problems;
    }

    /**
     * Checks one file.
     *
     * @param root the folder of investigations that the file lies in; a file directly in it may name any phase
     * @param knownIds ids that a pivot may lead to
     * @param emptyCase a case with all tables, see {@link CaseReader#empty}; its variables are changed
     * @return every fault, in the order of the file's parts; empty if there is none
     */
    public static List<Problem> check(Path file, Path root, Collection<String> knownIds, CaseReader emptyCase) {
        List<Problem> problems = new ArrayList<>();
        QueryFile.read(file, problems::add)
                .ifPresent(read -> new QueryFileCheck(file, root, knownIds, read, problems).all(emptyCase));
        return List.copyOf(problems);
    }

    private void all(CaseReader emptyCase) {
        unfilled();
        id();
        phase();
        words();
        pivots();
        new NeedsCheck(head, said, this::tell).all();
        SqlText sql = new SqlText(said.sql());
        parameters(sql.variables());
        new SelectCheck(said, sql, this::tell).all();
        columns(emptyCase);
    }

    private void unfilled() {
        for (HeadLine line : head.unfilled()) {
            tell("query.unfilled", line.number(), "words of yours", line.value(), "write over it, marks and all");
        }
    }

    private void id() {
        String demanded = QueryFile.idOf(file);
        if (!said.id().equals(demanded)) {
            tell("query.id", head.lineOf("id"), "the file's name, " + demanded, said.id(), "rename one of the two");
        }
    }

    private void phase() {
        Path folder = file.toAbsolutePath().normalize().getParent();
        boolean inRoot = folder.equals(root.toAbsolutePath().normalize());
        String demanded = inRoot ? said.phase() : String.valueOf(folder.getFileName());
        if (!said.phase().equals(demanded) || !PHASES.contains(said.phase())) {
            String expected = PHASES.contains(demanded) && !inRoot ? "the folder's name, " + demanded : "a phase";
            String help =
                    "phases: " + String.join(", ", PHASES.stream().sorted().toList());
            tell("query.phase", head.lineOf("phase"), expected, said.phase(), help);
        }
    }

    private void words() {
        if (!said.question().endsWith("?")) {
            tell("query.missing-question", head.lineOf("question"), "a question", said.question(), "end it with '?'");
        }
        if (!SEVERITIES.contains(said.severity())) {
            String help = "info, low, medium, high or critical";
            tell("query.severity", head.lineOf("severity"), "a severity", said.severity(), help);
        }
        for (String key : NEEDED) {
            if (head.all(key).isEmpty()) {
                String help = "say it in a line '--| " + key + ": …'";
                tell("query.missing-" + key, 1, "at least one line '" + key + "'", "none", help);
            }
        }
    }

    private void pivots() {
        for (HeadLine line : head.all("pivot")) {
            HeadParts.pivot(line).ifPresent(pivot -> pivot(line.number(), pivot));
        }
    }

    private void pivot(int line, PivotHint pivot) {
        if (said.columns().stream().noneMatch(c -> c.name().equals(pivot.column()))) {
            tell("query.pivot", line, "a column of the head", pivot.column(), "name a column");
        }
        if (!knownIds.contains(pivot.investigation())) {
            String near = String.join(", ", NearNames.of(pivot.investigation(), knownIds));
            tell("query.pivot", line, "the id of an investigation", pivot.investigation(), "near it: " + near);
        }
    }

    private void parameters(SortedMap<String, Integer> used) {
        List<String> declared = said.parameters().stream().map(Parameter::name).toList();
        used.forEach((name, line) -> {
            if (!declared.contains(name)) {
                String help = "an undeclared variable is a silent NULL; add a line '--| param: " + name + " …'";
                tell("query.param-undeclared", line, "a parameter of the head", name, help);
            }
        });
        for (HeadLine line : head.all("param")) {
            String name = line.value().split("\\s", 2)[0];
            if (!used.containsKey(name)) {
                String help = "use getvariable('" + name + "') or take the line out";
                tell("query.param-unused", line.number(), "a parameter that the SELECT reads", name, help);
            }
        }
    }

    private void columns(CaseReader emptyCase) {
        try {
            for (Parameter parameter : said.parameters()) {
                emptyCase.setVariable(parameter.name(), parameter.type(), null);
            }
            compare(emptyCase.describe(said.sql()));
        } catch (QueryException e) {
            String help = "the database refuses the text as it stands";
            tell("query.statement", 1, "SQL that the database accepts", Runner.firstLine(e), help);
        }
    }

    private void compare(List<Column> given) {
        List<String> gives = given.stream().map(c -> c.name() + " " + c.type()).toList();
        List<String> says =
                said.columns().stream().map(c -> c.name() + " " + c.type()).toList();
        List<HeadLine> lines = head.all("column");
        for (int i = 0; i < Math.max(gives.size(), says.size()); i++) {
            String expected = i < gives.size() ? gives.get(i) : "nothing more";
            String found = i < says.size() ? says.get(i).toLowerCase(Locale.ROOT) : "nothing";
            if (!expected.equals(found)) {
                int line = lines.isEmpty()
                        ? 1
                        : lines.get(Math.min(i, lines.size() - 1)).number();
                String help = "the SELECT gives " + String.join(", ", gives);
                tell("query.column", line, "column " + (i + 1) + " as the SELECT gives it, " + expected, found, help);
            }
        }
    }

    private void tell(String code, int line, String expected, String found, String help) {
        problems.add(new Problem(code, head.place(line), expected, Problem.quote(found), help));
    }
}
