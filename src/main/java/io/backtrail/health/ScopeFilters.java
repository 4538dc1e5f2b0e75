package io.backtrail.health;

import io.backtrail.model.Row;
import io.backtrail.store.CaseReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Files that hold one account, operation, record type or workload only: somebody asked for no more. */
final class ScopeFilters implements HealthTest {
    private static final String SQL = """
            WITH sighting AS (
              SELECT source_id, account, operation, record_type, workload, family FROM event_core
              UNION ALL
              SELECT c.source_id, e.account, e.operation, e.record_type, e.workload, e.family
              FROM copy AS c
              JOIN event_core AS e ON e.event_seq = c.event_seq
            ),
            scope AS (
              SELECT source_id, count(*) AS events, min(family) AS family,
                CASE WHEN min(account) = max(account) AND count(account) = count(*) THEN min(account) END AS account,
                CASE WHEN min(operation) = max(operation) THEN min(operation) END AS operation,
                CASE WHEN min(record_type) = max(record_type) AND count(record_type) = count(*) THEN min(record_type) END
                  AS record_type,
                CASE WHEN min(workload) = max(workload) AND count(workload) = count(*) THEN min(workload) END AS workload
              FROM sighting
              GROUP BY source_id
            )
            SELECT s.path, c.events, c.account, CASE WHEN c.family = 'ual' THEN c.operation END AS operation,
              CASE WHEN c.family = 'ual' THEN c.record_type END AS record_type,
              CASE WHEN c.family = 'ual' THEN c.workload END AS workload, s.first_time, s.last_time, c.family
            FROM scope AS c
            JOIN source AS s ON s.source_id = c.source_id
            WHERE c.events >= 20
            ORDER BY s.source_id""";

    private static final String KIND = """
            SELECT s.path, count(*) AS events, s.first_time, s.last_time
            FROM event_core AS e
            JOIN source AS s ON s.source_id = e.source_id
            JOIN event_property AS p ON p.event_seq = e.event_seq AND p.bag = 'SignIn' AND lower(p.name) = 'isinteractive'
            WHERE e.family = 'signin'
            GROUP BY s.source_id, s.path, s.first_time, s.last_time
            HAVING bool_and(lower(p.value) = 'true')
            ORDER BY s.source_id""";

    @Override
    public List<HealthFinding> look(CaseReader reader) {
        List<HealthFinding> found = new ArrayList<>();
        Set<String> openFamilies = openFamilies(reader);
        reader.scan(SQL, List.of(), row -> {
            List<String> only = only(row);
            if (!only.isEmpty()) {
                found.add(finding(row, String.join(", ", only), openFamilies.contains(row.text(8))));
            }
        });
        reader.scan(KIND, List.of(), row -> found.add(interactive(row)));
        return found;
    }

    /** Families of records of which the case has a file without a filter. */
    private static Set<String> openFamilies(CaseReader reader) {
        Set<String> families = new TreeSet<>();
        reader.scan(SQL, List.of(), row -> {
            if (only(row).isEmpty()) {
                families.add(row.text(8));
            }
        });
        return families;
    }

    private static List<String> only(Row row) {
        List<String> only = new ArrayList<>();
        if (row.text(2) != null) {
            only.add("the account " + row.text(2));
        }
        if (row.text(3) != null) {
            only.add("the operation " + row.text(3));
        } else if (row.number(4) != null) {
            only.add("record type " + row.number(4));
        }
        if (row.text(5) != null) {
            only.add("the workload " + row.text(5));
        }
        return only;
    }

    private static HealthFinding finding(Row row, String only, boolean otherFiles) {
        String text = "All " + Words.number(row.number(1)) + " records of " + Words.file(row, 0) + " are of " + only
                + ": no more was asked for, or it was filtered afterwards. That anything else is absent from this file means"
                + " nothing"
                + (otherFiles ? "; other files of the case hold more." : ", and no other file of the case holds more.");
        return HealthFinding.of(otherFiles ? Severity.LOW : Severity.MEDIUM, "scope-filter", text)
                .about(row.text(2))
                .in(row.text(5))
                .during(row.instant(6), row.instant(7));
    }

    private static HealthFinding interactive(Row row) {
        String text = "All " + Words.number(row.number(1)) + " sign-ins of " + Words.file(row, 0)
                + " are interactive, which is what Graph gives unless asked for more. Tokens that were refreshed or replayed"
                + " without a user do not show in it: that an address is not in this file does not show that no token was used"
                + " from it.";
        return HealthFinding.of(Severity.MEDIUM, "interactive-only", text)
                .in("AzureActiveDirectory")
                .during(row.instant(2), row.instant(3));
    }
}
