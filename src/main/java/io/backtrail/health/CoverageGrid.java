package io.backtrail.health;

import io.backtrail.store.CaseReader;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * What the evidence holds by account, workload and day. A cell that is not there is a day of which it holds nothing, which is
 * not a day on which nothing happened.
 *
 * @param cells sorted by account, workload and day
 * @param truncated true if the case has more than {@value #MOST} cells, and these are those of its busiest accounts
 */
public record CoverageGrid(List<CoverageCell> cells, boolean truncated) {
    /** More cells than this are not kept. */
    public static final int MOST = 200_000;

    private static final String CELLS = """
            WITH cell AS (
              SELECT coalesce(account, '(no account)') AS account, coalesce(workload, family) AS workload,
                date_trunc('day', event_time)::TIMESTAMP AS day, count(*) AS events
              FROM event_core
              GROUP BY ALL
            ),
            busiest AS (
              SELECT account, row_number() OVER (ORDER BY sum(events) DESC, account) AS place,
                sum(count(*)) OVER (ORDER BY sum(events) DESC, account) AS cells
              FROM cell
              GROUP BY account
            )
            SELECT c.account, c.workload, c.day, c.events
            FROM cell AS c
            JOIN busiest AS b ON b.account = c.account
            WHERE b.cells <= ? OR b.place = 1
            ORDER BY c.account, c.workload, c.day
            LIMIT ?""";

    public CoverageGrid {
        cells = List.copyOf(cells);
    }

    static CoverageGrid of(CaseReader reader) {
        List<CoverageCell> cells = new ArrayList<>();
        reader.scan(CELLS, List.of((long) MOST, (long) MOST), row -> {
            LocalDate day = row.instant(2).atZone(ZoneOffset.UTC).toLocalDate();
            cells.add(new CoverageCell(row.text(0), row.text(1), day, row.number(3)));
        });
        long[] all = new long[1];
        reader.scan("SELECT count(*) FROM event_core", List.of(), row -> all[0] = row.number(0));
        long kept = cells.stream().mapToLong(CoverageCell::events).sum();
        return new CoverageGrid(cells, kept < all[0]);
    }
}
