package io.backtrail.investigate;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes {@code docs/investigations.md} and a page for each phase: what every investigation says of itself, made from the heads of the files. */
public final class InvestigationPages {
    /**
     * The phases of an intrusion in the order in which it is told; before them what the evidence can show at all, after them
     * the answer to the intrusion, how the tenant stands, and the case as a whole.
     */
    public static final List<String> PHASES = List.of(
            "completeness",
            "access",
            "persistence",
            "privilege",
            "evasion",
            "discovery",
            "collection",
            "exfiltration",
            "impact",
            "response",
            "posture",
            "overview");

    private static final String INDEX = "investigations.md";
    private static final String FOLDER = "investigations/";

    private final StringBuilder page = new StringBuilder();

    private InvestigationPages() {}

    /** The pages as Markdown, by their path below {@code docs/}; the same catalogue gives the same bytes. */
    public static SortedMap<String, String> write(Catalogue catalogue) {
        SortedMap<String, String> pages = new TreeMap<>();
        InvestigationPages index = new InvestigationPages();
        index.index(catalogue.all());
        pages.put(INDEX, index.page.toString());
        for (String phase : PHASES) {
            List<Investigation> investigations = of(phase, catalogue.all());
            if (!investigations.isEmpty()) {
                InvestigationPages one = new InvestigationPages();
                one.phase(phase, investigations, catalogue);
                pages.put(FOLDER + phase + ".md", one.page.toString());
            }
        }
        return pages;
    }

    private static List<Investigation> of(String phase, List<Investigation> all) {
        return all.stream().filter(i -> i.phase().equals(phase)).toList();
    }

    private void index(List<Investigation> all) {
        line("# Investigations");
        line("");
        line(
                "Each answers one question about a case: `backtrail --case DIR investigate ID -p name=value`. `investigate --all`");
        line(
                "asks them all and ranks what is found; `investigate playbook` asks the first questions after a takeover. These");
        line(
                "pages are made from the heads of the files in `queries/`; what a query misses is as much a part of it as what it");
        line(
                "covers. ATT&CK ids are those of v18.1. Times are UTC. How to write one: [writing-investigations.md](writing-investigations.md).");
        for (String phase : PHASES) {
            List<Investigation> investigations = of(phase, all);
            if (investigations.isEmpty()) {
                continue;
            }
            line("");
            line("## [" + phase + "](" + FOLDER + phase + ".md)");
            line("");
            line("| investigation | question | severity |");
            line("|---|---|---|");
            for (Investigation i : investigations) {
                line("| [" + i.id() + "](" + FOLDER + phase + ".md#" + i.id() + ") | " + cell(i.question()) + " | "
                        + i.severity() + " |");
            }
        }
    }

    private void phase(String phase, List<Investigation> investigations, Catalogue catalogue) {
        line("# Phase " + phase);
        line("");
        line("[All investigations](../investigations.md)");
        investigations.forEach(i -> investigation(i, catalogue));
    }

    private void investigation(Investigation i, Catalogue catalogue) {
        line("");
        line("## " + i.id());
        line("");
        line("**" + i.question() + "**");
        line("");
        line("Severity " + i.severity() + (i.attack().isEmpty() ? "" : ", ATT&CK " + i.attack()) + ".");
        if (!i.needs().isEmpty()) {
            line("");
            line("Made of: "
                    + String.join(
                            ", ",
                            i.needs().stream().map(InvestigationPages::need).toList()) + ".");
        }
        parameters(i.parameters());
        columns(i.columns());
        list("Covers", i.covers());
        list("Misses", i.misses());
        list("Innocent causes", i.benign());
        list(
                "Next",
                i.pivots().stream()
                        .map(p -> "`" + p.column() + "` → [" + p.investigation() + "]("
                                + catalogue.find(p.investigation()).phase() + ".md#" + p.investigation() + ")")
                        .toList());
        list("Sources", i.sources());
    }

    private void parameters(List<Parameter> parameters) {
        if (parameters.isEmpty()) {
            return;
        }
        line("");
        line("| parameter | type | default | meaning |");
        line("|---|---|---|---|");
        for (Parameter p : parameters) {
            String otherwise =
                    p.defaultValue() != null ? "`" + p.defaultValue() + "`" : p.required() ? "required" : "–";
            line("| `" + p.name() + "` | " + p.type() + " | " + otherwise + " | " + cell(p.text()) + " |");
        }
    }

    private void columns(List<ResultColumn> columns) {
        line("");
        line("| column | type | meaning |");
        line("|---|---|---|");
        for (ResultColumn c : columns) {
            line("| `" + c.name() + "` | " + c.type() + " | " + cell(c.text()) + " |");
        }
    }

    private void list(String title, List<String> items) {
        if (items.isEmpty()) {
            return;
        }
        line("");
        line(title + ":");
        line("");
        items.forEach(item -> line("- " + item));
    }

    private static String need(Need need) {
        return switch (need.kind()) {
            case OPERATION -> "`" + need.value() + "`";
            case FAMILY -> "the log `" + need.value() + "`";
            case WORKLOAD -> "records of " + need.value();
            case STATE -> "the table `" + need.value() + "`";
            case ANY -> "whatever there is";
        };
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    private void line(String text) {
        page.append(text).append('\n');
    }
}
