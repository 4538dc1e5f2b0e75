package io.backtrail.example;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Rows that lost their record on the way, as rows do in real exports.
 *
 * @param cut ids of records that end in the middle
 * @param emptied ids of records of which nothing is left
 */
record Damage(Set<String> cut, Set<String> emptied) {
    static final Damage NONE = new Damage(Set.of(), Set.of());

    /** Damages three service records of the day. */
    static Damage on(List<Entry> entries, LocalDate day) {
        List<Entry> service = Searches.between(entries, day, day).stream()
                .filter(e -> e.label().truth().equals("system") && e.kind() == Kind.EXCHANGE_ADMIN)
                .limit(3)
                .toList();
        return new Damage(
                service.stream().limit(2).map(Entry::id).collect(Collectors.toCollection(TreeSet::new)),
                service.stream().skip(2).map(Entry::id).collect(Collectors.toCollection(TreeSet::new)));
    }

    /** What is left of the record's text. */
    String of(Entry entry) {
        if (emptied.contains(entry.id())) {
            return "";
        }
        String whole = entry.auditData();
        return cut.contains(entry.id()) ? whole.substring(0, whole.length() * 3 / 5) : whole;
    }

    boolean hits(Entry entry) {
        return cut.contains(entry.id()) || emptied.contains(entry.id());
    }
}
