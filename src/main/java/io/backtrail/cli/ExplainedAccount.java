package io.backtrail.cli;

import io.backtrail.model.Table;
import io.backtrail.print.OutputFormat;
import io.backtrail.store.CaseReader;
import java.util.List;
import java.util.Locale;

/**
 * The verdict on one account: the session that decides it as a sum, and what else there is for and against.
 *
 * @param account the row of {@code account_verdict}
 * @param deciding the session whose verdict and score the account has
 * @param sessions how many sessions and events there are of each verdict
 * @param accused its sessions with verdict attacker or suspect, or without such the highest scores
 * @param against strongest reasons for an attacker over all its sessions
 * @param owner strongest reasons for the owner
 * @param links what ties it to other accounts
 * @param capabilities what an attacker got hold of, and what closed it
 * @param missing what the evidence does not hold
 */
record ExplainedAccount(
        Table account,
        Explained deciding,
        Table sessions,
        Table accused,
        Table against,
        Table owner,
        Table links,
        Table capabilities,
        Table missing) {
    private static final String ACCOUNT = "SELECT account, verdict, entry_vector, entry_confidence, first_attempt,"
            + " first_success, last_attacker, contained, score, why FROM account_verdict WHERE account = ?";
    /** Failed sign-ins alone never decide over an account. */
    private static final String DECIDING =
            "SELECT s.session_no FROM session AS s JOIN account_verdict AS a USING (account)"
                    + " WHERE a.account = ? ORDER BY s.verdict = a.verdict DESC, s.score = a.score DESC,"
                    + " s.purpose = 'failed sign-ins only', s.score DESC, s.started, s.session_no LIMIT 1";

    private static final String SESSIONS = "SELECT verdict, unresolved, count(*) AS sessions, sum(events) AS events,"
            + " min(score) AS lowest, max(score) AS highest FROM session WHERE account = ? GROUP BY verdict, unresolved"
            + " ORDER BY highest DESC, verdict, unresolved";
    private static final String ACCUSED =
            "SELECT session_no, verdict, confidence, score, started, ended, events, purpose,"
                    + " would_change FROM session WHERE account = ? AND (verdict IN ('attacker', 'suspect') OR score ="
                    + " (SELECT max(score) FROM session WHERE account = ?)) ORDER BY score DESC, started, session_no LIMIT 20";
    private static final String REASONS = "SELECT r.family, r.db, r.text, count(DISTINCT r.session_no) AS sessions,"
            + " min(r.session_no) AS first_session, min_by(r.events[1], r.session_no) AS first_event FROM reason AS r"
            + " JOIN session AS s USING (session_no) WHERE s.account = ? AND r.db %s 0 AND r.family NOT IN ('prior', 'veto')"
            + " AND len(r.events) > 0 GROUP BY r.family, r.db, r.text ORDER BY abs(r.db) DESC, sessions DESC, r.text LIMIT 10";
    private static final String LINKS =
            "SELECT from_account, to_account, kind, event_id FROM lateral_movement WHERE from_account = ? OR to_account = ?"
                    + " ORDER BY from_account, to_account, kind, event_id";
    private static final String CAPABILITIES = "SELECT kind, target, opened, opened_by, closed, closed_by, verdict"
            + " FROM capability WHERE account = ? ORDER BY opened, kind, target NULLS LAST, opened_by";

    /** The account of that name, which has a verdict. */
    static ExplainedAccount of(CaseReader reader, String name) {
        List<Object> only = List.of(name);
        List<Object> twice = List.of(name, name);
        return new ExplainedAccount(
                reader.query(ACCOUNT, only),
                Explained.session(reader, (Long)
                        reader.query(DECIDING, only).rows().get(0).get(0)),
                reader.query(SESSIONS, only),
                reader.query(ACCUSED, twice),
                reader.query(String.format(Locale.ROOT, REASONS, ">"), only),
                reader.query(String.format(Locale.ROOT, REASONS, "<"), only),
                reader.query(LINKS, twice),
                reader.query(CAPABILITIES, only),
                reader.query(
                        "SELECT name, value FROM reconstruction_fact WHERE starts_with(name, 'missing.') ORDER BY name",
                        List.of()));
    }

    /** Prints it in the format that was asked for. */
    void print(Backtrail top) {
        OutputFormat format = top.format();
        if (top.isJson()) {
            write(top);
        } else if (format == OutputFormat.TABLE || format == OutputFormat.MD) {
            page(top);
        } else {
            deciding.print(top);
        }
    }

    private void page(Backtrail top) {
        ExplainTables page = new ExplainTables(top);
        page.part("Account", account);
        page.part("Its sessions", sessions);
        page.part("Those that count most", accused);
        page.part("Strongest reasons for an attacker", against);
        page.part("Strongest reasons for the owner", owner);
        page.part("Tied to other accounts", links);
        page.part("What was opened and closed", capabilities);
        page.part("What the evidence does not hold", missing);
        top.out().println("The account has the verdict of its worst session that got in. That session as a sum:");
        top.out().println();
        deciding.print(top);
        top.out().println("Its other sessions: 'explain' with one of " + numbers());
        top.out().flush();
    }

    private String numbers() {
        return String.join(
                ", ",
                accused.rows().stream().map(row -> String.valueOf(row.get(0))).toList());
    }

    private void write(Backtrail top) {
        top.json(json -> {
            json.beginObject().field("kind", "account");
            ExplainTables.object(json, "account", account);
            json.field("sessions", sessions).field("accused", accused);
            json.field("against", against).field("for_owner", owner);
            json.field("links", links).field("capabilities", capabilities).field("missing", missing);
            json.name("deciding");
            deciding.write(json);
            json.endObject();
        });
    }
}
