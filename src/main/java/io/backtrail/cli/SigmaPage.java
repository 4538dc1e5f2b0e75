package io.backtrail.cli;

import io.backtrail.investigate.sigma.SigmaFiles;
import io.backtrail.investigate.sigma.SigmaResult;
import io.backtrail.investigate.sigma.SigmaRule;
import io.backtrail.investigate.sigma.SigmaRunner;
import io.backtrail.model.Column;
import io.backtrail.model.Table;
import io.backtrail.print.JsonText;
import io.backtrail.problem.Problem;
import io.backtrail.store.CaseReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What {@code investigate sigma} prints: of every rule what it found, or why it could not be asked. */
final class SigmaPage {
    private final Backtrail top;
    private final List<SigmaResult> results;
    private final List<Problem> problems;

    private SigmaPage(Backtrail top, List<SigmaResult> results, List<Problem> problems) {
        this.top = top;
        this.results = results;
        this.problems = problems;
    }

    /**
     * Prints what the rules at {@code path} find in the case that {@code reader} reads.
     *
     * @return {@link Exit#INCOMPLETE} if a file or a rule could not be used
     */
    static int print(Backtrail top, CaseReader reader, Path path, int limit) {
        List<Problem> problems = new ArrayList<>();
        List<SigmaRule> rules = SigmaFiles.read(path, problems::add);
        return new SigmaPage(top, SigmaRunner.run(reader, rules, limit), problems).print();
    }

    private int print() {
        problems.forEach(top::tell);
        List<SigmaResult> left =
                results.stream().filter(result -> !result.wasRun()).toList();
        if (top.isJson()) {
            top.json(this::write);
        } else if (results.size() == 1 && left.isEmpty()) {
            top.print(results.get(0).table());
        } else {
            top.print(overview());
        }
        long found = results.stream()
                .filter(result -> !result.table().rows().isEmpty())
                .count();
        top.say((results.size() - left.size()) + " of " + results.size() + " rules run, " + found
                + " with findings. A rule without findings proves nothing: 'health' says what the evidence can show");
        return left.isEmpty() && problems.isEmpty() ? Exit.DONE : Exit.INCOMPLETE;
    }

    private Table overview() {
        List<Column> columns = List.of(
                new Column("rule", "varchar"),
                new Column("level", "varchar"),
                new Column("findings", "bigint"),
                new Column("first_time", "timestamp"),
                new Column("not_translated", "varchar"));
        List<List<Object>> rows = new ArrayList<>();
        for (SigmaResult result : results) {
            List<List<Object>> found = result.table().rows();
            rows.add(Arrays.asList(
                    result.rule().title(),
                    result.rule().level(),
                    result.wasRun() ? (long) found.size() : null,
                    found.isEmpty() ? null : found.get(0).get(0),
                    result.untranslated()));
        }
        return new Table(columns, rows);
    }

    private void write(JsonText json) {
        json.beginArray();
        for (SigmaResult result : results) {
            json.beginObject()
                    .field("id", result.rule().id())
                    .field("rule", result.rule().title());
            json.field("level", result.rule().level()).field("not_translated", result.untranslated());
            json.field(
                    "columns",
                    result.table().columns().stream().map(Column::name).toList());
            json.field("rows", result.table());
            json.field("truncated", result.truncated()).endObject();
        }
        json.endArray();
    }
}
