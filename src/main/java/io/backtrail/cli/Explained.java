package io.backtrail.cli;

import io.backtrail.model.Table;
import io.backtrail.print.JsonText;
import io.backtrail.print.OutputFormat;
import io.backtrail.problem.Problem;
import io.backtrail.reconstruct.ScoreSum;
import io.backtrail.store.CaseReader;
import java.util.List;
import java.util.Locale;

/**
 * The verdict on one session as a sum, or on one event, which has the verdict of its session.
 *
 * @param event the event as one row, or without rows if a session was asked for
 * @param session the session as one row
 * @param sum its reasons and families
 * @param members what was done in it, by operation and phase
 * @param cited every event that a reason cites
 * @param links reasons that tie it to other sessions, in both directions
 */
record Explained(Table event, Table session, ScoreSum sum, Table members, Table cited, Table links) {
    private static final String EVENT =
            "SELECT v.event_id, e.event_time, e.account, e.operation, v.verdict, v.confidence,"
                    + " v.unresolved, v.score, v.phase, v.session_no, e.client_ip, e.summary FROM verdict AS v"
                    + " JOIN event AS e USING (event_seq) WHERE v.event_seq = ?";
    private static final String SESSION =
            "SELECT session_no, account, label, started, ended, events, ips, countries, agents,"
                    + " verdict, confidence, score, unresolved, purpose, would_change FROM session WHERE session_no = ?";
    private static final String MEMBERS =
            "SELECT e.operation, v.phase, count(*) AS events, min(e.event_time) AS first_time,"
                    + " max(e.event_time) AS last_time, min_by(e.event_id, (e.event_time, e.event_seq)) AS first_event FROM verdict AS v"
                    + " JOIN event_core AS e USING (event_seq) WHERE v.session_no = ? GROUP BY e.operation, v.phase"
                    + " ORDER BY first_time, e.operation, v.phase NULLS LAST";
    private static final String CITED =
            "SELECT e.event_id, e.event_time, e.account, e.operation, e.client_ip, v.session_no,"
                    + " e.summary FROM event AS e LEFT JOIN verdict AS v USING (event_seq)"
                    + " WHERE e.event_id IN (SELECT unnest(events) FROM reason WHERE session_no = ?)"
                    + " ORDER BY e.event_time, e.event_seq";
    /** A link cites the session that pushes first, then the one that is pushed. */
    private static final String LINKS =
            "SELECT DISTINCT CASE WHEN r.session_no = n.number THEN 'from' ELSE 'to' END AS direction,"
                    + " CASE WHEN r.session_no = n.number THEN v.session_no ELSE r.session_no END AS session_no, s.account, s.verdict,"
                    + " r.db, r.text FROM reason AS r CROSS JOIN (SELECT CAST(? AS BIGINT) AS number) AS n"
                    + " JOIN verdict AS v ON v.event_id = r.events[1] AND v.session_no IS NOT NULL"
                    + " JOIN session AS s ON s.session_no = CASE WHEN r.session_no = n.number THEN v.session_no ELSE r.session_no END"
                    + " WHERE r.family = 'link' AND len(r.events) > 0 AND v.session_no <> r.session_no"
                    + " AND (r.session_no = n.number OR v.session_no = n.number) ORDER BY direction, r.db DESC, session_no, r.text";

    /** Session {@code number} of the last reconstruction. */
    static Explained session(CaseReader reader, long number) {
        return of(reader, number, reader.query(EVENT, List.of(-1L)));
    }

    /** The event with that {@code event_seq}. */
    static Explained event(CaseReader reader, long sequence) {
        Table event = reader.query(EVENT, List.of(sequence));
        return of(reader, (Long) event.rows().get(0).get(9), event);
    }

    private static Explained of(CaseReader reader, long number, Table event) {
        return new Explained(
                event,
                reader.query(SESSION, List.of(number)),
                ScoreSum.of(reader, number),
                reader.query(MEMBERS, List.of(number)),
                reader.query(CITED, List.of(number)),
                reader.query(LINKS, List.of(number)));
    }

    /** What would change the verdict, in words. */
    String wouldChange() {
        Object accused = value("would_change");
        if (accused != null) {
            return (String) accused;
        }
        String further = sum.whatWouldAccuse();
        return further == null
                ? "nothing was weighed: a rule set this activity aside as the service's own"
                : further + ". What the analyst knows ('judge', 'indicator') outweighs either side";
    }

    /** Prints it for people; CSV and JSON Lines get the reasons alone. */
    void print(Backtrail top) {
        OutputFormat format = top.format();
        if (format != OutputFormat.TABLE && format != OutputFormat.MD) {
            top.print(ExplainTables.lines(sum));
            return;
        }
        ExplainTables page = new ExplainTables(top);
        if (!event.rows().isEmpty()) {
            page.part("Event", event);
            top.out().println("An event has the verdict of its session.");
            top.out().println();
        }
        top.out().println(heading());
        top.out().println();
        page.part("Reasons", ExplainTables.lines(sum));
        top.out().println(total());
        top.out().println();
        page.part("What each family counts", ExplainTables.families(sum));
        top.out()
                .println(
                        "Of one family the largest item counts in full and 30 percent of the others, within floor and cap;"
                                + " in seed the largest alone.");
        top.out().println();
        vetoes(top);
        top.out().println("Would change: " + Problem.clean(wouldChange()));
        top.out().println();
        page.part("Tied to other sessions", links);
        page.part("What was done in it", members);
        page.part("Cited events", cited);
    }

    /** Writes it for scripts. */
    void write(JsonText json) {
        json.beginObject();
        if (!event.rows().isEmpty()) {
            ExplainTables.object(json, "event", event);
        }
        ExplainTables.object(json, "session", session);
        ExplainTables.write(json, sum);
        json.field("adds_up", ((Long) value("score")) == sum.total()).field("would_change", wouldChange());
        json.field("links", links)
                .field("members", members)
                .field("cited", cited)
                .endObject();
    }

    private String heading() {
        String unresolved =
                Boolean.TRUE.equals(value("unresolved")) ? ", unresolved: nothing proves the owner either" : "";
        return Problem.clean(String.format(
                Locale.ROOT,
                "Session %d, %s%s: %s, %s confidence, score %d%s; %s",
                value("session_no"),
                value("label"),
                value("account") == null ? "" : " of " + value("account"),
                value("verdict"),
                value("confidence"),
                value("score"),
                unresolved,
                value("purpose")));
    }

    private String total() {
        long score = (Long) value("score");
        return "Sum " + sum.total() + " dB"
                + (score == sum.total() ? ", which is the score" : ", but the score is " + score);
    }

    private void vetoes(Backtrail top) {
        List<ScoreSum.Line> vetoes = sum.lines(ScoreSum.Part.VETO);
        if (vetoes.isEmpty()) {
            top.out().println("No veto applied.");
        }
        vetoes.forEach(veto -> top.out().println("Veto: " + Problem.clean(veto.text()) + " (" + veto.db() + ")"));
    }

    private Object value(String column) {
        for (int i = 0; i < session.columns().size(); i++) {
            if (session.columns().get(i).name().equals(column)) {
                return session.rows().get(0).get(i);
            }
        }
        throw new IllegalArgumentException("no column " + column);
    }
}
