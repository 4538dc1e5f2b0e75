package io.backtrail.cli;

import io.backtrail.casefile.CaseDirectory;
import io.backtrail.enrich.Enricher;
import io.backtrail.enrich.PackVersion;
import io.backtrail.enrich.SetChange;
import io.backtrail.intake.CatchUp;
import io.backtrail.model.Column;
import io.backtrail.model.Table;
import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists the packs of facts and the address data in use. */
@Command(
        name = "packs",
        description = "Versions of the packs of facts and address data in use; 'packs refresh' asks them anew.")
final class PacksCommand extends BacktrailCommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "refresh",
            description =
                    "Forget what was asked at import and ask again, as after a new address database was dropped in.")
    private String refresh;

    @Override
    public Integer call() {
        if (refresh != null) {
            return refresh();
        }
        List<Column> columns = List.of(
                new Column("pack", "varchar"),
                new Column("version", "varchar"),
                new Column("entries", "bigint"),
                new Column("source", "varchar"),
                new Column("licence", "varchar"));
        List<List<Object>> rows = new ArrayList<>();
        try (Enricher enricher = Content.enricher(top(), top().openCaseOrNull())) {
            for (PackVersion pack : enricher.versions()) {
                rows.add(Arrays.asList(pack.name(), pack.version(), pack.entries(), pack.source(), pack.licence()));
            }
        }
        for (SetChange change :
                Content.references(top(), top().openCaseOrNull()).changes()) {
            String what =
                    "changes " + change.set() + ": " + change.added() + " added, " + change.removed() + " removed";
            rows.add(Arrays.asList(
                    change.file().toString(),
                    change.version().substring(0, 12),
                    (long) change.added(),
                    what,
                    "your own"));
        }
        top().print(new Table(columns, rows));
        return Exit.DONE;
    }

    private int refresh() {
        if (!refresh.equals("refresh")) {
            throw new ProblemException(new Problem(
                    "usage.packs", "packs", "nothing, or refresh", Problem.quote(refresh), "leave it out to list"));
        }
        CaseDirectory openCase = top().openCase();
        try (Enricher enricher = Content.enricher(top(), openCase)) {
            writing(openCase, writer -> {
                writer.beside().forget();
                CatchUp.enrich(writer, enricher);
            });
            openCase.ledger(top().surroundings().clock())
                    .append("reconstruct", Map.of("packs", enricher.versionLine(), "what", "asked packs anew"));
        }
        top().say("asked anew; 'reconstruct' weighs the case with the new answers");
        return Exit.DONE;
    }
}
