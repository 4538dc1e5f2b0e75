package io.backtrail.cli;

import io.backtrail.model.Row;
import io.backtrail.print.JsonText;
import io.backtrail.print.OutputFormat;
import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import io.backtrail.store.CaseReader;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the storyline, or all events with their verdicts. */
@Command(name = "timeline", description = "The storyline: events with verdict, phase and reasons, in order.")
final class TimelineCommand extends BacktrailCommand {
    @Option(names = "--account", paramLabel = "UPN", description = "Only this account.")
    private String account;

    @Option(names = "--from", paramLabel = "TIME", description = "Not before this day or time, UTC.")
    private String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Before this day or time, UTC.")
    private String to;

    @Option(names = "--verdict", paramLabel = "V", description = "attacker, suspect, owner or system.")
    private String verdict;

    @Option(names = "--phase", paramLabel = "P", description = "Only this phase.")
    private String phase;

    @Option(names = "--all", description = "Every event, not only the attacker's and the suspect ones.")
    private boolean all;

    @Override
    public Integer call() {
        return reading(reader -> {
            Results.demand(top(), reader);
            List<Object> parameters = new ArrayList<>();
            String where = where(parameters);
            if (top().format() == OutputFormat.JSONL) {
                writeLines(reader, where, parameters);
            } else {
                top().print(reader.query(columns() + where, parameters));
            }
            return Exit.DONE;
        });
    }

    private String columns() {
        return top().isOnScreen()
                ? "SELECT e.event_time, v.verdict, v.phase, e.client_ip, e.country, e.summary, e.event_id"
                : "SELECT e.event_time, e.account, e.operation, v.verdict, v.confidence, v.unresolved, v.score, v.phase,"
                        + " e.client_ip, e.country, e.summary, e.event_id";
    }

    private String where(List<Object> parameters) {
        StringBuilder where = new StringBuilder(" FROM verdict AS v JOIN event AS e USING (event_seq) WHERE true");
        if (verdict != null) {
            add(where, parameters, " AND v.verdict = ?", verdict.toLowerCase(Locale.ROOT));
        } else if (!all) {
            where.append(" AND v.verdict IN ('attacker', 'suspect')");
        }
        if (account != null) {
            add(where, parameters, " AND e.account = ?", account.toLowerCase(Locale.ROOT));
        }
        if (phase != null) {
            add(where, parameters, " AND v.phase = ?", phase.toLowerCase(Locale.ROOT));
        }
        if (from != null) {
            add(where, parameters, " AND e.event_time >= ?", instant("--from", from));
        }
        if (to != null) {
            add(where, parameters, " AND e.event_time < ?", instant("--to", to));
        }
        return where.append(" ORDER BY e.event_time, e.event_seq").toString();
    }

    private static void add(StringBuilder where, List<Object> parameters, String condition, Object value) {
        where.append(condition);
        parameters.add(value);
    }

    private void writeLines(CaseReader reader, String where, List<Object> parameters) {
        Map<Long, List<Reason>> reasons = reasons(reader);
        JsonText json = new JsonText(top().out());
        reader.scan(
                "SELECT e.event_id, e.event_time, e.account, e.operation, v.verdict, v.confidence, v.unresolved, v.score,"
                        + " v.phase, v.session_no"
                        + where,
                parameters,
                row -> writeLine(json, row, reasons));
        top().out().flush();
    }

    private void writeLine(JsonText json, Row row, Map<Long, List<Reason>> reasons) {
        json.beginObject().field("event_id", row.text(0)).field("event_time", row.instant(1));
        json.field("account", row.text(2)).field("operation", row.text(3)).field("verdict", row.text(4));
        json.field("confidence", row.text(5)).field("unresolved", row.truth(6)).field("score", row.number(7));
        json.field("phase", row.text(8)).name("reasons").beginArray();
        for (Reason reason : reasons.getOrDefault(row.number(9), List.of())) {
            json.beginObject().field("family", reason.family()).field("db", reason.db());
            json.field("text", reason.text()).field("events", reason.events()).endObject();
        }
        json.endArray().endObject();
        top().out().println();
    }

    private static Map<Long, List<Reason>> reasons(CaseReader reader) {
        Map<Long, List<Reason>> reasons = new HashMap<>();
        reader.scan(
                "SELECT session_no, family, db, text, events FROM reason ORDER BY session_no, ordinal",
                List.of(),
                row -> reasons.computeIfAbsent(row.number(0), none -> new ArrayList<>())
                        .add(new Reason(row.text(1), row.number(2), row.text(3), row.texts(4))));
        return reasons;
    }

    /** A day, or an instant as ISO 8601. */
    private static Instant instant(String option, String text) {
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new ProblemException(new Problem(
                    "usage.time",
                    option,
                    "a day as 2026-09-07 or a time as 2026-09-07T12:00:00Z",
                    Problem.quote(text),
                    "times are UTC"));
        }
    }

    /** One reason of a session. */
    private record Reason(String family, Long db, String text, List<String> events) {}
}
