package io.backtrail.investigate.sigma;

import java.util.List;
import java.util.Map;

/**
 * One rule of a Sigma file: what it is called and what it looks for.
 *
 * @param document where it stands and what it says
 * @param id its id, or null
 * @param name the short name by which correlations refer to it, or null
 * @param level informational, low, medium, high or critical; medium where it says nothing
 */
public record SigmaRule(SigmaDocument document, String id, String name, String level) {
    static SigmaRule of(SigmaDocument document) {
        return new SigmaRule(
                document, document.text("id", null), document.text("name", null), document.text("level", "medium"));
    }

    /** What it is called. */
    public String title() {
        return document.title();
    }

    boolean isCorrelation() {
        return document.fields().containsKey("correlation");
    }

    /** True if a correlation may mean this rule by {@code reference}. */
    boolean answersTo(String reference) {
        return reference.equals(id) || reference.equals(name) || reference.equals(title());
    }

    /** The conditions; any of them is a match. */
    List<String> conditions() {
        return SigmaDocument.asList(document.map("detection").get("condition")).stream()
                .map(String::valueOf)
                .toList();
    }

    /** The selection of that name, or null. */
    Object selection(String selection) {
        return document.map("detection").get(selection);
    }

    /** Names of the selections. */
    List<String> selections() {
        return document.map("detection").keySet().stream()
                .filter(key -> !key.equals("condition") && !key.equals("timeframe"))
                .toList();
    }

    Map<String, Object> logSource() {
        return document.map("logsource");
    }
}
