package io.backtrail.health;

import io.backtrail.model.Row;
import io.backtrail.store.CaseReader;
import java.util.ArrayList;
import java.util.List;

/** Records whose own text was cut, emptied or flattened by a tool on the way. */
final class CutCells implements HealthTest {
    private static final String CUT = """
            WITH cut AS (
              SELECT source_id, record_no, code, try_cast(regexp_extract(reason, 'after ([0-9]+) characters', 1) AS BIGINT) AS kept,
                NULL AS event_id
              FROM reject
              WHERE code IN ('audit-data.cut', 'audit-data.empty', 'record.not-json')
              UNION ALL
              SELECT e.source_id, e.record_no, max(p.value) FILTER (WHERE p.name = 'code') AS code,
                max(try_cast(p.value AS BIGINT)) FILTER (WHERE p.name = 'length') AS kept, e.event_id
              FROM event_property AS p
              JOIN event_core AS e ON e.event_seq = p.event_seq
              WHERE p.bag = 'Recovery' AND starts_with(e.event_id, 'partial/')
              GROUP BY e.source_id, e.record_no, e.event_id
            )
            SELECT s.path, count(*) AS rows, min(c.record_no) AS first_row,
              count(*) FILTER (WHERE c.kept BETWEEN 3050 AND 3070 OR c.kept BETWEEN 9990 AND 10000
                OR c.kept BETWEEN 32750 AND 32767 OR c.kept BETWEEN 65520 AND 65535) AS at_limit,
              max(c.kept) FILTER (WHERE c.kept BETWEEN 3050 AND 3070 OR c.kept BETWEEN 9990 AND 10000
                OR c.kept BETWEEN 32750 AND 32767 OR c.kept BETWEEN 65520 AND 65535) AS one_limit,
              count(*) FILTER (WHERE c.code = 'audit-data.empty') AS empty, s.first_time, s.last_time,
              count(c.event_id) AS partial, list(c.event_id ORDER BY c.record_no) FILTER (WHERE c.event_id IS NOT NULL)[1:10] AS events
            FROM cut AS c
            JOIN source AS s ON s.source_id = c.source_id
            GROUP BY s.source_id, s.path, s.first_time, s.last_time
            ORDER BY s.source_id""";

    private static final String FLATTENED = """
            SELECT s.path, n.rows, n.first_record, s.first_time, s.last_time
            FROM source_note AS n
            JOIN source AS s ON s.source_id = n.source_id
            WHERE n.kind = 'flattened'
            ORDER BY s.source_id""";

    @Override
    public List<HealthFinding> look(CaseReader reader) {
        List<HealthFinding> found = new ArrayList<>();
        reader.scan(CUT, List.of(), row -> found.add(cut(row)));
        reader.scan(FLATTENED, List.of(), row -> found.add(flattened(row)));
        return found;
    }

    private static HealthFinding cut(Row row) {
        String limit = row.number(3) == 0
                ? ""
                : "; " + Words.number(row.number(3)) + " of them break off at the limit of a tool (" + row.number(4)
                        + " characters)";
        String empty =
                row.number(5) == 0 ? "" : "; in " + Words.number(row.number(5)) + " of them it is empty altogether";
        String text = "In " + Words.count(row.number(1), "row", "rows") + " of " + Words.file(row, 0) + " (first: row "
                + row.number(2) + ") the record itself is not whole" + limit + empty
                + kept(row.number(1), row.number(8))
                + ". Such a row can be the only trace of a decisive act, and what it lost is not known: that an act, an address"
                + " or a recipient is not recorded may not be concluded before these rows have been read.";
        return HealthFinding.of(Severity.HIGH, "cut-records", text)
                .during(row.instant(6), row.instant(7))
                .shownBy(row.texts(9));
    }

    private static String kept(long rows, long partial) {
        String rejected = partial == rows
                ? ""
                : "; " + Words.number(rows - partial) + " of them could not be read at all ('rejects' prints them)";
        return partial == 0
                ? rejected
                : "; " + Words.number(partial) + " of them are stored as partial events, with what was left" + rejected;
    }

    private static HealthFinding flattened(Row row) {
        String text = Words.count(row.number(1), "record", "records") + " of " + Words.file(row, 0) + " (first: row "
                + row.number(2)
                + ") hold what PowerShell writes for an object that it did not take apart (System.Object[],"
                + " @{…}). The parameters, items or addresses that stood there are lost: that a record does not name them"
                + " does not show that there were none.";
        return HealthFinding.of(Severity.MEDIUM, "flattened-records", text).during(row.instant(3), row.instant(4));
    }
}
