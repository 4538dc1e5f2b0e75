package io.backtrail.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

    /** The subjects by their first letters, longest first: a long case has many, and every text is searched for all. */
    private final Map<String, List<String>> subjects;

    private Redaction(boolean active, Set<String> ownDomains, Map<String, List<String>> subjects) {
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
        Map<String, List<String>> byHead = new HashMap<>();
        for (String subject : subjects) {
            byHead.computeIfAbsent(subject.substring(0, SHORTEST_SUBJECT), head -> new ArrayList<>())
                    .add(subject);
        }
        return new Redaction(facts.redact(), own, byHead);
    }

    /** The text of a column as the report may show it. */
    String apply(String column, String text) {
        if (!active || text.isEmpty() || EXACT.contains(column)) {
            return text;
        }
        return column.equals("subject") ? SUBJECT : free(text);
    }

    private String free(String text) {
        String redacted = withoutSubjects(text);
        return ADDRESS.matcher(redacted)
                .replaceAll(match ->
                        Matcher.quoteReplacement(isOwn(match.group(1)) ? match.group() : "…@" + match.group(1)));
    }

    private String withoutSubjects(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int length = subjectAt(text, at);
            kept.append(length == 0 ? text.substring(at, at + 1) : SUBJECT);
            at += Math.max(1, length);
        }
        return kept.toString();
    }

    /** Length of the longest subject that stands at this place, or 0. */
    private int subjectAt(String text, int at) {
        if (at + SHORTEST_SUBJECT > text.length()) {
            return 0;
        }
        return subjects.getOrDefault(text.substring(at, at + SHORTEST_SUBJECT), List.of()).stream()
                .filter(subject -> text.startsWith(subject, at))
                .findFirst()
                .map(String::length)
                .orElse(0);
    }

    private boolean isOwn(String domain) {
        return ownDomains.contains(domain.toLowerCase(Locale.ROOT));
    }
}
