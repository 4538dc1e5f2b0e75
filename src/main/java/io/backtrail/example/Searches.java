package io.backtrail.example;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Divides records into the searches that an administrator would run: one for each day. */
final class Searches {
    private Searches() {}

    static List<List<Entry>> byDay(List<Entry> entries) {
        TreeMap<LocalDate, List<Entry>> days = new TreeMap<>();
        for (Entry entry : entries) {
            days.computeIfAbsent(day(entry), d -> new ArrayList<>()).add(entry);
        }
        return List.copyOf(days.values());
    }

    /** The records from the first day to the last, both included. */
    static List<Entry> between(List<Entry> entries, LocalDate first, LocalDate last) {
        return entries.stream()
                .filter(e -> !day(e).isBefore(first) && !day(e).isAfter(last))
                .toList();
    }

    private static LocalDate day(Entry entry) {
        return entry.time().atZone(ZoneOffset.UTC).toLocalDate();
    }
}
