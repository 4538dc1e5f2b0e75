package io.backtrail.example;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is true about the intrusion, gathered while it is written. */
final class Story {
    private final List<Persistence> persistence = new ArrayList<>();
    private final Set<String> exposed = new TreeSet<>();
    private final Map<String, Instant> copies = new TreeMap<>();
    private final List<Letter> frauds = new ArrayList<>();
    private final List<Letter> lures = new ArrayList<>();
    private final Set<String> accused = new LinkedHashSet<>();
    private final Set<String> targeted = new LinkedHashSet<>();
    private final List<Innocent> innocents = new ArrayList<>();
    private String vector;
    private Instant contained;

    /** The account is taken over; the first one is patient zero. */
    void accuses(Person person) {
        accused.add(person.upn());
    }

    /** The account was aimed at, and held. */
    void targets(Person person) {
        targeted.add(person.upn());
    }

    void enters(String way) {
        vector = way;
    }

    void spares(String scenario, Person person) {
        innocents.add(new Innocent(scenario, person.upn()));
    }

    void exposes(List<String> messages) {
        exposed.addAll(messages);
    }

    /** All mail that the person had and had sent is copied at that time. */
    void copies(Person person, Instant time) {
        copies.merge(person.upn(), time, (one, other) -> one.isAfter(other) ? one : other);
    }

    void persists(Persistence item) {
        persistence.add(item);
    }

    void defrauds(Letter letter) {
        frauds.add(letter);
    }

    void spreads(Letter letter) {
        lures.add(letter);
    }

    void contained(Instant time) {
        contained = time;
    }

    List<Persistence> persistence() {
        return List.copyOf(persistence);
    }

    /** Ids of messages seen, with those of all copied mailboxes once everybody's mail is written. */
    Set<String> exposed(Book book) {
        Set<String> all = new TreeSet<>(exposed);
        for (Mail mail : book.mails()) {
            copies.forEach((account, time) -> {
                boolean had = mail.to().contains(account) || mail.from().equals(account);
                if (had && !mail.time().isAfter(time)) {
                    all.add(mail.messageId());
                }
            });
        }
        return all;
    }

    /** Mails meant to move money. */
    List<Letter> frauds() {
        return List.copyOf(frauds);
    }

    /** Mails that were to trap colleagues. */
    List<Letter> lures() {
        return List.copyOf(lures);
    }

    /** Accounts taken over, in the order of their taking. */
    List<String> accused() {
        return List.copyOf(accused);
    }

    /** Accounts aimed at that held. */
    List<String> targeted() {
        return targeted.stream().filter(account -> !accused.contains(account)).toList();
    }

    /** People of this scenario who look guilty and are not. */
    List<Innocent> innocents() {
        return List.copyOf(innocents);
    }

    /** The way in, or null when nobody came in. */
    String vector() {
        return vector;
    }

    /** When the account was taken back, or null if it never was. */
    Instant contained() {
        return contained;
    }

    /**
     * Somebody who looks guilty and is not.
     *
     * @param scenario in which story
     * @param account whose account
     */
    record Innocent(String scenario, String account) {}

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
     * A mail that the intruder sent in the victim's name.
     *
     * @param eventId record of its sending
     * @param messageId Internet message id
     * @param subject subject line
     * @param recipients to whom
     */
    record Letter(String eventId, String messageId, String subject, List<String> recipients) {}
}
