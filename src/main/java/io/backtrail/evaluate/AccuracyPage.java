package io.backtrail.evaluate;

import static io.backtrail.evaluate.ScoreTable.share;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The page {@code docs/accuracy.md}: the figures, how to repeat them, and what falls short. */
public final class AccuracyPage {
    private static final int MOST_FAULTS = 40;

    private AccuracyPage() {}

    /**
     * The page in Markdown.
     *
     * @param command what to type to get it again
     */
    public static String of(List<Score> scores, String command) {
        List<String> lines = new ArrayList<>(List.of(
                "# How right the reconstruction is",
                "",
                "Measured on example tenants whose truth is known: each seed makes 36 people and 28 days of mail, files, sign-ins,",
                "administration and service noise, with innocents who look guilty (travellers, VPN users, new telephones, private",
                "computers, tidy inbox rules) and a takeover. The exports are imported and reconstructed as any case is; the labels",
                "beside them are read by the marking alone. To repeat it:",
                "",
                "    " + command,
                "",
                "These are invented tenants. They show that the rules do what they say and hurt no innocent of the kinds listed; they",
                "do not show how often real attackers behave like these.",
                "",
                "## All seeds together",
                ""));
        overall(lines, Overall.of(scores));
        lines.addAll(List.of("", "## Each seed", ""));
        seeds(lines, scores);
        lines.addAll(List.of("", "## What falls short", ""));
        faults(lines, scores);
        lines.addAll(List.of(
                "",
                "## What the figures mean",
                "",
                "- *Strict* counts events with verdict attacker, *lenient* attacker and suspect, both against events of the intruder.",
                "- An account is *falsely* accused or suspected if its verdict is attacker or suspect and nobody got into it.",
                "- A thing set up to stay is found if type and account agree and its start is within 60 seconds.",
                "- Errors in time are found minus true; the median leaves the sign out.",
                "- Exposed messages count as found where the class is proved or assumed.",
                "- Shares are cut after three digits and not rounded: 1.000 is all of them."));
        return String.join("\n", lines) + "\n";
    }

    private static void overall(List<String> lines, Overall all) {
        lines.add("| figure | value |");
        lines.add("|---|---|");
        row(lines, "seeds", Integer.toString(all.seeds()));
        row(lines, "events strict: precision, recall, F1", three(all.strict()));
        row(lines, "events strict: mean F1 of the seeds", share(all.macroF1()));
        row(lines, "events lenient: precision, recall, F1", three(all.lenient()));
        row(lines, "innocent accounts accused; suspected", all.accused() + "; " + all.suspected());
        row(lines, "taken-over accounts not noticed", Integer.toString(all.unnoticed()));
        row(lines, "things set up to stay: precision, recall, F1", three(all.persistence()));
        row(lines, "first success, median error in minutes", String.valueOf(all.firstSuccessMinutes()));
        row(lines, "last act, median error in minutes", String.valueOf(all.lastAttackerMinutes()));
        row(lines, "way in named right", share(all.entryVector()));
        row(lines, "first account named right", share(all.patientZero()));
        row(lines, "exposed messages: precision, recall, F1", three(all.exposed()));
        row(lines, "sessions whose reasons do not add up", Long.toString(all.wrongSums()));
        row(lines, "cited events that do not exist", Long.toString(all.wrongCitations()));
    }

    private static void seeds(List<String> lines, List<Score> scores) {
        lines.add(
                "| seed | events | strict P | R | F1 | lenient P | R | accused | suspected | set up P | R | first min | last min"
                        + " | way in | exposed P | R |");
        lines.add("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        for (Score score : scores) {
            lines.add(String.format(
                    Locale.ROOT,
                    "| %d | %d | %s | %s | %s | %s | %s | %d | %d | %s | %s | %s | %s | %s | %s | %s |",
                    score.seed(),
                    score.events(),
                    share(score.strict().precision()),
                    share(score.strict().recall()),
                    share(score.strict().f1()),
                    share(score.lenient().precision()),
                    share(score.lenient().recall()),
                    score.accused().size(),
                    score.suspected().size(),
                    share(score.persistence().precision()),
                    share(score.persistence().recall()),
                    figure(score.firstSuccessMinutes()),
                    figure(score.lastAttackerMinutes()),
                    score.entryVector() == null ? "–" : score.entryVector() ? "right" : "wrong",
                    share(score.exposed().precision()),
                    share(score.exposed().recall())));
        }
    }

    private static void faults(List<String> lines, List<Score> scores) {
        Map<String, List<Long>> byFault = new TreeMap<>();
        scores.forEach(score -> score.faults()
                .forEach(fault ->
                        byFault.computeIfAbsent(fault, key -> new ArrayList<>()).add(score.seed())));
        byFault.entrySet().stream()
                .limit(MOST_FAULTS)
                .forEach(fault -> lines.add("- " + fault.getKey() + " (seed "
                        + String.join(
                                ", ",
                                fault.getValue().stream().map(String::valueOf).toList()) + ")"));
        if (byFault.isEmpty()) {
            lines.add("Nothing in these seeds.");
        } else if (byFault.size() > MOST_FAULTS) {
            lines.add("- and " + (byFault.size() - MOST_FAULTS) + " more; `--format json` lists all");
        }
    }

    private static void row(List<String> lines, String name, String value) {
        lines.add("| " + name + " | " + value + " |");
    }

    private static String three(Hits hits) {
        return share(hits.precision()) + ", " + share(hits.recall()) + ", " + share(hits.f1());
    }

    private static String figure(Long value) {
        return value == null ? "–" : value.toString();
    }
}
