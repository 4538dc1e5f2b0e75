package io.backtrail.evaluate;

import static io.backtrail.evaluate.ScoreTable.share;

import io.backtrail.example.Alteration;
import io.backtrail.model.Table;
import io.backtrail.print.OutputFormat;
import io.backtrail.print.Printers;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One kind of measurement as a section of the page {@code docs/accuracy.md} and as a table.
 *
 * @param name its key for scripts
 * @param heading heading of its section
 * @param table one row a result
 * @param lines the section in Markdown, heading left out
 */
public record Measured(String name, String heading, Table table, List<String> lines) {
    /** The headings of all sections that a run of the scenarios leaves as they are. */
    public static final List<String> HEADINGS = List.of("What must not matter", "Clean tenants", "Poorer evidence");

    /** One degraded tenant and its marks. */
    public record Degraded(Alteration alteration, Score score) {}

    public Measured {
        lines = List.copyOf(lines);
    }

    /**
     * The metamorphic tests.
     *
     * @param command what to type to get them again
     */
    public static Measured sameness(List<Sameness> all, String command) {
        Table table = new Figures<Sameness>()
                .text("scenario", one -> one.subject().scenario().word())
                .text("era", one -> one.subject().eraWord())
                .number("seed", one -> one.subject().seed())
                .text("alteration", one -> one.alteration().word())
                .text("what", one -> one.alteration().says())
                .number("records", one -> (long) one.events())
                .number("other_verdict", one -> (long) one.otherVerdicts())
                .number("attackers_lost", one -> (long) one.lost())
                .number("others_accused", one -> (long) one.newlyAccused())
                .number("other_score", one -> (long) one.otherScores())
                .text("holds", one -> one.holds() ? "yes" : "no")
                .table(all);
        List<String> lines = new ArrayList<>(List.of(
                "Each tenant is reconstructed from plain exports, then again from exports that were altered in a way that must not",
                "matter, and the verdicts on the original records are compared one by one. It *holds* if no verdict changed; with",
                "fifteen quiet days from the attacker's line before the attack, if no record of the attacker is lost and nobody else",
                "is accused. A score may move without the verdict: days are counted by calendar day. To repeat it:",
                "",
                "    " + command,
                ""));
        lines.addAll(markdown(table));
        for (Sameness one : all) {
            if (!one.holds()) {
                lines.add("");
                lines.add(
                        "- **" + one.subject().name() + ", " + one.alteration().word() + "**");
                one.examples().forEach(example -> lines.add("  - " + example));
            }
        }
        return new Measured("metamorphic", HEADINGS.get(0), table, lines);
    }

    /** The tenants in which nobody was taken over. */
    public static Measured clean(List<CleanTenant> all, String command) {
        Table table = new Figures<CleanTenant>()
                .number("people", one -> (long) one.people())
                .text("scenario", one -> one.subject().scenario().word())
                .text("era", one -> one.subject().eraWord())
                .number("seed", one -> one.subject().seed())
                .number("accounts", one -> one.accounts().all())
                .number("accused", one -> one.accounts().accused())
                .number("suspected", one -> one.accounts().suspected())
                .text("suspected_share", one -> rate(one.accounts()))
                .text("suspected_95", one -> interval(one.accounts()))
                .number("sessions", one -> one.sessions().all())
                .number("sessions_accused", one -> one.sessions().accused())
                .number("sessions_suspected", one -> one.sessions().suspected())
                .number("records", one -> one.events().all())
                .number("records_accused", one -> one.events().accused())
                .number("records_suspected", one -> one.events().suspected())
                .table(all);
        List<String> lines = new ArrayList<>(List.of(
                "Tenants in which nobody was taken over. *Accused* is verdict attacker (goal: none), *suspected* verdict suspect (goal:",
                "less than 2 percent of the accounts). Service activity is not counted. To repeat it:",
                "",
                "    " + command,
                ""));
        lines.addAll(markdown(table));
        all.stream().filter(one -> !one.faults().isEmpty()).forEach(one -> {
            lines.add("");
            lines.add("- **" + one.people() + " people, " + one.subject().name() + "**");
            one.faults().forEach(fault -> lines.add("  - " + fault));
        });
        return new Measured("clean", HEADINGS.get(1), table, lines);
    }

    /** Tenants with poorer evidence: every one in the table, on the page all of one alteration and era together. */
    public static Measured degraded(List<Degraded> all, String command) {
        Map<String, List<Score>> cells = new LinkedHashMap<>();
        all.forEach(one -> cells.computeIfAbsent(
                        "| " + one.alteration().word() + " | "
                                + one.alteration().says() + " | "
                                + one.score().subject().eraWord() + " | ",
                        key -> new ArrayList<>())
                .add(one.score()));
        List<String> lines = new ArrayList<>(List.of(
                "The same tenants with something taken away from their evidence. Only records that are left are marked; what was set",
                "up is asked for whether its record is left or not, so what is lost is not found. To repeat it:",
                "",
                "    " + command,
                "",
                "| evidence | what | era | tenants | strict P | R | mean F1 | lenient P | R | accused | suspected | unnoticed"
                        + " | set up P | R | first min | way in |",
                "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|"));
        cells.forEach((cell, scores) -> lines.add(cell + figures(Overall.of(scores)) + " |"));
        Table table = new Figures<Degraded>()
                .text("evidence", one -> one.alteration().word())
                .text("scenario", one -> one.score().subject().scenario().word())
                .text("era", one -> one.score().subject().eraWord())
                .number("seed", one -> one.score().subject().seed())
                .text("precision", one -> share(one.score().strict().precision()))
                .text("recall", one -> share(one.score().strict().recall()))
                .text("f1", one -> share(one.score().strict().f1()))
                .text("lenient_recall", one -> share(one.score().lenient().recall()))
                .number("accused", one -> (long) one.score().accused().size())
                .number("suspected", one -> (long) one.score().suspected().size())
                .number("unnoticed", one -> (long) one.score().unnoticed().size())
                .text(
                        "persistence_recall",
                        one -> share(one.score().persistence().recall()))
                .number("first_success_min", one -> one.score().firstSuccessMinutes())
                .text("way_in", one -> String.valueOf(one.score().entryVector()))
                .table(all);
        return new Measured("degraded", HEADINGS.get(2), table, lines);
    }

    private static String figures(Overall all) {
        return String.join(
                " | ",
                Integer.toString(all.seeds()),
                share(all.strict().precision()),
                share(all.strict().recall()),
                share(all.macroF1()),
                share(all.lenient().precision()),
                share(all.lenient().recall()),
                Integer.toString(all.accused()),
                Integer.toString(all.suspected()),
                Integer.toString(all.unnoticed()),
                share(all.persistence().precision()),
                share(all.persistence().recall()),
                all.firstSuccessMinutes() == null
                        ? "–"
                        : all.firstSuccessMinutes().toString(),
                share(all.entryVector()));
    }

    private static String rate(CleanTenant.Called called) {
        return share(called.all() == 0 ? 0 : (double) called.suspected() / called.all());
    }

    private static String interval(CleanTenant.Called called) {
        return Wilson.of(called.suspected(), called.all()).text();
    }

    private static List<String> markdown(Table table) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        Printers.of(OutputFormat.MD, 0, false).print(table, out);
        out.flush();
        return text.toString().lines().toList();
    }
}
