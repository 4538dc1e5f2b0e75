package io.backtrail.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The box of facts on the first page, in the order in which counsel and insurers ask. */
final class KeyFacts {
    private final CaseTables tables;
    private final RowText text;
    private final List<Cells> attacked;

    KeyFacts(CaseTables tables, RowText text, List<Cells> attacked) {
        this.tables = tables;
        this.text = text;
        this.attacked = attacked;
    }

    List<Map<String, Object>> rows() {
        List<Map<String, Object>> rows = new ArrayList<>();
        rows.add(fact("Accounts taken over", Words.number(attacked.size())));
        Instant first = firstAccess();
        Instant last = lastEvent();
        rows.add(fact("First unauthorised access", time(first)));
        rows.add(fact("Last attacker event", time(last)));
        rows.add(fact(
                "Window", first == null || last == null ? "not known" : Times.span(Duration.between(first, last))));
        rows.add(fact("Means of keeping access", persistence()));
        rows.add(fact("Messages exposed", exposed("message")));
        rows.add(fact("Folders exposed", exposed("folder")));
        rows.add(fact(
                "Fraud messages", Words.number(tables.rows(ReportQuery.FRAUD).size())));
        rows.add(fact("Contained", contained()));
        rows.add(fact("Confidence", confidence()));
        return rows;
    }

    /** The earliest access on any account, or null. */
    Instant firstAccess() {
        return attacked.stream()
                .map(row -> row.instant("first_success"))
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** The latest event on any account, or null. */
    Instant lastEvent() {
        return attacked.stream()
                .map(row -> row.instant("last_attacker"))
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private String persistence() {
        List<Cells> all = tables.rows(ReportQuery.PERSISTENCE);
        long open = all.stream().filter(row -> row.instant("ended") == null).count();
        return all.isEmpty() ? "none seen" : Words.number(all.size()) + ", " + Words.number(open) + " still open";
    }

    private String exposed(String kind) {
        Exposed exposed = Exposed.count(tables, kind);
        return exposed.isEmpty() ? "none recorded" : exposed.words();
    }

    private String contained() {
        long contained =
                attacked.stream().filter(row -> row.isTrue("contained")).count();
        if (contained == attacked.size()) {
            return "yes, by the end of the evidence";
        }
        return "not shown for " + (attacked.size() - contained) + " of " + attacked.size();
    }

    private String confidence() {
        long weakest =
                attacked.stream().mapToLong(row -> row.number("score")).min().orElse(0);
        String words = Words.likelihood("attacker", weakest);
        return attacked.size() == 1 ? words : words + " or better for each account";
    }

    private String time(Instant time) {
        return time == null ? "not in the evidence" : text.times().utc(time);
    }

    private static Map<String, Object> fact(String label, String value) {
        return Map.of("label", label, "value", value);
    }
}
