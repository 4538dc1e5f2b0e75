package io.backtrail.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** A command that prints one table of the case, for all accounts or for one. */
abstract class Worksheet extends BacktrailCommand {
    @Option(names = "--account", paramLabel = "UPN", description = "Only this account.")
    private String account;

    /** The account asked for, twice: the condition {@code (? IS NULL OR account = ?)} takes all when none was. */
    final List<Object> only() {
        String lower = account == null ? null : account.toLowerCase(Locale.ROOT);
        return Arrays.asList(lower, lower);
    }
}
