package io.backtrail.cli;

import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists what was exposed. */
@Command(
        name = "exposure",
        description = "Messages, folders and files that the intruder reached: proved, assumed, possible.")
final class ExposureCommand extends BacktrailCommand {
    @Option(names = "--account", paramLabel = "UPN", description = "Only this account.")
    private String account;

    @Override
    public Integer call() {
        String only = account == null ? null : account.toLowerCase(Locale.ROOT);
        return printingResults(
                "SELECT mailbox, kind, value, class, first_time, detail, event_id FROM exposure"
                        + " WHERE (? IS NULL OR mailbox = ?) ORDER BY mailbox, first_time, kind, value",
                Arrays.asList(only, only));
    }
}
