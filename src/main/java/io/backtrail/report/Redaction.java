package io.backtrail.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a redacted report leaves out: subjects of messages, and the local part of every address outside the own domains.
 * Message ids stay: without them nobody could find the message.
 */
final class Redaction {
    private static final String SUBJECT = "[subject left out]";
    private static final Pattern ADDRESS =
            Pattern.compile("[^\\s<>()\\[\\],;:\"'@]+@([A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+)");
    private static final Set<String> EXACT = Set.of(
            "account",
            "mailbox",
            "from_account",
            "to_account",
            "internet_message_id",
            "event_id",
            "events",
            "path",
            "value");

    /** A shorter subject would be found inside unrelated words. */
    private static final int SHORTEST_SUBJECT = 4;

    private final boolean active;
    private final Set<String> ownDomains;
    private final List<String> subjects;

    private Redaction(boolean active, Set<String> ownDomains, List<String> subjects) {
        this.active = active;
        this.ownDomains = ownDomains;
        this.subjects = subjects;
    }

    static Redaction of(ReportFacts facts, CaseTables tables) {
        Set<String> subjects = new TreeSet<>(
                Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));
        if (facts.redact()) {
            for (ReportQuery query : List.of(ReportQuery.FRAUD, ReportQuery.STORY, ReportQuery.CONTEXT)) {
                tables.rows(query).forEach(row -> subjects.add(row.text("subject")));
            }
            subjects.removeIf(subject -> subject.length() < SHORTEST_SUBJECT);
        }
        Set<String> own = new TreeSet<>();
        facts.ownDomains().forEach(domain -> own.add(domain.toLowerCase(Locale.ROOT)));
        return new Redaction(facts.redact(), own, new ArrayList<>(subjects));
    }

    /** The text of a column as the report may show it. */
    String apply(String column, String text) {
        if (!active || text.isEmpty() || EXACT.contains(column)) {
            return text;
        }
        return column.equals("subject") ? SUBJECT : free(text);
    }

    private String free(String text) {
        String redacted = text;
        for (String subject : subjects) {
            redacted = redacted.replace(subject, SUBJECT);
        }
        return ADDRESS.matcher(redacted)
                .replaceAll(match ->
                        Matcher.quoteReplacement(isOwn(match.group(1)) ? match.group() : "…@" + match.group(1)));
    }

    private boolean isOwn(String domain) {
        return ownDomains.contains(domain.toLowerCase(Locale.ROOT));
    }
}
