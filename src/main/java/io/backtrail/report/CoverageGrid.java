package io.backtrail.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Records by workload and day, or by week where the days are many; and the days that have none. */
final class CoverageGrid {
    private static final int MOST_DAYS = 93;
    private final List<Cells> counts;

    CoverageGrid(CaseTables tables) {
        this.counts = tables.rows(ReportQuery.COVERAGE);
    }

    Map<String, Object> content() {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("shown", !counts.isEmpty());
        if (counts.isEmpty()) {
            content.putAll(Map.of("unit", "day", "first", "", "last", "", "rows", List.of()));
            return content;
        }
        LocalDate first =
                counts.stream().map(CoverageGrid::day).min(LocalDate::compareTo).orElseThrow();
        LocalDate last =
                counts.stream().map(CoverageGrid::day).max(LocalDate::compareTo).orElseThrow();
        int step = ChronoUnit.DAYS.between(first, last) < MOST_DAYS ? 1 : 7;
        Map<String, Map<LocalDate, Long>> byWorkload = new TreeMap<>();
        counts.forEach(row -> byWorkload
                .computeIfAbsent(row.text("workload"), w -> new TreeMap<>())
                .merge(day(row), row.number("events"), Long::sum));
        List<Map<String, Object>> rows = new ArrayList<>();
        byWorkload.forEach((workload, days) -> rows.add(row(workload, days, first, last, step)));
        content.put("unit", step == 1 ? "day" : "week");
        content.put("first", first.toString());
        content.put("last", last.toString());
        content.put("rows", rows);
        return content;
    }

    private static Map<String, Object> row(
            String workload, Map<LocalDate, Long> days, LocalDate first, LocalDate last, int step) {
        List<Map<String, Object>> cells = new ArrayList<>();
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(step)) {
            long events = 0;
            for (int i = 0; i < step; i++) {
                events += days.getOrDefault(day.plusDays(i), 0L);
            }
            cells.add(Map.of("level", level(events), "label", day + ": " + Words.count(events, "record", "records")));
        }
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("workload", workload);
        row.put(
                "events",
                Words.number(days.values().stream().mapToLong(Long::longValue).sum()));
        row.put("cells", cells);
        row.put("silent", silent(days, first, last));
        return row;
    }

    /** 0 for none, then one level more for each power of ten. */
    private static long level(long events) {
        return events == 0 ? 0 : Math.min(4, 1 + (long) Math.log10(events));
    }

    private static String silent(Map<LocalDate, Long> days, LocalDate first, LocalDate last) {
        List<String> spans = new ArrayList<>();
        LocalDate from = null;
        for (LocalDate day = first; !day.isAfter(last.plusDays(1)); day = day.plusDays(1)) {
            boolean isSilent = !day.isAfter(last) && !days.containsKey(day);
            if (isSilent && from == null) {
                from = day;
            } else if (!isSilent && from != null) {
                LocalDate to = day.minusDays(1);
                spans.add(from.equals(to) ? from.toString() : from + " to " + to);
                from = null;
            }
        }
        return spans.isEmpty() ? "none" : Words.list(spans, 12);
    }

    private static LocalDate day(Cells row) {
        Instant day = row.instant("day");
        return day.atZone(ZoneOffset.UTC).toLocalDate();
    }
}
