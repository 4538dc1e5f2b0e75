package io.backtrail.evaluate;

import static io.backtrail.evaluate.ScoreTable.share;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The page {@code docs/accuracy.md}: the figures, how to repeat them, and what falls short. */
public final class AccuracyPage {
    /** The page's first line, for a page that begins with another measurement. */
    public static final String TITLE = "# How right the reconstruction is";

    private static final int MOST_FAULTS = 8;

    private AccuracyPage() {}

    /**
     * The page in Markdown.
     *
     * @param command what to type to get it again
     */
    public static String of(List<Score> scores, String command) {
        List<String> lines = new ArrayList<>(List.of(
                TITLE,
                "",
                "Measured on example tenants whose truth is known: each seed makes 36 people and 28 days of mail, files, sign-ins,",
                "administration and service noise, with innocents who look guilty, and one scenario: an attack of one kind, or a",
                "month that only looks like one. The exports are imported and reconstructed as any case is; the labels beside them",
                "are read by the marking alone. To repeat it:",
                "",
                "    " + command,
                "",
                "These are invented tenants. They show that the rules do what they say and hurt no innocent of the kinds listed; they",
                "do not show how often real attackers behave like these. The rules were made while looking at seeds below 200; only",
                "figures of seeds from 200 on were not seen by them before. But the stories themselves were: rules and scenarios come",
                "from the same hands, so a perfect figure says that the rules know these twenty stories, not that they know all.",
                "",
                "## All tenants together",
                ""));
        overall(lines, Overall.of(scores));
        lines.addAll(List.of("", "## How sure these shares are", ""));
        intervals(lines, Overall.of(scores));
        lines.addAll(List.of("", "## How often a score is right", ""));
        calibration(lines, Overall.of(scores).calibration());
        lines.addAll(List.of("", "## Below the goals", ""));
        lines.addAll(Shortfalls.lines(scores));
        lines.addAll(List.of("", "## Each scenario", ""));
        cells(lines, scores);
        lines.addAll(List.of("", "## What falls short", ""));
        faults(lines, scores);
        lines.addAll(List.of(
                "",
                "Why, where the reason is known and is not a mistake to be mended in passing:",
                "",
                "- *Illicit consent*: an application on no list of abused ones is accused by how it came in and how it went: a link in a",
                "  mail minutes before the consent, a borrowed name, its removal together with a reset of the account. Without those it",
                "  looks like any business application; the consent is then an open item, for somebody to ask about. Name the",
                "  application as a seed (`reconstruct --seed app=ID`) once it is known to be nobody's.",
                "- *Legacy protocols*: a program that keeps asking from one rented server, as mail services do, stays suspect.",
                "- *Exposed messages*: in a copied folder only those are named that the message trace, records of sending or earlier reads",
                "  name; without them the folder itself stands as assumed.",
                "- *Relays on home networks*: where session ids are missing, a relayed sign-in on the owner's own operator with the owner's",
                "  own browser is told from the owner by nothing, and its few events are missed.",
                "- *Persistence beside the verdicts*: a rule that forwards outside or hides mail is listed whoever made it, so that somebody",
                "  confirms it; where its maker is innocent it counts here as a finding that is none.",
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
        row(lines, "tenants", Integer.toString(all.seeds()));
        row(lines, "events strict: precision, recall, F1", three(all.strict()));
        row(lines, "events strict: mean F1 of the attacked tenants", share(all.macroF1()));
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

    /** Records of one session are right or wrong together, so accounts are the honest unit. */
    private static void intervals(List<String> lines, Overall all) {
        lines.addAll(List.of(
                "95 % intervals after Wilson. Records of one session are right or wrong together, so the intervals of records are",
                "narrower than they should be; those of accounts and ways in are the honest ones.",
                "",
                "| share | seen | 95 % interval |",
                "|---|---|---|"));
        Hits strict = all.strict();
        Hits lenient = all.lenient();
        Hits persistence = all.persistence();
        interval(lines, "records called attacker that are", strict.right(), strict.right() + strict.wrong());
        interval(lines, "records of the attacker called so", strict.right(), strict.right() + strict.missed());
        interval(
                lines,
                "records of the attacker called attacker or suspect",
                lenient.right(),
                lenient.right() + lenient.missed());
        interval(lines, "taken-over accounts noticed", all.takenOver() - all.unnoticed(), all.takenOver());
        interval(lines, "innocent accounts accused", all.accused(), all.innocents());
        interval(lines, "innocent accounts suspected", all.suspected(), all.innocents());
        interval(
                lines,
                "things set up that were found",
                persistence.right(),
                persistence.right() + persistence.missed());
        interval(lines, "ways in named right", Math.round(all.entryVector() * all.ways()), all.ways());
    }

    private static void interval(List<String> lines, String what, long right, long of) {
        lines.add("| " + what + " | " + right + " of " + of + " | "
                + Wilson.of(right, of).text() + " |");
    }

    private static void calibration(List<String> lines, Calibration calibration) {
        if (calibration == null) {
            return;
        }
        lines.addAll(List.of(
                "Of the labelled records and sessions in each band of scores, how many are the attacker's, beside what the words",
                "of the report promise. Service activity has no score and is left out.",
                "",
                "| score | the report says | records | attacker's | share | sessions | attacker's | share | 95 % interval |",
                "|---|---|---|---|---|---|---|---|---|"));
        for (Calibration.Band band : calibration.bands()) {
            row(
                    lines,
                    band.scores(),
                    String.join(
                            " | ",
                            band.says(),
                            Long.toString(band.events()),
                            Long.toString(band.attackers()),
                            of(band.attackers(), band.events()),
                            Long.toString(band.sessions()),
                            Long.toString(band.attackerSessions()),
                            of(band.attackerSessions(), band.sessions()),
                            band.sessions() == 0
                                    ? "–"
                                    : Wilson.of(band.attackerSessions(), band.sessions())
                                            .text()));
        }
        lines.add("");
        lines.add("Brier score of the records: " + String.format(Locale.ROOT, "%.4f", calibration.brier())
                + " (0 is perfect; always saying one half gets 0.25).");
    }

    private static String of(long right, long all) {
        return all == 0 ? "–" : share((double) right / all);
    }

    private static void cells(List<String> lines, List<Score> scores) {
        Map<String, List<Score>> cells = new LinkedHashMap<>();
        for (Score score : scores) {
            String cell =
                    score.subject().scenario().word() + " | " + score.subject().eraWord();
            cells.computeIfAbsent(cell, key -> new ArrayList<>()).add(score);
        }
        lines.add(
                "| scenario | era | tenants | strict P | R | F1 | lenient P | R | accused | suspected | unnoticed | set up P | R"
                        + " | first min | last min | way in | exposed P | R |");
        lines.add("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        cells.forEach((cell, of) -> lines.add("| " + cell + " | " + figures(of) + " |"));
    }

    private static String figures(List<Score> scores) {
        Overall all = Overall.of(scores);
        boolean anyWay = scores.stream().anyMatch(score -> score.entryVector() != null);
        return String.join(
                " | ",
                Integer.toString(all.seeds()),
                share(all.strict().precision()),
                share(all.strict().recall()),
                share(all.strict().f1()),
                share(all.lenient().precision()),
                share(all.lenient().recall()),
                Integer.toString(all.accused()),
                Integer.toString(all.suspected()),
                Integer.toString(all.unnoticed()),
                share(all.persistence().precision()),
                share(all.persistence().recall()),
                figure(all.firstSuccessMinutes()),
                figure(all.lastAttackerMinutes()),
                anyWay ? share(all.entryVector()) : "–",
                share(all.exposed().precision()),
                share(all.exposed().recall()));
    }

    private static void faults(List<String> lines, List<Score> scores) {
        boolean none = true;
        for (Score score : scores) {
            if (score.faults().isEmpty()) {
                continue;
            }
            none = false;
            lines.add("- **" + score.subject().name() + "**");
            score.faults().stream().limit(MOST_FAULTS).forEach(fault -> lines.add("  - " + fault));
            if (score.faults().size() > MOST_FAULTS) {
                lines.add("  - and " + (score.faults().size() - MOST_FAULTS) + " more, which `--format json` lists");
            }
        }
        if (none) {
            lines.add("Nothing in these tenants.");
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
