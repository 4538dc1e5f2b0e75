package io.backtrail.cli;

import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the sessions of the reconstruction. */
@Command(name = "sessions", description = "Sessions with verdict, score and what would change it.")
final class SessionsCommand extends BacktrailCommand {
    @Option(names = "--account", paramLabel = "UPN", description = "Only this account.")
    private String account;

    @Override
    public Integer call() {
        String only = account == null ? null : account.toLowerCase(Locale.ROOT);
        return printingResults(
                "SELECT session_no, account, verdict, confidence, score, unresolved, started, ended, events, ips, countries,"
                        + " agents, purpose, would_change, label FROM session WHERE (? IS NULL OR account = ?)"
                        + " ORDER BY score DESC, started, session_no",
                Arrays.asList(only, only));
    }
}
