package io.backtrail.cli;

import io.backtrail.investigate.Catalogue;
import io.backtrail.investigate.Investigation;
import io.backtrail.model.Column;
import io.backtrail.model.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Command;

/** Lists the canned investigations. */
@Command(name = "investigations", description = "The canned investigations: each a question.")
final class InvestigationsCommand extends BacktrailCommand {
    @Override
    public Integer call() {
        List<Column> columns = List.of(
                new Column("id", "varchar"),
                new Column("phase", "varchar"),
                new Column("severity", "varchar"),
                new Column("question", "varchar"),
                new Column("attack", "varchar"));
        List<List<Object>> rows = new ArrayList<>();
        for (Investigation i : catalogue(top()).all()) {
            rows.add(Arrays.asList(i.id(), i.phase(), i.severity(), i.question(), i.attack()));
        }
        top().print(new Table(columns, rows));
        return Exit.DONE;
    }

    /** The catalogue of the open case, or of the installation when none is open. */
    static Catalogue catalogue(Backtrail top) {
        return Catalogue.load(Content.folders(top, top.openCaseOrNull(), "queries"), top::tell);
    }
}
