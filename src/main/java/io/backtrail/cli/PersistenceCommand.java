package io.backtrail.cli;

import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists what was set up to stay. */
@Command(
        name = "persistence",
        description = "What was set up to stay: rules, forwards, methods, grants; from when to when.")
final class PersistenceCommand extends BacktrailCommand {
    @Option(names = "--account", paramLabel = "UPN", description = "Only this account.")
    private String account;

    @Override
    public Integer call() {
        String only = account == null ? null : account.toLowerCase(Locale.ROOT);
        return printingResults(
                "SELECT type, account, target, started, ended, ended_by, verdict, detail, event_id FROM persistence"
                        + " WHERE (? IS NULL OR account = ?) ORDER BY started, event_id, type, target NULLS LAST",
                Arrays.asList(only, only));
    }
}
