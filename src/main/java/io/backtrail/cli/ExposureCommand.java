package io.backtrail.cli;

import picocli.CommandLine.Command;

/** Lists what was exposed. */
@Command(
        name = "exposure",
        description = "Messages, folders and files that the intruder reached: proved, assumed, possible.")
final class ExposureCommand extends Worksheet {
    @Override
    public Integer call() {
        return printingResults(
                "SELECT mailbox, kind, value, class, first_time, detail, event_id FROM exposure"
                        + " WHERE (? IS NULL OR mailbox = ?) ORDER BY mailbox, first_time, kind, value",
                only());
    }
}
