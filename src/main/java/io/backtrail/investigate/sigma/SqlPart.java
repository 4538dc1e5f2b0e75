package io.backtrail.investigate.sigma;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A piece of SQL and the values of its question marks, in their order. Values of a rule never become SQL text.
 *
 * @param text SQL
 * @param values String, Long or Double
 */
record SqlPart(String text, List<Object> values) {
    SqlPart {
        values = List.copyOf(values);
    }

    static SqlPart of(String text, Object... values) {
        return new SqlPart(text, List.of(values));
    }

    /** All of the parts or any of them, as {@code word} says: AND or OR. */
    static SqlPart joined(String word, List<SqlPart> parts) {
        String text = parts.stream().map(SqlPart::text).collect(Collectors.joining(" " + word + " ", "(", ")"));
        List<Object> values = new ArrayList<>();
        parts.forEach(part -> values.addAll(part.values()));
        return new SqlPart(text, values);
    }

    /** True where the part is not; a comparison with nothing is no match, so its opposite is one. */
    SqlPart negated() {
        return new SqlPart("NOT coalesce(" + text + ", false)", values);
    }
}
