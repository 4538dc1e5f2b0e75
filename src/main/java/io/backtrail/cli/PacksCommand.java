package io.backtrail.cli;

import io.backtrail.enrich.Enricher;
import io.backtrail.enrich.PackVersion;
import io.backtrail.model.Column;
import io.backtrail.model.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Command;

/** Lists the packs of facts and the address data in use. */
@Command(name = "packs", description = "Versions of the packs of facts and address data in use.")
final class PacksCommand extends BacktrailCommand {
    @Override
    public Integer call() {
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
        top().print(new Table(columns, rows));
        return Exit.DONE;
    }
}
