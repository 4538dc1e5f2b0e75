package io.backtrail.cli;

import io.backtrail.casefile.CaseDirectory;
import io.backtrail.casefile.LedgerCheck;
import io.backtrail.casefile.LedgerEntry;
import io.backtrail.model.Column;
import io.backtrail.model.Table;
import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows what was done in the case, or proves that nobody edited it. */
@Command(name = "ledger", description = "What was done in the case; 'ledger verify' proves that nobody edited it.")
final class LedgerCommand extends BacktrailCommand {
    @Parameters(arity = "0..1", paramLabel = "verify", description = "Check the chain of hashes.")
    private String verify;

    @Override
    public Integer call() {
        CaseDirectory openCase = top().openCase();
        if (verify == null) {
            top().print(table(openCase));
            return Exit.DONE;
        }
        if (!verify.equals("verify")) {
            throw new ProblemException(new Problem(
                    "usage.ledger", "ledger", "nothing, or verify", Problem.quote(verify), "leave it out to list"));
        }
        LedgerCheck check = openCase.ledger(top().surroundings().clock()).verify();
        if (check.intact()) {
            top().say(check.lines() + " lines, each vouched for by the next; the last has SHA-256 " + check.head());
            return Exit.DONE;
        }
        throw new ProblemException(new Problem(
                "ledger.broken",
                "ledger.jsonl:" + check.brokenLine(),
                "a line that carries the hash of the line before it",
                check.why(),
                "the lines before it are whole; compare with a backup before relying on the others"));
    }

    private Table table(CaseDirectory openCase) {
        List<Column> columns = List.of(
                new Column("number", "bigint"),
                new Column("time", "timestamp"),
                new Column("kind", "varchar"),
                new Column("details", "varchar"));
        List<List<Object>> rows = new ArrayList<>();
        for (LedgerEntry entry : openCase.ledger(top().surroundings().clock()).entries()) {
            String details = entry.ok() ? new TreeMap<>(entry.details()).toString() : "this line cannot be read";
            rows.add(Arrays.asList(entry.number(), entry.time(), entry.kind(), details));
        }
        return new Table(columns, rows);
    }
}
