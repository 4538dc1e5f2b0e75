package io.backtrail.health;

import io.backtrail.model.Row;
import io.backtrail.store.CaseReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Times for which the log itself says that auditing was off, bypassed or lost its licence. */
final class AuditState implements HealthTest {
    private static final String OFF = """
            WITH setting AS (
              SELECT e.event_time, e.event_id, e.account, coalesce(e.mailbox, e.target) AS object, p.name AS setting,
                lower(p.name) AS name, lower(trim(replace(coalesce(p.value, ''), '$', ''))) AS value,
                lower(trim(e.operation)) AS verb
              FROM event_core AS e
              JOIN event_property AS p ON p.event_seq = e.event_seq
              WHERE e.result <> 'failure'
                AND lower(trim(e.operation)) IN ('set-adminauditlogconfig', 'set-mailbox', 'set-mailboxauditbypassassociation',
                  'set-organizationconfig')
                AND lower(p.name) IN ('unifiedauditlogingestionenabled', 'adminauditlogenabled', 'auditenabled',
                  'auditbypassenabled', 'auditdisabled')
            ),
            dark AS (
              SELECT *, CASE WHEN name IN ('auditbypassenabled', 'auditdisabled') THEN 'true' ELSE 'false' END AS off
              FROM setting
            )
            SELECT d.event_time, d.event_id, d.account, CASE WHEN d.verb IN ('set-mailbox', 'set-mailboxauditbypassassociation')
                THEN lower(d.object) END AS concerned, d.setting, d.value,
              min(s.event_time) AS ended, min_by(s.event_id, s.event_time) AS ended_by
            FROM dark AS d
            LEFT JOIN setting AS s ON s.verb = d.verb AND s.name = d.name AND s.object IS NOT DISTINCT FROM d.object
              AND s.event_time > d.event_time AND s.value <> d.value
            WHERE d.value = d.off
            GROUP BY d.event_time, d.event_id, d.account, concerned, d.setting, d.value, d.verb
            ORDER BY d.event_time, d.event_id, d.setting""";

    private static final String LICENCE = """
            SELECT coalesce(target, account) AS account, min(event_time) AS first_time, max(event_time) AS last_time,
              count(*) AS changes, list(event_id ORDER BY event_time, event_id)[1:5] AS events
            FROM event_core
            WHERE lower(trim(operation, '. ')) = 'change user license'
            GROUP BY coalesce(target, account)
            ORDER BY first_time, account
            LIMIT 20""";

    @Override
    public List<HealthFinding> look(CaseReader reader) {
        List<HealthFinding> found = new ArrayList<>();
        reader.scan(OFF, List.of(), row -> found.add(off(row)));
        reader.scan(LICENCE, List.of(), row -> found.add(licence(row)));
        return found;
    }

    private static HealthFinding off(Row row) {
        String who = row.text(2) == null ? "Somebody" : row.text(2);
        Instant ended = row.instant(6);
        String of = row.text(3) == null ? "of the whole tenant" : "of " + row.text(3);
        String text = who + " set " + row.text(4) + " to " + row.text(5) + " at " + Words.time(row.instant(0))
                + ": auditing " + of + " was off or bypassed "
                + (ended == null ? "from then on, as far as the evidence goes" : "until " + Words.time(ended))
                + ". What happened meanwhile may have left no record; silence in this time proves nothing.";
        List<String> events = row.text(7) == null ? List.of(row.text(1)) : List.of(row.text(1), row.text(7));
        return HealthFinding.of(Severity.HIGH, "audit-off", text)
                .about(row.text(3))
                .in(row.text(3) == null ? null : "Exchange")
                .during(row.instant(0), ended)
                .shownBy(events);
    }

    private static HealthFinding licence(Row row) {
        String who = row.text(0) == null ? "a user without name" : row.text(0);
        String text = "The licence of " + who + " was changed ("
                + Words.count(row.number(3), "change", "changes") + " from " + Words.time(row.instant(1))
                + "). If that took the plan for auditing away, reading of mail and searches are not recorded from then on, or"
                + " were not before: compare the records on both sides before concluding anything from their absence.";
        return HealthFinding.of(Severity.LOW, "licence-change", text)
                .about(row.text(0))
                .during(row.instant(1), row.instant(2))
                .shownBy(row.texts(4));
    }
}
