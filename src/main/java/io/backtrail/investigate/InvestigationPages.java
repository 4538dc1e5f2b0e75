package io.backtrail.investigate;

import java.util.List;

/** Writes {@code docs/investigations.md}: what every investigation says of itself, made from the heads of the files. */
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

    private final StringBuilder page = new StringBuilder();

    private InvestigationPages() {}

    /** The page as Markdown; the same catalogue gives the same bytes. */
    public static String write(Catalogue catalogue) {
        InvestigationPages pages = new InvestigationPages();
        pages.index(catalogue.all());
        for (String phase : PHASES) {
            pages.phase(phase, of(phase, catalogue.all()));
        }
        return pages.page.toString();
    }

    private static List<Investigation> of(String phase, List<Investigation> all) {
        return all.stream().filter(i -> i.phase().equals(phase)).toList();
    }

    private void index(List<Investigation> all) {
        line("# Investigations");
        line("");
        line(
                "Each answers one question about a case: `backtrail --case DIR investigate ID -p name=value`. This page is");
        line("made from the heads of the files in `queries/`; what a query misses is as much a part of it as what it");
        line("covers. ATT&CK ids are those of v18.1. Times are UTC.");
        line("");
        line("| investigation | question | phase | severity |");
        line("|---|---|---|---|");
        for (String phase : PHASES) {
            for (Investigation i : of(phase, all)) {
                line("| [" + i.id() + "](#" + i.id() + ") | " + cell(i.question()) + " | " + phase + " | "
                        + i.severity() + " |");
            }
        }
    }

    private void phase(String phase, List<Investigation> investigations) {
        if (investigations.isEmpty()) {
            return;
        }
        line("");
        line("## Phase " + phase);
        investigations.forEach(this::investigation);
    }

    private void investigation(Investigation i) {
        line("");
        line("### " + i.id());
        line("");
        line("**" + i.question() + "**");
        line("");
        line("Severity " + i.severity() + (i.attack().isEmpty() ? "" : ", ATT&CK " + i.attack()) + ".");
        parameters(i.parameters());
        columns(i.columns());
        list("Covers", i.covers());
        list("Misses", i.misses());
        list("Innocent causes", i.benign());
        list(
                "Next",
                i.pivots().stream()
                        .map(p -> "`" + p.column() + "` → [" + p.investigation() + "](#" + p.investigation() + ")")
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

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    private void line(String text) {
        page.append(text).append('\n');
    }
}
