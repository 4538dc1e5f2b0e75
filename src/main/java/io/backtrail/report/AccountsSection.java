package io.backtrail.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The accounts with their verdicts, and how the attacker came in. */
final class AccountsSection {
    private static final int MOST_OTHERS = 200;
    private final CaseTables tables;
    private final RowText text;

    AccountsSection(CaseTables tables, RowText text) {
        this.tables = tables;
        this.text = text;
    }

    /** The accounts of attackers and suspects. */
    List<Map<String, Object>> rows() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Cells account : tables.rows(ReportQuery.ACCOUNTS)) {
            if (isOwners(account)) {
                continue;
            }
            Map<String, Object> row = text.of(account);
            String verdict = account.text("verdict");
            row.put("likelihood", Words.likelihood(verdict, account.number("score")));
            row.put("vector_words", Words.vector(account.text("entry_vector")));
            row.put("contained_words", contained(account));
            row.put("window", window(account));
            rows.add(row);
        }
        return rows;
    }

    /** The accounts that nothing of an attacker was seen on, by name up to a limit. */
    Map<String, Object> others() {
        List<String> names = tables.rows(ReportQuery.ACCOUNTS).stream()
                .filter(AccountsSection::isOwners)
                .map(row -> row.text("account"))
                .toList();
        return Map.of(
                "count", names.size(),
                "words", Words.count(names.size(), "other account", "other accounts"),
                "names", Words.list(names, MOST_OTHERS));
    }

    private static boolean isOwners(Cells account) {
        String verdict = account.text("verdict");
        return !verdict.equals("attacker") && !verdict.equals("suspect");
    }

    /** Sentences on the first account and the way in; none where no account was taken over. */
    List<String> entry() {
        Optional<Cells> found = patientZero();
        if (found.isEmpty()) {
            return List.of();
        }
        Cells zero = found.get();
        List<String> sentences = new ArrayList<>();
        Instant success = zero.instant("first_success");
        sentences.add("The first account taken over is " + zero.text("account")
                + ", with the first access attributed to the" + " attacker "
                + (success == null
                        ? "before the evidence begins"
                        : "at " + text.times().utc(success)) + ".");
        String vector = zero.text("entry_vector");
        if (vector.isEmpty() || vector.equals("unknown")) {
            sentences.add("How the attacker came in is not established by the evidence.");
        } else {
            String confidence = zero.text("entry_confidence");
            sentences.add("The way in was " + Words.vector(vector)
                    + (confidence.isEmpty() ? "" : "; confidence in this: " + confidence) + ".");
        }
        Instant attempt = zero.instant("first_attempt");
        if (attempt != null && success != null && attempt.isBefore(success)) {
            sentences.add("The first attempt was at " + text.times().utc(attempt) + ", "
                    + Times.span(Duration.between(attempt, success)) + " before.");
        }
        return sentences;
    }

    private Optional<Cells> patientZero() {
        List<Cells> attacked = tables.rows(ReportQuery.ACCOUNTS).stream()
                .filter(row -> row.text("verdict").equals("attacker"))
                .toList();
        Optional<Cells> named = tables.rows(ReportQuery.FACTS).stream()
                .filter(fact -> fact.text("name").equals("patient_zero"))
                .flatMap(fact ->
                        attacked.stream().filter(row -> row.text("account").equals(fact.text("value"))))
                .findFirst();
        return named.or(() -> attacked.stream()
                .min(Comparator.comparing(
                        (Cells row) -> row.instant("first_success"), Comparator.nullsLast(Comparator.naturalOrder()))));
    }

    private String window(Cells account) {
        Instant first = account.instant("first_success");
        Instant last = account.instant("last_attacker");
        return first == null || last == null ? "" : Times.span(Duration.between(first, last));
    }

    private static String contained(Cells account) {
        if (account.value("contained") == null) {
            return "";
        }
        return account.isTrue("contained") ? "contained" : "not shown";
    }
}
