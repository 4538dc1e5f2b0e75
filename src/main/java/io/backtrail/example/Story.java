package io.backtrail.example;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What is true about the intrusion, gathered while it is written. */
final class Story {
    private final List<Persistence> persistence = new ArrayList<>();
    private final Set<String> exposed = new TreeSet<>();
    private final List<Fraud> frauds = new ArrayList<>();
    private Instant contained = Instant.EPOCH;

    void exposes(List<String> messages) {
        exposed.addAll(messages);
    }

    void persists(Persistence item) {
        persistence.add(item);
    }

    void defrauds(Fraud fraud) {
        frauds.add(fraud);
    }

    void contained(Instant time) {
        contained = time;
    }

    List<Persistence> persistence() {
        return List.copyOf(persistence);
    }

    Set<String> exposed() {
        return new TreeSet<>(exposed);
    }

    List<Fraud> frauds() {
        return List.copyOf(frauds);
    }

    /** When the account was taken back. */
    Instant contained() {
        return contained;
    }

    /**
     * Something that outlives the intruder's session.
     *
     * @param type as {@code inbox-rule}
     * @param account on whose account
     * @param target its name
     * @param start when it was made
     * @param end when it was removed, or null if it never was
     * @param eventId record that shows it being made
     */
    record Persistence(String type, String account, String target, Instant start, Instant end, String eventId) {}

    /**
     * A mail meant to move money.
     *
     * @param eventId record of its sending
     * @param messageId Internet message id
     * @param subject subject line
     * @param recipients to whom
     */
    record Fraud(String eventId, String messageId, String subject, List<String> recipients) {}
}
