package io.backtrail.health;

import io.backtrail.store.CaseReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Hours without a record of a workload that has many at the same hour of other days of its kind. */
final class SilentHours implements HealthTest {
    private static final int MOST = 20;

    private static final String SQL = """
            SELECT coalesce(workload, family) AS workload, epoch(event_time)::BIGINT // 3600 AS hour, count(*) AS events
            FROM event_core
            WHERE event_time BETWEEN TIMESTAMP '2000-01-01' AND TIMESTAMP '2100-01-01'
            GROUP BY ALL
            ORDER BY workload, hour""";

    @Override
    public List<HealthFinding> look(CaseReader reader) {
        Map<String, TreeMap<Long, Long>> byWorkload = new TreeMap<>();
        reader.scan(
                SQL,
                List.of(),
                row -> byWorkload
                        .computeIfAbsent(row.text(0), workload -> new TreeMap<>())
                        .put(row.number(1), row.number(2)));
        List<Silence> silences = new ArrayList<>();
        byWorkload.forEach((workload, hours) -> silences.addAll(new HourlyHabit(workload, hours).silences()));
        return silences.stream()
                .sorted(Comparator.comparing(Silence::expected)
                        .reversed()
                        .thenComparing(Silence::workload)
                        .thenComparing(Silence::from))
                .limit(MOST)
                .map(SilentHours::finding)
                .toList();
    }

    private static HealthFinding finding(Silence silence) {
        String text =
                "From " + Words.time(silence.from()) + " to " + Words.time(silence.to()) + " there is no record of "
                        + silence.workload() + ", where as many hours of other days hold about "
                        + Words.number(silence.expected())
                        + ". A holiday or an outage looks like that, and so does a hole in the export: that nothing is seen in these"
                        + " hours does not show that nothing happened.";
        Severity severity = silence.expected() >= 100 ? Severity.MEDIUM : Severity.LOW;
        return HealthFinding.of(severity, "silent-hours", text)
                .in(silence.workload())
                .during(silence.from(), silence.to());
    }
}
