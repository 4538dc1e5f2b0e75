package io.backtrail.cli;

import io.backtrail.investigate.Investigation;
import io.backtrail.model.Table;
import io.backtrail.print.OutputFormat;
import io.backtrail.problem.ProblemException;
import io.backtrail.repl.Suggestion;
import io.backtrail.store.CaseReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What may come next at the desk: commands, options, and values out of the open case. */
final class Completion {
    /** More than this nobody reads through. */
    private static final int MOST_VALUES = 200;

    private static final String ACCOUNTS =
            "SELECT account, count(*) AS events FROM event_core WHERE account LIKE '%@%' GROUP BY account"
                    + " ORDER BY events DESC, account";
    private static final String PIVOTS =
            "SELECT client_ip, concat_ws(' ', any_value(country), any_value(as_org)), count(*) AS events FROM event"
                    + " WHERE client_ip IS NOT NULL GROUP BY client_ip ORDER BY events DESC, client_ip";

    private final Backtrail top;
    private final CommandLine line;

    Completion(Backtrail top, CommandLine line) {
        this.top = top;
        this.line = line;
    }

    /** What may stand in place of word {@code index}; the caller filters by what is typed. */
    List<Suggestion> of(List<String> words, int index) {
        if (index == 0) {
            return commands();
        }
        CommandLine command = line.getSubcommands().get(words.get(0));
        String current = index < words.size() ? words.get(index) : "";
        if (command == null) {
            return List.of();
        }
        if (current.startsWith("-")) {
            return options(command);
        }
        try {
            return values(words.get(0), words.get(index - 1));
        } catch (ProblemException noCase) {
            return List.of();
        }
    }

    private List<Suggestion> commands() {
        List<Suggestion> all = new ArrayList<>();
        for (Map.Entry<String, CommandLine> entry : line.getSubcommands().entrySet()) {
            String[] description =
                    entry.getValue().getCommandSpec().usageMessage().description();
            all.add(new Suggestion(entry.getKey(), description.length == 0 ? null : description[0], "command"));
        }
        return all;
    }

    private static List<Suggestion> options(CommandLine command) {
        List<Suggestion> all = new ArrayList<>();
        for (OptionSpec option : command.getCommandSpec().options()) {
            String description = option.description().length == 0 ? null : option.description()[0];
            all.add(new Suggestion(option.longestName(), description, "option"));
        }
        return all;
    }

    private List<Suggestion> values(String command, String before) {
        switch (before) {
            case "--account":
                return column(ACCOUNTS, "account");
            case "--format":
                return Arrays.stream(OutputFormat.values())
                        .map(format -> new Suggestion(format.word(), null, "format"))
                        .toList();
            case "--verdict":
                return words("attacker", "suspect", "owner", "system");
            default:
                return positional(command);
        }
    }

    private List<Suggestion> positional(String command) {
        return switch (command) {
            case "investigate" -> {
                List<Suggestion> all = new ArrayList<>(words("playbook", "new"));
                InvestigationsCommand.catalogue(top).all().forEach(i -> all.add(suggestion(i)));
                yield all;
            }
            case "pivot" -> {
                List<Suggestion> all = new ArrayList<>(column(ACCOUNTS, "account"));
                all.addAll(column(PIVOTS, "address"));
                yield all;
            }
            case "show" ->
                column(
                        "SELECT e.event_id, e.summary FROM verdict AS v JOIN event_core AS e USING (event_seq)"
                                + " WHERE v.verdict = 'attacker' ORDER BY e.event_time, e.event_seq",
                        "event");
            case "explain" -> {
                List<Suggestion> all = new ArrayList<>(column(ACCOUNTS, "account"));
                all.addAll(column(
                        "SELECT CAST(session_no AS VARCHAR), concat_ws(', ', verdict, account, purpose) FROM session"
                                + " WHERE verdict IN ('attacker', 'suspect') ORDER BY score DESC, session_no",
                        "session"));
                yield all;
            }
            case "judge", "indicator" -> words("ip", "session", "app", "account", "event");
            case "ledger" -> words("verify");
            case "packs" -> words("refresh");
            default -> List.of();
        };
    }

    private static Suggestion suggestion(Investigation investigation) {
        return new Suggestion(investigation.id(), investigation.question(), investigation.phase());
    }

    /** The first column as values, the second as what is said of them. */
    private List<Suggestion> column(String sql, String group) {
        try (CaseReader reader = CaseReader.open(top.openCase().database())) {
            Table table = reader.query(sql, List.of(), MOST_VALUES);
            return table.rows().stream()
                    .map(row -> new Suggestion((String) row.get(0), described(row.get(1)), group))
                    .toList();
        }
    }

    private static String described(Object value) {
        return value instanceof Long events ? events + " events" : String.valueOf(value);
    }

    private static List<Suggestion> words(String... words) {
        return Arrays.stream(words)
                .map(word -> new Suggestion(word, null, null))
                .toList();
    }
}
