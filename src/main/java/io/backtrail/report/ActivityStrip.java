package io.backtrail.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Bars of events over time: above, what is attributed to the attacker or suspect; below, everything. Each has its own scale. */
final class ActivityStrip {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 60;
    private static final long DAY = 86_400;
    private static final int MOST_BARS = 240;
    private static final List<Duration> STEPS = List.of(
            Duration.ofHours(1),
            Duration.ofHours(3),
            Duration.ofHours(6),
            Duration.ofDays(1),
            Duration.ofDays(7),
            Duration.ofDays(30),
            Duration.ofDays(365));
    private final List<Cells> hours;

    ActivityStrip(CaseTables tables) {
        this.hours = tables.rows(ReportQuery.ACTIVITY);
    }

    Map<String, Object> content() {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("shown", !hours.isEmpty());
        content.put("width", WIDTH);
        content.put("height", HEIGHT);
        if (hours.isEmpty()) {
            content.putAll(
                    Map.of("bars", List.of(), "ticks", List.of(), "step", "", "most_attacker", "0", "most", "0"));
            return content;
        }
        long step = step().toSeconds();
        long begin = Math.floorDiv(hours.get(0).instant("hour").getEpochSecond(), step);
        long end = Math.floorDiv(hours.get(hours.size() - 1).instant("hour").getEpochSecond(), step);
        Map<Long, long[]> counts = counts(step);
        long most = counts.values().stream().mapToLong(c -> c[0]).max().orElse(1);
        long mostMarked =
                counts.values().stream().mapToLong(c -> c[1] + c[2]).max().orElse(1);
        double width = (double) WIDTH / (end - begin + 1);
        List<Map<String, Object>> bars = new ArrayList<>();
        counts.forEach(
                (bucket, c) -> bars.addAll(bars(bucket, c, (bucket - begin) * width, width, step, most, mostMarked)));
        content.put("bars", bars);
        content.put("ticks", ticks(begin, end, step, width));
        content.put(
                "step", Times.span(Duration.ofSeconds(step)).replace(" 0 h", "").replace(" 0 min", ""));
        content.put("most_attacker", Words.number(mostMarked));
        content.put("most", Words.number(most));
        return content;
    }

    private Duration step() {
        Duration range = Duration.between(
                hours.get(0).instant("hour"), hours.get(hours.size() - 1).instant("hour"));
        return STEPS.stream()
                .filter(step -> range.dividedBy(step) < MOST_BARS)
                .findFirst()
                .orElse(STEPS.get(STEPS.size() - 1));
    }

    private Map<Long, long[]> counts(long step) {
        Map<Long, long[]> counts = new TreeMap<>();
        for (Cells hour : hours) {
            long[] count = counts.computeIfAbsent(
                    Math.floorDiv(hour.instant("hour").getEpochSecond(), step), b -> new long[3]);
            count[0] += hour.number("events");
            count[1] += hour.number("attacker");
            count[2] += hour.number("suspect");
        }
        return counts;
    }

    private static List<Map<String, Object>> bars(
            long bucket, long[] count, double x, double width, long step, long most, long mostMarked) {
        String when =
                Instant.ofEpochSecond(bucket * step).toString().substring(0, 16).replace('T', ' ') + "Z";
        List<Map<String, Object>> bars = new ArrayList<>();
        double attacker = height(count[1], mostMarked);
        double suspect = height(count[2], mostMarked);
        if (count[1] > 0) {
            bars.add(bar("attacker", x, HEIGHT - attacker, width, attacker, when + ": " + count[1] + " attacker"));
        }
        if (count[2] > 0) {
            double y = HEIGHT - attacker - suspect;
            bars.add(bar("suspect", x, y, width, suspect, when + ": " + count[2] + " suspect"));
        }
        double all = height(count[0], most);
        bars.add(bar("all", x, 2 * HEIGHT + 8 - all, width, all, when + ": " + count[0] + " in all"));
        return bars;
    }

    /** At least one pixel: a single event must be seen. */
    private static double height(long count, long most) {
        return count == 0 ? 0 : Math.max(1.0, (double) count * (HEIGHT - 2) / most);
    }

    private static Map<String, Object> bar(String kind, double x, double y, double width, double height, String label) {
        return Map.of(
                "kind", kind,
                "x", pixels(x),
                "y", pixels(y),
                "width", pixels(Math.max(1.0, width - (width > 3 ? 1 : 0))),
                "height", pixels(height),
                "label", label);
    }

    /** At most ten, each at the beginning of a day, or of an hour where all is within two days. */
    private static List<Map<String, Object>> ticks(long begin, long end, long step, double width) {
        long range = (end - begin + 1) * step;
        long unit = range > 2 * DAY ? DAY : DAY / 24;
        long every = unit * Math.max(1, (range / unit + 9) / 10);
        List<Map<String, Object>> ticks = new ArrayList<>();
        long first = Math.floorDiv(begin * step + unit - 1, unit) * unit;
        for (long second = first; second < (end + 1) * step; second += every) {
            double x = (double) (second - begin * step) / step * width;
            String label = Instant.ofEpochSecond(second).toString().substring(0, unit == DAY ? 10 : 16);
            if (x < WIDTH - 70) {
                ticks.add(Map.of("x", pixels(x), "label", label.replace('T', ' ')));
            }
        }
        return ticks;
    }

    private static String pixels(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
