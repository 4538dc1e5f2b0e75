package io.backtrail.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The sentences on what an attacker did: entry, foothold, exposure, fraud, spread. */
final class Findings {
    private final CaseTables tables;
    private final RowText text;

    Findings(CaseTables tables, RowText text) {
        this.tables = tables;
        this.text = text;
    }

    List<String> paragraphs() {
        List<String> paragraphs = new ArrayList<>();
        paragraphs.add(entry());
        paragraphs.add(foothold() + " " + spread());
        paragraphs.add(exposure());
        paragraphs.add(fraud());
        return paragraphs;
    }

    private String entry() {
        AccountsSection accounts = new AccountsSection(tables, text);
        return String.join(" ", accounts.entry());
    }

    private String foothold() {
        List<Cells> all = tables.rows(ReportQuery.PERSISTENCE);
        if (all.isEmpty()) {
            return "The records show no rule, forward, method, device, consent or right set up to keep the access.";
        }
        long open = all.stream().filter(row -> row.instant("ended") == null).count();
        List<String> kinds =
                all.stream().map(row -> Words.kind(row.text("type"))).distinct().toList();
        return Words.sentence(Words.count(all.size(), "means", "means")) + " of keeping the access "
                + (all.size() == 1 ? "was" : "were") + " set up (" + Words.list(kinds, 6) + "); "
                + (open == 0
                        ? "none is open at the end of the evidence."
                        : Words.number(open) + (open == 1 ? " is" : " are")
                                + " still open at the end of the evidence.");
    }

    private String spread() {
        List<String> reached = tables.rows(ReportQuery.LATERAL).stream()
                .map(row -> row.text("to_account"))
                .distinct()
                .toList();
        return reached.isEmpty()
                ? "The records show no step from one account to another."
                : "From there the attacker reached towards " + Words.list(reached, 6) + ".";
    }

    private String exposure() {
        List<String> parts = new ArrayList<>();
        tables.rows(ReportQuery.EXPOSURE_COUNTS).stream()
                .map(row -> row.text("kind"))
                .distinct()
                .sorted(Comparator.comparingInt(Findings::rank).thenComparing(Comparator.naturalOrder()))
                .forEach(kind -> parts.add(
                        plural(kind) + " (" + Exposed.count(tables, kind).words() + ")"));
        return parts.isEmpty()
                ? "No record shows which messages or files were opened. That is not proof that none were; see Gaps and limits."
                : "Exposed: " + String.join("; ", parts) + ".";
    }

    /** Messages first: they are what people ask about. */
    private static int rank(String kind) {
        return kind.equals("message") ? 0 : kind.equals("folder") ? 1 : 2;
    }

    private static String plural(String kind) {
        return switch (kind) {
            case "message" -> "messages";
            case "folder" -> "whole folders";
            case "file" -> "files";
            default -> Words.kind(kind);
        };
    }

    private String fraud() {
        List<Cells> mails = tables.rows(ReportQuery.FRAUD);
        if (mails.isEmpty()) {
            return "No message sent for fraud was found among the records. Payments must be checked with the people who make"
                    + " them all the same.";
        }
        long recipients = mails.stream()
                .flatMap(row -> row.texts("recipients").stream())
                .distinct()
                .count();
        return Words.count(mails.size(), "message that looks", "messages that look") + " like fraud "
                + (mails.size() == 1 ? "was" : "were") + " sent"
                + (recipients == 0 ? "" : " to " + Words.count(recipients, "recipient", "recipients"))
                + ", the first at "
                + text.times().utc(mails.get(0).instant("event_time")) + ".";
    }
}
