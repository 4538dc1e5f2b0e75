package io.backtrail.example;

import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** What a measurement does to the exports of an example tenant before they are imported. */
public final class Alteration {
    /** The plain exports, as they are. */
    public static final Alteration NONE = new Alteration("plain", "every record once", delivery -> delivery);

    /** The plain exports, for an import that knows no address data. */
    public static final Alteration NO_GEO =
            new Alteration("no-geo-data", "no address data are installed", delivery -> delivery);

    private static final List<Alteration> HARMLESS = List.of(
            new Alteration("order", "rows in any order", Harmless::shuffled),
            new Alteration("duplication", "every row twice", Harmless::doubled),
            new Alteration("splitting", "the audit log in seven files", delivery -> delivery.inParts(7)),
            new Alteration("renaming", "other names of people, domain and tenant", Harmless::renamed),
            new Alteration("shifting", "all times 13 hours and 27 minutes later", Harmless::shifted),
            new Alteration(
                    "volume",
                    "ten records for each of the attacker's in the audit log, seconds apart",
                    Intrusion::tenfold),
            new Alteration(
                    "quiet-days",
                    "fifteen quiet days on the account from the attacker's line before the attack",
                    Intrusion::quietDays));

    private static final List<Alteration> DEGRADING = List.of(
            NO_GEO,
            new Alteration("no-session-ids", "no record names a session or a token", Degrading::withoutSessions),
            new Alteration("no-agents", "no record names a program", Degrading::withoutAgents),
            new Alteration("no-sign-ins", "no sign-in in any log", Degrading::withoutSignIns),
            new Alteration("no-mailbox-log", "no record of reading, sending or deleting mail", Degrading::withoutMail),
            new Alteration("no-directory-log", "no change in the directory in any log", Degrading::withoutDirectory),
            new Alteration("audit-log-only", "neither sign-in log, directory log nor trace", Degrading::auditLogOnly),
            new Alteration("lost-rows", "every tenth record lost", Degrading::withLosses),
            new Alteration("cut-records", "every tenth audit record ends in the middle", Degrading::withCuts),
            new Alteration("capped", "each day's search gives its newest 300 records", Degrading::capped),
            new Alteration(
                    "delayed", "in the order of arrival; half of the last day has not arrived", Degrading::delayed));

    private final String word;
    private final String says;
    private final UnaryOperator<Delivery> change;

    private Alteration(String word, String says, UnaryOperator<Delivery> change) {
        this.word = word;
        this.says = says;
        this.change = change;
    }

    /** Those that must not change a verdict, but for one that needs rows from outside, {@link #unrelated}. */
    public static List<Alteration> harmless() {
        return HARMLESS;
    }

    /** Those that take something away from the evidence. */
    public static List<Alteration> degrading() {
        return DEGRADING;
    }

    /**
     * Records of other people of the tenant on other networks besides, which must not change a verdict either.
     *
     * @param rows how many
     */
    public static Alteration unrelated(long rows) {
        return new Alteration(
                "unrelated-rows",
                String.format(Locale.ROOT, "%,d records of other people besides", rows),
                delivery -> delivery.besides(rows));
    }

    /** A firm of so many people: nobody else's records are there. */
    public static Alteration onlyPeople(int people) {
        return new Alteration(
                "people-" + people, people + " people", delivery -> Degrading.onlyPeople(delivery, people));
    }

    /** This one, and then the other. */
    public Alteration then(Alteration other) {
        return new Alteration(
                word + '-' + other.word, says + "; " + other.says, delivery -> other.of(change.apply(delivery)));
    }

    /** Its name, as {@code order}; also as the name of a folder. */
    public String word() {
        return word;
    }

    /** What it does, in words. */
    public String says() {
        return says;
    }

    /** False where the attacker becomes busier, so that verdicts may become firmer but the attack must still be found. */
    public boolean keepsVerdicts() {
        return !word.equals("quiet-days");
    }

    Delivery of(Delivery delivery) {
        return change.apply(delivery);
    }
}
