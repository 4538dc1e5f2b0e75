package io.backtrail.cli;

import picocli.CommandLine.Command;

/** Lists what was set up to stay. */
@Command(
        name = "persistence",
        description = "What was set up to stay: rules, forwards, methods, grants; from when to when.")
final class PersistenceCommand extends Worksheet {
    @Override
    public Integer call() {
        return printingResults(
                "SELECT type, account, target, started, ended, ended_by, verdict, detail, event_id FROM persistence"
                        + " WHERE (? IS NULL OR account = ?) ORDER BY started, event_id, type, target NULLS LAST",
                only());
    }
}
