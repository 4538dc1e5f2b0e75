package io.backtrail.cli;

import io.backtrail.model.Table;
import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import io.backtrail.store.CaseReader;
import io.backtrail.store.QueryException;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a read-only query. */
@Command(name = "sql", description = "Run a read-only SQL query over the case.")
final class SqlCommand extends BacktrailCommand {
    @Parameters(arity = "1..*", paramLabel = "QUERY", description = "One SELECT; quotes around it keep the shell away.")
    private List<String> words;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many rows; 10000 unless said.")
    private int limit = 10_000;

    @Override
    public Integer call() {
        String sql = String.join(" ", words);
        Table table = reading(reader -> asked(reader, sql));
        top().print(table);
        if (table.rows().size() == limit) {
            top().say("stopped at " + limit + " rows; raise --limit for more");
        }
        return Exit.DONE;
    }

    private Table asked(CaseReader reader, String sql) {
        try {
            return reader.query(sql, List.of(), limit);
        } catch (QueryException e) {
            String reason = e.getMessage()
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .collect(Collectors.joining(" | "));
            throw new ProblemException(new Problem(
                    "sql.refused",
                    "sql",
                    "a read-only query that the database takes",
                    reason,
                    "'sql \"SELECT table_name FROM information_schema.tables\"' lists the tables"));
        }
    }
}
