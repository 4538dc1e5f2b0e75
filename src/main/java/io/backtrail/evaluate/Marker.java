package io.backtrail.evaluate;

import io.backtrail.example.Answers;
import io.backtrail.store.CaseReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Holds one reconstructed case against the answers that it was made with. */
public final class Marker {
    private static final Duration SAME_START = Duration.ofSeconds(60);

    private final CaseReader reader;
    private final Answers answers;
    private final List<String> faults = new ArrayList<>();

    private record Account(String verdict, String entryVector, Instant firstSuccess, Instant lastAttacker) {}

    private Marker(CaseReader reader, Answers answers) {
        this.reader = reader;
        this.answers = answers;
    }

    /** Marks the case behind {@code reader}, which was reconstructed already. */
    public static Score mark(CaseReader reader, Answers answers, Subject subject) {
        return new Marker(reader, answers).mark(subject);
    }

    private Score mark(Subject subject) {
        Hits[] events = events();
        Map<String, Account> accounts = accounts();
        List<String> accused = innocents(accounts, "attacker");
        List<String> suspected = innocents(accounts, "suspect");
        List<String> unnoticed = answers.accused().stream()
                .filter(name -> !accounts.containsKey(name)
                        || accounts.get(name).verdict().equals("owner"))
                .toList();
        unnoticed.forEach(name -> faults.add("not noticed: " + name));
        Hits persistence = persistence();
        List<Account> found = accounts.values().stream()
                .filter(account -> account.verdict().equals("attacker"))
                .toList();
        Instant first = found.stream()
                .map(Account::firstSuccess)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
        Instant last = found.stream()
                .map(Account::lastAttacker)
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(null);
        String zero = patientZero();
        String way = zero == null || !accounts.containsKey(zero)
                ? null
                : accounts.get(zero).entryVector();
        return new Score(
                subject,
                answers.labels().size(),
                events[0],
                events[1],
                accused,
                suspected,
                unnoticed,
                persistence,
                minutes(first, answers.firstSuccess(), "first success"),
                minutes(last, answers.lastAttacker(), "last act"),
                answers.entryVector() == null ? null : same("entry vector", answers.entryVector(), way),
                same("patient zero", answers.patientZero(), zero),
                exposed(),
                number("SELECT count(*) FROM session AS s LEFT JOIN (SELECT session_no, sum(db) AS total FROM reason"
                        + " GROUP BY session_no) AS r USING (session_no) WHERE s.score IS DISTINCT FROM r.total"),
                number("SELECT count(*) FROM (SELECT DISTINCT unnest(events) AS id FROM reason)"
                        + " WHERE id NOT IN (SELECT event_id FROM event_core)"),
                answers.accused().size(),
                (int) accounts.keySet().stream()
                        .filter(name -> !answers.accused().contains(name))
                        .count(),
                Calibration.of(reader, answers),
                faults);
    }

    private Hits[] events() {
        Set<String> strict = new TreeSet<>();
        Set<String> lenient = new TreeSet<>();
        Map<String, Integer> byFault = new TreeMap<>();
        String sql =
                "SELECT e.family, e.event_id, v.verdict, e.account, e.operation, s.label, v.score FROM verdict AS v"
                        + " JOIN event_core AS e USING (event_seq) LEFT JOIN session AS s USING (session_no)";
        reader.scan(sql, List.of(), row -> {
            String key = Answers.key(row.text(0), row.text(1));
            String label = answers.labels().get(key);
            if (label == null) {
                return;
            }
            String verdict = row.text(2);
            boolean guilty = label.equals("attacker");
            if (verdict.equals("attacker")) {
                strict.add(key);
            }
            if (verdict.equals("attacker") || verdict.equals("suspect")) {
                lenient.add(key);
            }
            if (guilty != verdict.equals("attacker") && (guilty || verdict.equals("suspect"))
                    || !guilty && verdict.equals("attacker")) {
                String fault = verdict + " " + row.number(6) + " for " + label + ": " + row.text(3) + ", " + row.text(4)
                        + ", " + row.text(5);
                byFault.merge(fault, 1, Integer::sum);
            }
        });
        byFault.forEach((fault, times) -> faults.add(times + " x " + fault));
        Set<String> truth = new TreeSet<>();
        answers.labels().forEach((key, label) -> {
            if (label.equals("attacker")) {
                truth.add(key);
            }
        });
        return new Hits[] {Hits.of(strict, truth), Hits.of(lenient, truth)};
    }

    private Map<String, Account> accounts() {
        Map<String, Account> accounts = new TreeMap<>();
        reader.scan(
                "SELECT account, verdict, entry_vector, first_success, last_attacker FROM account_verdict",
                List.of(),
                row -> accounts.put(
                        row.text(0), new Account(row.text(1), row.text(2), row.instant(3), row.instant(4))));
        return accounts;
    }

    private List<String> innocents(Map<String, Account> accounts, String verdict) {
        List<String> innocents = new ArrayList<>();
        accounts.forEach((name, account) -> {
            if (account.verdict().equals(verdict) && !answers.accused().contains(name)) {
                innocents.add(name);
                faults.add("innocent called " + verdict + ": " + name);
            }
        });
        return innocents;
    }

    private Hits persistence() {
        List<Answers.SetUp> open = new ArrayList<>(answers.persistence());
        int[] counts = new int[2];
        reader.scan("SELECT type, account, started FROM persistence ORDER BY started, type", List.of(), row -> {
            String type = row.text(0);
            String account = row.text(1);
            Instant start = row.instant(2);
            Answers.SetUp match = open.stream()
                    .filter(item -> item.type().equals(type) && item.account().equals(account))
                    .filter(item -> Duration.between(item.start(), start).abs().compareTo(SAME_START) <= 0)
                    .findFirst()
                    .orElse(null);
            counts[match == null ? 1 : 0]++;
            if (match == null) {
                faults.add("persistence that is none: " + type + " of " + account + " at " + start);
            } else {
                open.remove(match);
            }
        });
        open.forEach(item -> faults.add("persistence not found: " + item));
        return new Hits(counts[0], counts[1], open.size());
    }

    private Hits exposed() {
        Set<String> found = new TreeSet<>();
        reader.scan(
                "SELECT DISTINCT value FROM exposure WHERE kind = 'message' AND class IN ('proved', 'assumed')",
                List.of(),
                row -> found.add(row.text(0)));
        Hits hits = Hits.of(found, answers.exposedMessages());
        if (hits.wrong() + hits.missed() > 0) {
            faults.add("exposed messages: " + hits.wrong() + " too many, " + hits.missed() + " missed");
        }
        return hits;
    }

    private String patientZero() {
        List<List<Object>> rows = reader.query(
                        "SELECT value FROM reconstruction_fact WHERE name = 'patient_zero'", List.of())
                .rows();
        return rows.isEmpty() ? null : (String) rows.get(0).get(0);
    }

    private boolean same(String what, String truth, String found) {
        if (Objects.equals(truth, found)) {
            return true;
        }
        faults.add(what + ": " + found + " instead of " + truth);
        return false;
    }

    private Long minutes(Instant found, Instant truth, String what) {
        if (found == null || truth == null) {
            return null;
        }
        long seconds = Duration.between(truth, found).getSeconds();
        long minutes = Math.round(seconds / 60.0);
        if (minutes != 0) {
            faults.add(what + " off by " + minutes + " minutes: " + found + " instead of " + truth);
        }
        return minutes;
    }

    private long number(String sql) {
        return (Long) reader.query(sql, List.of()).rows().get(0).get(0);
    }
}
