package io.backtrail.reconstruct;

import static java.util.Objects.requireNonNull;

import io.backtrail.store.CaseReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the score of one session comes about, as a person would add it up: every reason with the part it plays, and what each
 * family of evidence counts after damping and bounds.
 *
 * @param lines all reasons in their order
 * @param families what each family counts, in the order of their first reasons
 * @param total sum of all reasons, decibans; the score of the session
 */
public record ScoreSum(List<Line> lines, List<Family> families, int total) {
    /** Families whose sum is settled by damping and bounds; a link counts with its strongest alone and is added last. */
    private static final Set<String> SETTLED =
            Set.of("network", "travel", "client", "device", "auth", "session", "action", "time", "seed");

    /** The part that a reason plays in the sum. */
    public enum Part {
        /** Where the sum starts, before any evidence. */
        START("start"),
        /** Speaks for an attacker. */
        AGAINST_OWNER("for attacker"),
        /** Speaks for the owner. */
        FOR_OWNER("for owner"),
        /** Weighs nothing and is told all the same. */
        NOTE("note"),
        /** Keeps several signs of one thing from counting as several things. */
        DAMPING("damping"),
        /** Holds the verdict below attacker, whatever the sum says. */
        VETO("veto");

        private final String word;

        Part(String word) {
            this.word = word;
        }

        /** The word for people and scripts. */
        public String word() {
            return word;
        }
    }

    /**
     * One reason.
     *
     * @param events ids of the events that it cites
     */
    public record Line(int ordinal, String family, Part part, int db, String text, List<String> events) {
        public Line {
            requireNonNull(family, "family is null");
            requireNonNull(text, "text is null");
            events = List.copyOf(events);
        }
    }

    /**
     * One family of evidence.
     *
     * @param against sum of what speaks for an attacker
     * @param owner sum of what speaks for the owner, 0 or less
     * @param adjusted what damping, bounds and a thin baseline add or take
     * @param counted what the family adds to the score
     * @param floor the least that it may count, or null without a bound
     * @param cap the most that it may count, or null without a bound
     */
    public record Family(String name, int against, int owner, int adjusted, int counted, Integer floor, Integer cap) {}

    public ScoreSum {
        lines = List.copyOf(lines);
        families = List.copyOf(families);
    }

    /** The sum of session {@code sessionNo}, from the tables of the last reconstruction; empty for a session without reasons. */
    public static ScoreSum of(CaseReader reader, long sessionNo) {
        List<Line> lines = new ArrayList<>();
        reader.scan(
                "SELECT ordinal, family, db, text, events FROM reason WHERE session_no = ? ORDER BY ordinal",
                List.of(sessionNo),
                row -> lines.add(line(
                        row.number(0).intValue(), row.text(1), row.number(2).intValue(), row.text(3), row.texts(4))));
        Map<String, List<Line>> byFamily = new LinkedHashMap<>();
        lines.forEach(line -> byFamily.computeIfAbsent(line.family(), key -> new ArrayList<>())
                .add(line));
        Weights weights = Weights.builtIn();
        List<Family> families = new ArrayList<>();
        byFamily.forEach((name, of) -> families.add(family(name, of, weights)));
        return new ScoreSum(lines, families, lines.stream().mapToInt(Line::db).sum());
    }

    /** The lines of one part. */
    public List<Line> lines(Part part) {
        return lines.stream().filter(line -> line.part() == part).toList();
    }

    /**
     * What would make an owner's session suspect, or how far it is from that; null where the session is accused already or was
     * never weighed.
     */
    public String whatWouldAccuse() {
        if (total >= 0 || lines.stream().noneMatch(line -> line.part() == Part.START)) {
            return null;
        }
        String distance = "it becomes suspect from 0 on, attacker from " + Verdicts.ATTACKER + " on: " + -total
                + " and " + (Verdicts.ATTACKER - total) + " dB more";
        Family strongest = families.stream()
                .filter(family -> family.counted() < 0 && !family.name().equals("prior"))
                .min((one, other) -> Integer.compare(one.counted(), other.counted()))
                .orElse(null);
        if (strongest == null) {
            return distance + "; nothing positive speaks for the owner";
        }
        int without = total - strongest.counted();
        return distance + "; without what " + strongest.name() + " says for the owner (" + strongest.counted()
                + ") the score is " + without + " (" + word(without) + ")";
    }

    private static String word(int score) {
        return score >= Verdicts.ATTACKER
                ? "attacker, unless a veto holds"
                : score >= 0 ? "suspect" : score > -10 ? "owner, unresolved" : "owner";
    }

    private static Line line(int ordinal, String family, int db, String text, List<String> events) {
        return new Line(ordinal, family, partOf(family, db, text), db, text, events);
    }

    /** The part that a reason plays, by its family, weight and words. */
    public static Part partOf(String family, int db, String text) {
        if (family.equals("prior") || family.equals("system")) {
            return Part.START;
        }
        if (family.equals("veto")) {
            return Part.VETO;
        }
        if (Tally.adjusts(text)) {
            return Part.DAMPING;
        }
        return db == 0 ? Part.NOTE : db > 0 ? Part.AGAINST_OWNER : Part.FOR_OWNER;
    }

    private static Family family(String name, List<Line> lines, Weights weights) {
        boolean settled = SETTLED.contains(name);
        return new Family(
                name,
                sum(lines, Part.AGAINST_OWNER),
                sum(lines, Part.FOR_OWNER),
                sum(lines, Part.DAMPING),
                lines.stream().mapToInt(Line::db).sum(),
                settled ? Integer.valueOf(weights.floor(name)) : null,
                settled ? Integer.valueOf(weights.cap(name)) : null);
    }

    private static int sum(List<Line> lines, Part part) {
        return lines.stream()
                .filter(line -> line.part() == part)
                .mapToInt(Line::db)
                .sum();
    }
}
