package io.backtrail.cli;

import picocli.CommandLine.Command;

/** Lists the sessions of the reconstruction. */
@Command(name = "sessions", description = "Sessions with verdict, score and what would change it.")
final class SessionsCommand extends Worksheet {
    @Override
    public Integer call() {
        return printingResults(
                "SELECT session_no, account, verdict, confidence, score, unresolved, started, ended, events, ips, countries,"
                        + " agents, purpose, would_change, label FROM session WHERE (? IS NULL OR account = ?)"
                        + " ORDER BY score DESC, started, session_no",
                only());
    }
}
