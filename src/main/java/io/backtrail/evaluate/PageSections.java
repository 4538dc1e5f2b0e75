package io.backtrail.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A page in Markdown by its headings of the second level, so that one measurement renews its own section and no other. */
public final class PageSections {
    private static final String MARK = "## ";

    private PageSections() {}

    /** The page with this section renewed, or added at its end. */
    public static String with(String page, Measured measured) {
        Map<String, List<String>> sections = sections(page);
        List<String> lines = new ArrayList<>(List.of(""));
        lines.addAll(measured.lines());
        lines.add("");
        sections.put(measured.heading(), lines);
        return text(sections);
    }

    /** The new page, followed by those sections of the old page that the new one does not have. */
    public static String keep(String newPage, String oldPage, List<String> headings) {
        Map<String, List<String>> sections = sections(newPage);
        sections(oldPage).forEach((heading, lines) -> {
            if (headings.contains(heading)) {
                sections.putIfAbsent(heading, lines);
            }
        });
        return text(sections);
    }

    private static Map<String, List<String>> sections(String page) {
        Map<String, List<String>> sections = new LinkedHashMap<>();
        List<String> lines = new ArrayList<>();
        sections.put("", lines);
        for (String line : page.lines().toList()) {
            if (line.startsWith(MARK)) {
                lines = new ArrayList<>();
                sections.put(line.substring(MARK.length()), lines);
            } else {
                lines.add(line);
            }
        }
        return sections;
    }

    private static String text(Map<String, List<String>> sections) {
        StringBuilder page = new StringBuilder();
        sections.forEach((heading, lines) -> {
            String body = String.join("\n", lines);
            page.append(heading.isEmpty() ? "" : MARK + heading + "\n")
                    .append(body.stripTrailing())
                    .append("\n\n");
        });
        return page.toString().strip() + "\n";
    }
}
