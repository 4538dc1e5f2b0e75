package io.backtrail.cli;

import io.backtrail.health.CoverageCell;
import io.backtrail.health.CoverageGrid;
import io.backtrail.model.Column;
import io.backtrail.model.Table;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The coverage grid for people: a character a day, or a week where the days are many. */
final class GridPage {
    private static final int MOST_DAYS = 100;
    private static final int WEEK = 7;

    private final CoverageGrid grid;
    private final GridAxis axis;
    private final LocalDate first;
    private final LocalDate last;
    private final int step;

    GridPage(CoverageGrid grid, GridAxis axis) {
        this.grid = grid;
        this.axis = axis;
        this.first = grid.cells().stream()
                .map(CoverageCell::day)
                .min(LocalDate::compareTo)
                .orElse(LocalDate.EPOCH);
        this.last = grid.cells().stream()
                .map(CoverageCell::day)
                .max(LocalDate::compareTo)
                .orElse(LocalDate.EPOCH);
        this.step = ChronoUnit.DAYS.between(first, last) < MOST_DAYS ? 1 : WEEK;
    }

    String legend() {
        String unit = step == 1 ? "day" : "week";
        return "one character a " + unit + ", " + first + " to " + last
                + ": . no record, 1 fewer than 10, 2 fewer than 100, and so on. No record is not the same as no act."
                + (grid.truncated() ? " Only the busiest accounts are shown." : "");
    }

    Table strips() {
        Map<String, Map<Long, Long>> byName = new TreeMap<>();
        for (CoverageCell cell : grid.cells()) {
            byName.computeIfAbsent(axis.of(cell), name -> new TreeMap<>()).merge(place(cell), cell.events(), Long::sum);
        }
        List<List<Object>> rows = new ArrayList<>();
        byName.forEach((name, counts) -> rows.add(Arrays.asList(name, sum(counts), strip(counts))));
        List<Column> columns = List.of(
                new Column(axis.toString(), "varchar"),
                new Column("events", "bigint"),
                new Column(step == 1 ? "days" : "weeks", "varchar"));
        return new Table(columns, rows);
    }

    /** The cells as they are, for programs. */
    Table cells() {
        List<Column> columns = List.of(
                new Column("account", "varchar"),
                new Column("workload", "varchar"),
                new Column("day", "timestamp"),
                new Column("events", "bigint"));
        List<List<Object>> rows = new ArrayList<>();
        for (CoverageCell cell : grid.cells()) {
            rows.add(Arrays.asList(
                    cell.account(),
                    cell.workload(),
                    cell.day().atStartOfDay(ZoneOffset.UTC).toInstant(),
                    cell.events()));
        }
        return new Table(columns, rows);
    }

    private long place(CoverageCell cell) {
        return ChronoUnit.DAYS.between(first, cell.day()) / step;
    }

    private static long sum(Map<Long, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private String strip(Map<Long, Long> counts) {
        StringBuilder strip = new StringBuilder();
        long places = ChronoUnit.DAYS.between(first, last) / step;
        for (long place = 0; place <= places; place++) {
            long events = counts.getOrDefault(place, 0L);
            strip.append(
                    events == 0
                            ? "."
                            : Integer.toString(Math.min(9, Long.toString(events).length())));
        }
        return strip.toString();
    }
}
