package io.backtrail.cli;

import static java.util.Map.entry;

import java.util.Arrays;
import java.util.List;
import java.util.Map.Entry;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;

/** The commands under the names that people type, in the order in which help lists them. */
final class Commands {
    static final List<Entry<String, Class<?>>> ALL = List.of(
            entry("demo", DemoCommand.class),
            entry("evaluate", EvaluateCommand.class),
            entry("new", NewCommand.class),
            entry("open", OpenCommand.class),
            entry("import", ImportCommand.class),
            entry("sources", SourcesCommand.class),
            entry("rejects", RejectsCommand.class),
            entry("health", HealthCommand.class),
            entry("verify", VerifyCommand.class),
            entry("investigations", InvestigationsCommand.class),
            entry("investigate", InvestigateCommand.class),
            entry("reconstruct", ReconstructCommand.class),
            entry("explain", ExplainCommand.class),
            entry("timeline", TimelineCommand.class),
            entry("accounts", AccountsCommand.class),
            entry("sessions", SessionsCommand.class),
            entry("persistence", PersistenceCommand.class),
            entry("exposure", ExposureCommand.class),
            entry("search", SearchCommand.class),
            entry("sql", SqlCommand.class),
            entry("show", ShowCommand.class),
            entry("pivot", PivotCommand.class),
            entry("tag", TagCommand.class),
            entry("note", NoteCommand.class),
            entry("judge", JudgeCommand.class),
            entry("indicator", IndicatorCommand.class),
            entry("report", ReportCommand.class),
            entry("ledger", LedgerCommand.class),
            entry("packs", PacksCommand.class),
            entry("check", CheckCommand.class));

    private Commands() {}

    /** Adds every command to {@code line}. */
    static CommandLine addAll(CommandLine line) {
        return add(line, ALL);
    }

    /**
     * Adds those commands whose names are among {@code words}, or all if none is: reading the annotations of thirty classes
     * costs more than most questions to a case.
     */
    static CommandLine addNamed(CommandLine line, String... words) {
        Set<String> typed = Arrays.stream(words).collect(Collectors.toSet());
        List<Entry<String, Class<?>>> named =
                ALL.stream().filter(command -> typed.contains(command.getKey())).toList();
        boolean isAsked = typed.contains("help") || named.isEmpty();
        return add(line, isAsked ? ALL : named);
    }

    private static CommandLine add(CommandLine line, List<Entry<String, Class<?>>> commands) {
        line.addSubcommand(HelpCommand.class);
        commands.forEach(command -> line.addSubcommand(command.getKey(), command.getValue()));
        return line;
    }
}
