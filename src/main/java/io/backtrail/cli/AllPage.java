package io.backtrail.cli;

import io.backtrail.health.Answer;
import io.backtrail.health.Conclusion;
import io.backtrail.investigate.FindingRow;
import io.backtrail.model.Column;
import io.backtrail.model.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** All answers at once: what was found, by account and the gravest first, and beside every nothing what it is worth. */
final class AllPage {
    /** What fits on a screen beside the lines of silence. */
    private static final int MOST_LINES = 24;

    private static final int FEWEST_OF_ONE = 2;
    private static final String NOBODY = "(the tenant)";

    /** Phases that are about the evidence itself, or say again what others found. */
    private static final Set<String> BESIDE = Set.of("completeness", "overview");

    private static final List<Column> COLUMNS = List.of(
            new Column("account", "varchar"),
            new Column("severity", "varchar"),
            new Column("grade", "varchar"),
            new Column("findings", "bigint"),
            new Column("investigation", "varchar"),
            new Column("conclusion", "varchar"),
            new Column("text", "varchar"));

    private static final int CONCLUSION = 5;

    private final List<Answer> answers;
    private final List<List<Line>> accounts;

    AllPage(List<Answer> answers) {
        this.answers = answers;
        this.accounts = byAccount();
    }

    /** Everything: a row an account and investigation, then a row for each investigation that found nothing. */
    Table whole() {
        List<List<Object>> rows = new ArrayList<>();
        accounts.forEach(lines -> lines.forEach(line -> rows.add(line.cells())));
        for (Answer answer : answers) {
            if (answer.conclusion() != Conclusion.FOUND || isBeside(answer)) {
                rows.add(Arrays.asList(
                        null,
                        null,
                        null,
                        (long) answer.rows().size(),
                        answer.findings().investigation().id(),
                        answer.conclusion().words(),
                        Holes.verdict(answer)));
            }
        }
        return new Table(COLUMNS, rows);
    }

    /** As much of what was found as fits on a screen: something of each account, and most of those that weigh heaviest. */
    Table screen() {
        int spare = MOST_LINES
                - accounts.stream()
                        .mapToInt(lines -> Math.min(FEWEST_OF_ONE, lines.size()))
                        .sum();
        List<List<Object>> rows = new ArrayList<>();
        for (List<Line> lines : accounts) {
            int fewest = Math.min(FEWEST_OF_ONE, lines.size());
            int shown = fewest + Math.max(0, Math.min(spare, lines.size() - fewest));
            spare -= shown - fewest;
            lines.subList(0, shown).forEach(line -> rows.add(line.cells()));
        }
        rows.replaceAll(AllPage::withoutConclusion);
        return new Table(withoutConclusion(COLUMNS), rows.subList(0, Math.min(MOST_LINES, rows.size())));
    }

    /** On the screen stands only what was found. */
    private static <T> List<T> withoutConclusion(List<T> cells) {
        List<T> shown = new ArrayList<>(cells);
        shown.remove(CONCLUSION);
        return shown;
    }

    /** What the screen leaves out, and what was not found. */
    List<String> beneath(Table screen) {
        List<String> lines = new ArrayList<>();
        int kinds = accounts.stream().mapToInt(List::size).sum();
        int left = kinds - screen.rows().size();
        if (left > 0) {
            lines.add(left + " more kinds of findings, " + accounts.size()
                    + " accounts in all; '--format csv' lists them whole");
        }
        String beside = answers.stream()
                .filter(answer -> isBeside(answer) && answer.conclusion() == Conclusion.FOUND)
                .map(answer -> answer.findings().investigation().id() + " "
                        + answer.rows().size())
                .collect(Collectors.joining(", "));
        if (!beside.isEmpty()) {
            lines.add("rows about the evidence and the case as a whole: " + beside);
        }
        Map<String, List<String>> silent = new TreeMap<>();
        for (Answer answer : answers) {
            if (answer.conclusion() != Conclusion.FOUND) {
                String verdict = Holes.verdict(answer);
                String said =
                        answer.conclusion() == Conclusion.NOT_FOUND ? "nothing found" : "the evidence cannot tell";
                silent.computeIfAbsent(
                                said + (verdict.isEmpty() ? ", and no hole bears on it" : "; " + verdict),
                                key -> new ArrayList<>())
                        .add(answer.findings().investigation().id());
            }
        }
        silent.forEach((verdict, ids) -> lines.add(verdict + ": " + String.join(", ", ids)));
        return lines;
    }

    private static boolean isBeside(Answer answer) {
        return BESIDE.contains(answer.findings().investigation().phase());
    }

    /** Accounts by what weighs heaviest, each with its lines, the gravest first. */
    private List<List<Line>> byAccount() {
        Map<String, Map<String, Line>> found = new LinkedHashMap<>();
        for (Answer answer : answers) {
            String id = answer.findings().investigation().id();
            if (isBeside(answer)) {
                continue;
            }
            for (FindingRow row : answer.rows()) {
                if (row.isGrave()) {
                    String account = row.account() == null ? NOBODY : row.account();
                    found.computeIfAbsent(account, key -> new LinkedHashMap<>())
                            .merge(id, new Line(account, id, row, 1), Line::and);
                }
            }
        }
        return found.values().stream()
                .map(lines -> lines.values().stream().sorted(Line.GRAVEST_FIRST).toList())
                .sorted(Comparator.comparing(AllPage::weight)
                        .reversed()
                        .thenComparing(lines -> lines.get(0).account()))
                .collect(Collectors.toList());
    }

    /** Accounts compare by how many kinds of findings they have of each severity; counts of rows say little. */
    private static String weight(List<Line> lines) {
        StringBuilder weight = new StringBuilder();
        for (int rank = 0; rank < FindingRow.SEVERITIES.size(); rank++) {
            int of = rank;
            long kinds = lines.stream()
                    .filter(line -> line.top().severityRank() == of)
                    .count();
            weight.append((char) Math.min(kinds, Character.MAX_VALUE));
        }
        return weight.toString();
    }

    /** What one investigation found about one account. */
    private record Line(String account, String id, FindingRow top, long rows) {
        static final Comparator<Line> GRAVEST_FIRST =
                Comparator.comparing(Line::top, FindingRow.GRAVEST_FIRST).thenComparing(Line::id);

        Line and(Line other) {
            FindingRow graver = FindingRow.GRAVEST_FIRST.compare(other.top, top) < 0 ? other.top : top;
            return new Line(account, id, graver, rows + other.rows);
        }

        List<Object> cells() {
            return Arrays.asList(
                    account, top.severity(), top.grade(), rows, id, Conclusion.FOUND.words(), top.sentence());
        }
    }
}
