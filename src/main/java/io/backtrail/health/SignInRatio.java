package io.backtrail.health;

import io.backtrail.model.Row;
import io.backtrail.store.CaseReader;
import java.util.ArrayList;
import java.util.List;

/** Accounts of which the sign-in log and the audit log tell very different numbers of sign-ins over the same time. */
final class SignInRatio implements HealthTest {
    private static final long MOST = 20;

    private static final String SQL = """
            WITH sign_in AS (
              SELECT account, event_time, family = 'signin' AS of_entra
              FROM event_core
              WHERE result = 'success' AND account IS NOT NULL AND actor_kind <> 'app'
                AND (family = 'signin' OR family = 'ual' AND operation = 'UserLoggedIn')
            ),
            span AS (
              SELECT greatest(min(event_time) FILTER (WHERE of_entra), min(event_time) FILTER (WHERE NOT of_entra)) AS lo,
                least(max(event_time) FILTER (WHERE of_entra), max(event_time) FILTER (WHERE NOT of_entra)) AS hi
              FROM sign_in
              HAVING count(*) FILTER (WHERE of_entra) > 0 AND count(*) FILTER (WHERE NOT of_entra) > 0
            )
            SELECT i.account, count(*) FILTER (WHERE i.of_entra) AS entra, count(*) FILTER (WHERE NOT i.of_entra) AS audit,
              s.lo, s.hi
            FROM sign_in AS i
            JOIN span AS s ON i.event_time BETWEEN s.lo AND s.hi
            GROUP BY i.account, s.lo, s.hi
            HAVING greatest(entra, audit) >= 5 AND least(entra, audit) * 2 < greatest(entra, audit)
            ORDER BY abs(entra - audit) DESC, i.account
            LIMIT ?""";

    @Override
    public List<HealthFinding> look(CaseReader reader) {
        List<HealthFinding> found = new ArrayList<>();
        reader.scan(SQL, List.of(MOST), row -> found.add(finding(row)));
        return found;
    }

    private static HealthFinding finding(Row row) {
        boolean auditLacks = row.number(2) < row.number(1);
        String text = "Of " + row.text(0) + " the sign-in log holds "
                + Words.count(row.number(1), "successful sign-in", "successful sign-ins") + " and the audit log "
                + Words.number(row.number(2)) + ", both from " + Words.time(row.instant(3)) + " to "
                + Words.time(row.instant(4)) + ". " + (auditLacks ? "The audit log" : "The sign-in log")
                + " lacks many: that a sign-in is not in it does not show that there was none.";
        return HealthFinding.of(Severity.LOW, "sign-in-ratio", text)
                .about(row.text(0))
                .in("AzureActiveDirectory")
                .during(row.instant(3), row.instant(4));
    }
}
