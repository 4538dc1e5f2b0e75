package io.backtrail.investigate.sigma;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** One line of a selection: a field with its modifiers, and the values that it may have. */
final class SigmaItem {
    private static final Map<String, String> COMPARISONS = Map.of("gt", ">", "gte", ">=", "lt", "<", "lte", "<=");
    private static final Set<String> KNOWN = Set.of(
            "contains",
            "startswith",
            "endswith",
            "all",
            "re",
            "i",
            "m",
            "s",
            "cidr",
            "exists",
            "cased",
            "gt",
            "gte",
            "lt",
            "lte",
            "neq");
    private static final String OPERATION = "operation";
    private static final String RESULT = "result";
    /** Entra ends its operations with a full stop and writes long dashes; rules seldom do. */
    private static final String FOLDED_OPERATION = "rtrim(replace(replace(e.operation, '–', '-'), '—', '-'), '. ')";

    private final String field;
    private final List<String> modifiers;

    private SigmaItem(String field, List<String> modifiers) {
        this.field = field;
        this.modifiers = modifiers;
        for (String modifier : modifiers) {
            if (!KNOWN.contains(modifier)) {
                throw new UntranslatableException("the modifier '" + modifier + "' of " + field);
            }
        }
    }

    /**
     * The SQL of a line.
     *
     * @param key field and modifiers, as {@code UserAgent|contains}
     * @param value a value, a list of values, or null
     */
    static SqlPart sql(String key, Object value) {
        String[] words = key.split("\\|");
        SigmaItem item = new SigmaItem(
                words[0],
                List.of(words).subList(1, words.length).stream()
                        .map(word -> word.toLowerCase(Locale.ROOT))
                        .toList());
        SqlPart part = item.any(value);
        return item.has("neq") ? part.negated() : part;
    }

    /** The SQL of a word that may stand anywhere in the record. */
    static SqlPart keyword(Object word) {
        return SigmaValue.matches("e.raw", "*" + word + "*", false);
    }

    private SqlPart any(Object value) {
        List<Object> values = value == null ? new ArrayList<>() : SigmaDocument.asList(value);
        if (values.isEmpty()) {
            values.add(null);
        }
        List<SqlPart> parts = values.stream().map(this::one).toList();
        return parts.size() == 1 ? parts.get(0) : SqlPart.joined(has("all") ? "AND" : "OR", parts);
    }

    private SqlPart one(Object value) {
        if (has("exists")) {
            SqlPart there = present();
            return Boolean.parseBoolean(String.valueOf(value)) ? there : there.negated();
        }
        if (value == null || value.equals("")) {
            return present().negated();
        }
        List<String> columns = SigmaFields.columns(field);
        if (columns.isEmpty()) {
            SqlPart matching = compare("p.value", String.valueOf(value));
            SqlPart replaced = compare("p.old_value", String.valueOf(value));
            return property(SqlPart.joined("OR", List.of(matching, replaced)));
        }
        List<SqlPart> parts = columns.stream()
                .map(column -> compare(column(column), text(column, String.valueOf(value))))
                .toList();
        return parts.size() == 1 ? parts.get(0) : SqlPart.joined("OR", parts);
    }

    private SqlPart present() {
        List<String> columns = SigmaFields.columns(field);
        if (columns.isEmpty()) {
            return property(SqlPart.of("coalesce(p.value, '') <> ''"));
        }
        return SqlPart.joined(
                "OR",
                columns.stream()
                        .map(column -> SqlPart.of("coalesce(" + column(column) + ", '') <> ''"))
                        .toList());
    }

    private SqlPart property(SqlPart condition) {
        List<Object> values = new ArrayList<>(SigmaFields.propertyNames(field));
        String marks = String.join(", ", values.stream().map(name -> "?").toList());
        values.addAll(condition.values());
        return new SqlPart(
                "EXISTS (SELECT 1 FROM event_property AS p WHERE p.event_seq = e.event_seq AND lower(p.name) IN ("
                        + marks + ") AND " + condition.text() + ")",
                values);
    }

    private static String column(String column) {
        return switch (column) {
            case OPERATION -> FOLDED_OPERATION;
            case "record_type", "user_type", "logon_type" -> "CAST(e." + column + " AS VARCHAR)";
            default -> "e." + column;
        };
    }

    private static String text(String column, String value) {
        if (column.equals(OPERATION)) {
            return value.replace('–', '-').replace('—', '-').replaceAll("[. ]+$", "");
        }
        if (!column.equals(RESULT)) {
            return value;
        }
        // The outcome as the record proves it, not as its status claims; logs have several words for the two.
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "succeeded", "true", "0" -> "success";
            case "failed", "fail", "false" -> "failure";
            default -> value;
        };
    }

    private SqlPart compare(String column, String value) {
        for (Map.Entry<String, String> comparison : COMPARISONS.entrySet()) {
            if (has(comparison.getKey())) {
                return SqlPart.of(
                        "TRY_CAST(" + column + " AS DOUBLE) " + comparison.getValue() + " CAST(? AS DOUBLE)",
                        number(value));
            }
        }
        if (has("re")) {
            String options = (has("i") ? "i" : "c") + (has("m") ? "m" : "") + (has("s") ? "s" : "");
            return SqlPart.of("regexp_matches(" + column + ", ?, '" + options + "')", value);
        }
        if (has("cidr")) {
            return Cidr.sql(column, value);
        }
        String pattern = (has("contains") || has("endswith") ? "*" : "")
                + value
                + (has("contains") || has("startswith") ? "*" : "");
        return SigmaValue.matches(column, pattern, has("cased"));
    }

    private Double number(String value) {
        try {
            return Double.valueOf(value);
        } catch (NumberFormatException e) {
            throw new UntranslatableException("the number '" + value + "' of " + field);
        }
    }

    private boolean has(String modifier) {
        return modifiers.contains(modifier);
    }
}
