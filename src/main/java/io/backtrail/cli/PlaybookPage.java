package io.backtrail.cli;

import io.backtrail.health.Answer;
import io.backtrail.health.StepAnswer;
import io.backtrail.investigate.FindingRow;
import io.backtrail.model.Column;
import io.backtrail.model.Table;
import io.backtrail.problem.Problem;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The answers of the playbook for people: the question, what may be said, why, and the gravest rows behind it. */
final class PlaybookPage {
    private static final int MOST_ROWS = 3;
    private static final int NARROWEST = 40;

    private PlaybookPage() {}

    /**
     * Writes the page.
     *
     * @param width columns of the terminal, or 0 for no limit
     */
    static void write(List<StepAnswer> steps, int width, PrintWriter out) {
        int number = 0;
        for (StepAnswer step : steps) {
            number++;
            line(out, width, number + ". " + step.step().question());
            line(out, 0, "   " + step.conclusion().words().toUpperCase(java.util.Locale.ROOT) + ": " + step.why());
            for (Line row : lines(step).stream().limit(MOST_ROWS).toList()) {
                line(
                        out,
                        width,
                        "   - " + row.row().severity()
                                + (row.row().grade() == null
                                        ? ""
                                        : " " + row.row().grade())
                                + "  " + row.row().sentence() + "  [" + row.id() + "]");
            }
        }
    }

    /** The same as a table: a row for each finding, or one for a step without any. */
    static Table table(List<StepAnswer> steps) {
        List<Column> columns = new ArrayList<>();
        for (String name :
                List.of("step", "conclusion", "why", "severity", "grade", "account", "investigation", "sentence")) {
            columns.add(new Column(name, "varchar"));
        }
        List<List<Object>> rows = new ArrayList<>();
        for (StepAnswer step : steps) {
            String id = step.step().id();
            String conclusion = step.conclusion().words();
            List<Line> lines = lines(step);
            if (lines.isEmpty()) {
                rows.add(Arrays.asList(id, conclusion, step.why(), null, null, null, null, null));
            }
            for (Line line : lines) {
                FindingRow row = line.row();
                rows.add(Arrays.asList(
                        id,
                        conclusion,
                        step.why(),
                        row.severity(),
                        row.grade(),
                        row.account(),
                        line.id(),
                        row.sentence()));
            }
        }
        return new Table(columns, rows);
    }

    /** The findings of a step, the gravest first; else in the order of the investigations. */
    private static List<Line> lines(StepAnswer step) {
        List<Line> lines = new ArrayList<>();
        for (Answer answer : step.answers()) {
            String id = answer.findings().investigation().id();
            answer.rows().stream().filter(FindingRow::isGrave).forEach(row -> lines.add(new Line(id, row)));
        }
        lines.sort(Comparator.comparing(Line::row, FindingRow.GRAVEST_FIRST));
        return lines;
    }

    private static void line(PrintWriter out, int width, String text) {
        String clean = Problem.clean(text);
        boolean fits = width == 0 || clean.length() <= Math.max(width, NARROWEST);
        out.println(fits ? clean : clean.substring(0, Math.max(width, NARROWEST) - 1) + "…");
    }

    private record Line(String id, FindingRow row) {}
}
