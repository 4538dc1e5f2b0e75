package io.backtrail.investigate.sigma;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The records that a rule means, as SQL: its log source and any of its conditions. */
final class SigmaSelection {
    private SigmaSelection() {}

    /**
     * What must hold of {@code event AS e}.
     *
     * @throws UntranslatableException if a part of the rule has no SQL; then none of it is to be run
     */
    static SqlPart where(SigmaRule rule) {
        if (rule.conditions().isEmpty()) {
            throw new UntranslatableException("a detection without condition");
        }
        List<SqlPart> conditions = new ArrayList<>();
        for (String condition : rule.conditions()) {
            conditions.add(SigmaCondition.sql(condition, rule.selections(), name -> selection(rule.selection(name))));
        }
        return SqlPart.joined("AND", List.of(SigmaLogSource.sql(rule.logSource()), SqlPart.joined("OR", conditions)));
    }

    /** A mapping demands all of its lines; of a list of mappings, or of words, one is enough. */
    private static SqlPart selection(Object selection) {
        if (selection instanceof Map<?, ?>) {
            Map<String, Object> items = SigmaDocument.asMap(selection);
            if (items.isEmpty()) {
                throw new UntranslatableException("a selection without any field");
            }
            return SqlPart.joined(
                    "AND",
                    items.entrySet().stream()
                            .map(item -> item(item.getKey(), item.getValue()))
                            .toList());
        }
        List<Object> alternatives = SigmaDocument.asList(selection);
        if (alternatives.isEmpty()) {
            throw new UntranslatableException("an empty selection");
        }
        return SqlPart.joined(
                "OR",
                alternatives.stream()
                        .map(one -> one instanceof Map<?, ?> ? selection(one) : SigmaItem.keyword(one))
                        .toList());
    }

    private static SqlPart item(String key, Object value) {
        if (!key.startsWith("|") && !key.isEmpty()) {
            return SigmaItem.sql(key, value);
        }
        List<SqlPart> words =
                SigmaDocument.asList(value).stream().map(SigmaItem::keyword).toList();
        return SqlPart.joined(key.contains("all") ? "AND" : "OR", words);
    }
}
