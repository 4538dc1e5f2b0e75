package io.backtrail.investigate.sigma;

import java.util.List;

/** The value of a field as an expression, for grouping and counting. */
final class SigmaSelected {
    private SigmaSelected() {}

    /**
     * The expression over {@code event AS e}.
     *
     * @throws UntranslatableException if the field's name cannot stand in SQL
     */
    static String text(String field) {
        List<String> columns = SigmaFields.columns(field);
        if (!columns.isEmpty()) {
            return "lower(CAST(e." + columns.get(0) + " AS VARCHAR))";
        }
        // Names of fields come from strangers and stand here as text; anything else than a name is none.
        if (!field.matches("[A-Za-z0-9_.\\-]{1,100}")) {
            throw new UntranslatableException("the field '" + field + "'");
        }
        String names = String.join("', '", SigmaFields.propertyNames(field));
        return "(SELECT lower(min(p.value)) FROM event_property AS p WHERE p.event_seq = e.event_seq AND lower(p.name) IN ('"
                + names + "'))";
    }
}
