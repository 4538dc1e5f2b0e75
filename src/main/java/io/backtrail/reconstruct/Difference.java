package io.backtrail.reconstruct;

import static java.util.Objects.requireNonNull;

import io.backtrail.model.Table;
import io.backtrail.store.CaseReader;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How the present result of a case differs from the last one that was another; all tables are empty where there was none.
 *
 * @param known whether there is an earlier result to compare with
 * @param facts facts about it that differ: events, seeds, judgements, the first account
 * @param accounts accounts whose verdict, way in or window changed
 * @param events events whose verdict changed, by account, with up to three examples; {@code not accused} is an event of the
 *     owner or the service, or one imported since
 * @param persistence what was set up to stay and is new, gone or judged differently
 * @param exposure counts of exposed things that changed
 */
public record Difference(boolean known, Table facts, Table accounts, Table events, Table persistence, Table exposure) {
    private static final String FACTS = "SELECT name, p.value AS before, n.value AS after FROM previous_fact AS p"
            + " FULL JOIN reconstruction_fact AS n USING (name) WHERE p.value IS DISTINCT FROM n.value ORDER BY name";
    private static final String ACCOUNTS =
            "SELECT account, p.verdict AS before, n.verdict AS after, p.score AS score_before,"
                    + " n.score AS score_after, p.entry_vector AS entry_vector_before, n.entry_vector AS entry_vector_after,"
                    + " p.first_success AS first_success_before, n.first_success AS first_success_after,"
                    + " p.last_attacker AS last_attacker_before, n.last_attacker AS last_attacker_after,"
                    + " p.contained AS contained_before, n.contained AS contained_after"
                    + " FROM previous_account AS p FULL JOIN account_verdict AS n USING (account)"
                    + " WHERE (p.verdict IS DISTINCT FROM n.verdict OR p.entry_vector IS DISTINCT FROM n.entry_vector"
                    + " OR p.first_success IS DISTINCT FROM n.first_success OR p.last_attacker IS DISTINCT FROM n.last_attacker"
                    + " OR p.contained IS DISTINCT FROM n.contained) AND (? IS NULL OR account = ?) ORDER BY account";
    private static final String EVENTS =
            "WITH other AS (SELECT event_seq, coalesce(p.verdict, 'not accused') AS before,"
                    + " coalesce(n.verdict, 'not accused') AS after FROM previous_event AS p"
                    + " FULL JOIN (SELECT event_seq, verdict FROM verdict WHERE verdict IN ('attacker', 'suspect')) AS n"
                    + " USING (event_seq) WHERE p.verdict IS DISTINCT FROM n.verdict)"
                    + " SELECT account, before, after, sum(records)::BIGINT AS events,"
                    + " list(event_id ORDER BY first_time, event_id)[1:3] AS examples FROM (SELECT e.account, o.before, o.after,"
                    + " e.event_id, min(e.event_time) AS first_time, count(*) AS records FROM other AS o"
                    + " JOIN event_core AS e USING (event_seq) WHERE (? IS NULL OR e.account = ?)"
                    + " GROUP BY e.account, o.before, o.after, e.event_id) GROUP BY account, before, after"
                    + " ORDER BY account NULLS LAST, before, after";
    private static final String PERSISTENCE =
            "SELECT type, account, coalesce(n.target, p.target) AS target, started AS start, event_id,"
                    + " coalesce(p.verdict, 'not listed') AS before, coalesce(n.verdict, 'not listed') AS after"
                    + " FROM (SELECT *, coalesce(target, '') AS named FROM previous_persistence) AS p"
                    + " FULL JOIN (SELECT type, account, target, started, event_id, verdict, coalesce(target, '') AS named"
                    + " FROM persistence) AS n USING (type, account, named, started, event_id)"
                    + " WHERE p.verdict IS DISTINCT FROM n.verdict AND (? IS NULL OR account = ?)"
                    + " ORDER BY start, event_id, type, named";
    private static final String EXPOSURE = "SELECT mailbox, kind, class, coalesce(p.things, 0) AS before,"
            + " coalesce(n.things, 0) AS after FROM previous_exposure AS p FULL JOIN"
            + " (SELECT mailbox, kind, class, count(*) AS things FROM exposure GROUP BY mailbox, kind, class) AS n"
            + " USING (mailbox, kind, class) WHERE p.things IS DISTINCT FROM n.things AND (? IS NULL OR mailbox = ?)"
            + " ORDER BY mailbox, kind, class";

    public Difference {
        requireNonNull(facts, "facts is null");
        requireNonNull(accounts, "accounts is null");
        requireNonNull(events, "events is null");
        requireNonNull(persistence, "persistence is null");
        requireNonNull(exposure, "exposure is null");
    }

    /**
     * Reads it from a case that was reconstructed.
     *
     * @param account only this account, or null for all
     */
    public static Difference of(CaseReader reader, String account) {
        String name = account == null ? null : account.toLowerCase(Locale.ROOT);
        boolean known = !reader.query("SELECT 1 FROM previous_fact LIMIT 1", List.of())
                .rows()
                .isEmpty();
        List<Object> only = Arrays.asList(name, name);
        int most = known ? Integer.MAX_VALUE : 0;
        return new Difference(
                known,
                reader.query(FACTS, List.of(), most),
                reader.query(ACCOUNTS, only, most),
                reader.query(EVENTS, only, most),
                reader.query(PERSISTENCE, only, most),
                reader.query(EXPOSURE, only, most));
    }

    /** True if at most such facts have changed. */
    public boolean isNothing() {
        return accounts.rows().isEmpty()
                && events.rows().isEmpty()
                && persistence.rows().isEmpty()
                && exposure.rows().isEmpty();
    }
}
