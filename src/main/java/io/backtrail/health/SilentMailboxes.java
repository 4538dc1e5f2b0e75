package io.backtrail.health;

import io.backtrail.store.CaseReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Accounts that sign in and whose mailbox has no record, while the mailboxes of others have. */
final class SilentMailboxes implements HealthTest {
    private static final int MOST_NAMED = 5;

    private static final String SQL = """
            WITH audited AS (
              SELECT DISTINCT coalesce(mailbox, account) AS account
              FROM event_core
              WHERE workload = 'Exchange' AND record_type IN (2, 3, 50)
            )
            SELECT e.account, coalesce(min(v.verdict), '') AS verdict, count(*) AS sign_ins, min(e.event_time) AS first_time,
              max(e.event_time) AS last_time
            FROM event_core AS e
            LEFT JOIN account_verdict AS v ON v.account = e.account
            WHERE e.account LIKE '%@%' AND e.actor_kind IN ('user', 'admin') AND e.result = 'success'
              AND (e.family = 'signin' OR e.operation = 'UserLoggedIn')
              AND EXISTS (SELECT 1 FROM audited)
              AND e.account NOT IN (SELECT a.account FROM audited AS a WHERE a.account IS NOT NULL)
            GROUP BY e.account
            ORDER BY e.account""";

    @Override
    public List<HealthFinding> look(CaseReader reader) {
        List<HealthFinding> found = new ArrayList<>();
        List<String> others = new ArrayList<>();
        reader.scan(SQL, List.of(), row -> {
            if (row.text(1).equals("attacker") || row.text(1).equals("suspect")) {
                found.add(taken(row.text(0), row.number(2), row.instant(3), row.instant(4)));
            } else {
                others.add(row.text(0));
            }
        });
        if (!others.isEmpty()) {
            String text = (others.size() == 1
                            ? "1 account signs in and has no record of its mailbox"
                            : Words.number(others.size()) + " accounts sign in and have no record of their mailboxes")
                    + ", while other mailboxes have: " + Words.list(others, MOST_NAMED)
                    + ". Such mailboxes may not be audited, or not exported; it may not be concluded that nothing was read or"
                    + " sent there.";
            found.add(HealthFinding.of(Severity.LOW, "silent-mailbox", text).in("Exchange"));
        }
        return found;
    }

    private static HealthFinding taken(String account, long signIns, Instant first, Instant last) {
        String text = account + " was taken over or is suspected, signed in "
                + Words.count(signIns, "time", "times")
                + " and has no record of its mailbox, while other mailboxes have."
                + " It may not be concluded that its mail was not read, moved or sent: most likely that is not recorded here.";
        return HealthFinding.of(Severity.HIGH, "silent-mailbox", text)
                .about(account)
                .in("Exchange")
                .during(first, last);
    }
}
