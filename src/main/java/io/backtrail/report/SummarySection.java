package io.backtrail.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The first page: what happened, in sentences made from the tables. */
final class SummarySection {
    private static final int MOST_QUESTIONS = 6;
    private final CaseTables tables;
    private final RowText text;
    private final List<Cells> attacked;
    private final List<Cells> suspected;

    SummarySection(CaseTables tables, RowText text) {
        this.tables = tables;
        this.text = text;
        this.attacked = accounts("attacker");
        this.suspected = accounts("suspect");
    }

    Map<String, Object> content() {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("found", !attacked.isEmpty());
        content.put("headline", headline());
        content.put("paragraphs", paragraphs());
        content.put("facts", attacked.isEmpty() ? List.of() : new KeyFacts(tables, text, attacked).rows());
        content.put("questions", questions());
        return content;
    }

    private String headline() {
        if (!isReconstructed()) {
            return "This case has not been reconstructed; the report can say what the evidence is, not what happened";
        }
        if (!attacked.isEmpty()) {
            return Words.count(attacked.size(), "account was", "accounts were") + " taken over";
        }
        long loose = tables.rows(ReportQuery.VERDICT_COUNTS).stream()
                .filter(row -> row.text("verdict").equals("attacker"))
                .mapToLong(row -> row.number("events"))
                .sum();
        if (loose > 0) {
            return Words.count(loose, "event is", "events are")
                    + " attributed to an attacker, but no account to a takeover";
        }
        return suspected.isEmpty()
                ? "The evidence shows no account takeover"
                : "No takeover is established; " + Words.count(suspected.size(), "account needs", "accounts need")
                        + " a closer look";
    }

    private List<String> paragraphs() {
        List<String> paragraphs = new ArrayList<>();
        if (!isReconstructed()) {
            paragraphs.add(
                    "No reconstruction is stored in this case. Run \"backtrail reconstruct\" and write the report again."
                            + " Until then nothing in this report speaks for or against anybody.");
            return paragraphs;
        }
        if (attacked.isEmpty()) {
            paragraphs.add(nothingFound());
        } else {
            paragraphs.add(whoAndWhen());
            paragraphs.addAll(new Findings(tables, text).paragraphs());
            paragraphs.add(containment());
        }
        if (!suspected.isEmpty()) {
            paragraphs.add(suspects());
        }
        return paragraphs;
    }

    private String nothingFound() {
        Cells range = tables.rows(ReportQuery.EVENT_RANGE).get(0);
        String covered = range.number("events") == 0
                ? "The evidence holds no event at all."
                : "Examined: " + Words.count(range.number("events"), "event", "events") + " between "
                        + text.times().utc(range.instant("first_time")) + " and "
                        + text.times().utc(range.instant("last_time")) + ".";
        return covered
                + " They do not reach the standard of proof for the takeover of an account. That is a statement about these records,"
                + " not about the tenant: what was not recorded, not exported or not kept cannot be seen here, and an attacker"
                + " who used the owner's own device, network and hours would leave no mark that this method can see. The gaps"
                + " are listed under Gaps and limits.";
    }

    private String whoAndWhen() {
        List<String> certain = named(20, Long.MAX_VALUE);
        List<String> likely = named(Long.MIN_VALUE, 19);
        StringBuilder said = new StringBuilder();
        if (!certain.isEmpty()) {
            said.append(used("almost certain", certain));
        }
        if (!likely.isEmpty()) {
            said.append(said.isEmpty() ? "" : " ").append(used("highly likely", likely));
        }
        return said + window();
    }

    private String window() {
        KeyFacts facts = new KeyFacts(tables, text, attacked);
        Instant first = facts.firstAccess();
        Instant last = facts.lastEvent();
        return first == null || last == null
                ? ""
                : " What is attributed to the attacker runs from "
                        + text.times().utc(first) + " to " + text.times().utc(last) + " ("
                        + Times.span(Duration.between(first, last)) + ").";
    }

    private List<String> named(long from, long to) {
        return attacked.stream()
                .filter(row -> row.number("score") >= from && row.number("score") <= to)
                .map(row -> row.text("account"))
                .toList();
    }

    private static String used(String words, List<String> accounts) {
        return "It is " + words + " that somebody other than the owner used " + Words.list(accounts, 5) + ".";
    }

    private String containment() {
        List<String> open = attacked.stream()
                .filter(row -> !row.isTrue("contained"))
                .map(row -> row.text("account"))
                .toList();
        return open.isEmpty()
                ? "By the end of the evidence every way in that was opened had been closed by somebody other than the attacker."
                : "Containment is not shown for " + Words.list(open, 5)
                        + ": a way in is still open, or the evidence does not show it closed.";
    }

    private String suspects() {
        List<String> names = suspected.stream()
                .map(row -> row.text("account") + " (" + Words.likelihood("suspect", row.number("score")) + ")")
                .toList();
        return "Unexplained activity that does not reach the standard of proof was seen on " + Words.list(names, 8)
                + ". Ask the owners before acting on it.";
    }

    private List<String> questions() {
        List<String> questions = new ArrayList<>();
        List<Cells> open = tables.rows(ReportQuery.OPEN_ITEMS);
        open.stream().limit(MOST_QUESTIONS).forEach(item -> questions.add(text.quoted(item, "text")));
        if (open.size() > MOST_QUESTIONS) {
            questions.add(Words.number(open.size() - MOST_QUESTIONS) + " more under Containment and open items.");
        }
        long rejected = tables.rows(ReportQuery.SOURCES).stream()
                .mapToLong(source -> source.number("rejected"))
                .sum();
        if (rejected > 0) {
            questions.add(Words.count(rejected, "row of evidence could", "rows of evidence could")
                    + " not be read; what they say is not part of this report.");
        }
        return questions;
    }

    private boolean isReconstructed() {
        return !tables.rows(ReportQuery.VERDICT_COUNTS).isEmpty()
                || !tables.rows(ReportQuery.ACCOUNTS).isEmpty()
                || !tables.rows(ReportQuery.FACTS).isEmpty();
    }

    private List<Cells> accounts(String verdict) {
        return tables.rows(ReportQuery.ACCOUNTS).stream()
                .filter(row -> row.text("verdict").equals(verdict))
                .toList();
    }
}
