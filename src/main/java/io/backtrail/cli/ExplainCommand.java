package io.backtrail.cli;

import io.backtrail.model.Table;
import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import io.backtrail.store.CaseReader;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints how a verdict comes about, as a sum that can be checked by hand. */
@Command(
        name = "explain",
        description = "How the verdict on an event, a session or an account comes about: the sum, for and against.")
final class ExplainCommand extends BacktrailCommand {
    private static final int MOST_SESSIONS = 50;

    @Parameters(
            paramLabel = "SUBJECT",
            description = "An account, the number of a session ('sessions' prints them), a session id, or an event_id"
                    + " or the start of one.")
    private String subject;

    @Override
    public Integer call() {
        return reading(reader -> {
            Results.demand(top(), reader);
            if (!account(reader) && !session(reader) && !event(reader)) {
                throw new ProblemException(new Problem(
                        "explain.subject",
                        "explain",
                        "an account, a session or the id of one event",
                        Problem.quote(subject),
                        "'accounts', 'sessions' and 'timeline' print them"));
            }
            return Exit.DONE;
        });
    }

    private boolean account(CaseReader reader) {
        String name = subject.toLowerCase(Locale.ROOT);
        if (numbers(reader, "SELECT count(*) FROM account_verdict WHERE account = ? HAVING count(*) > 0", name)
                .isEmpty()) {
            return false;
        }
        ExplainedAccount.of(reader, name).print(top());
        return true;
    }

    private boolean session(CaseReader reader) {
        List<Long> found = subject.matches("[0-9]{1,18}")
                ? numbers(reader, "SELECT session_no FROM session WHERE session_no = CAST(? AS BIGINT)", subject)
                : numbers(
                        reader,
                        "SELECT DISTINCT v.session_no FROM event_core AS e JOIN verdict AS v USING (event_seq)"
                                + " WHERE e.session_id = lower(?) AND v.session_no IS NOT NULL ORDER BY 1 LIMIT "
                                + MOST_SESSIONS,
                        subject);
        List<Explained> sessions =
                found.stream().map(number -> Explained.session(reader, number)).toList();
        return print(sessions, "session");
    }

    private boolean event(CaseReader reader) {
        List<Long> exact = numbers(
                reader, "SELECT event_seq FROM verdict WHERE event_id = ? ORDER BY event_seq LIMIT 10", subject);
        List<Long> found = exact.isEmpty()
                ? numbers(
                        reader,
                        "SELECT event_seq FROM verdict WHERE event_id = (SELECT any_value(event_id) FROM verdict"
                                + " WHERE length(?) > 3 AND starts_with(event_id, ?)"
                                + " HAVING count(DISTINCT event_id) = 1) ORDER BY event_seq",
                        subject,
                        subject)
                : exact;
        return print(
                found.stream()
                        .map(sequence -> Explained.event(reader, sequence))
                        .toList(),
                "event");
    }

    /** Prints what was found; the same id may stand in two logs, and one sign-in session may have been split. */
    private boolean print(List<Explained> found, String kind) {
        if (top().isJson() && !found.isEmpty()) {
            top().json(json -> {
                json.beginObject().field("kind", kind).name("explanations").beginArray();
                found.forEach(one -> one.write(json));
                json.endArray().endObject();
            });
        } else {
            found.forEach(one -> one.print(top()));
        }
        return !found.isEmpty();
    }

    private static List<Long> numbers(CaseReader reader, String sql, Object... parameters) {
        Table table = reader.query(sql, List.of(parameters));
        return table.rows().stream().map(row -> (Long) row.get(0)).toList();
    }
}
