package io.backtrail.report;

import io.backtrail.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The head matter of a template: lines {@code key: value} in the comment that it begins with.
 *
 * @param place the template, for messages
 * @param values the keys and values
 */
record TemplateHead(String place, Map<String, String> values) {
    private static final List<String> KEYS = List.of("id", "question", "needs");

    static TemplateHead read(String place, String text) {
        Map<String, String> values = new TreeMap<>();
        int end = text.indexOf("#}");
        if (text.startsWith("{#") && end > 0) {
            text.substring(2, end).lines().forEach(line -> {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    values.put(
                            line.substring(0, colon).strip(),
                            line.substring(colon + 1).strip());
                }
            });
        }
        return new TemplateHead(place, values);
    }

    /** What is wrong with the head. */
    List<Problem> problems(String folder) {
        List<Problem> problems = new ArrayList<>();
        for (String key : KEYS) {
            if (values.getOrDefault(key, "").isEmpty()) {
                String help = "begin the file with {#, the lines id:, question: and needs:, and #}";
                problems.add(new Problem("template.head", place + ":1", "a line '" + key + ": …'", "none", help));
            }
        }
        if (!values.getOrDefault("id", folder).equals(folder)) {
            String found = Problem.quote(values.get("id"));
            problems.add(
                    new Problem("template.id", place + ":1", "id: " + folder, found, "the id is the folder's name"));
        }
        for (String need : values.getOrDefault("needs", "").split("[,\\s]+")) {
            if (!need.isEmpty() && !isKnown(need)) {
                String help = "a template can need: " + String.join(", ", known());
                problems.add(
                        new Problem("template.needs", place + ":1", "a part of the report", Problem.quote(need), help));
            }
        }
        return problems;
    }

    private static boolean isKnown(String need) {
        return known().contains(need);
    }

    private static List<String> known() {
        List<String> names = new ArrayList<>();
        for (ReportQuery query : ReportQuery.values()) {
            names.add(query.name().toLowerCase(Locale.ROOT));
        }
        return names;
    }
}
