package io.backtrail.model;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How one thing stood when an export was made: a rule, a mailbox, a grant, a device. It has no time of its own.
 *
 * @param table the table that keeps it, as {@code inbox_rule_state}
 * @param values column to value: a String, Boolean, Long or Instant (UTC); a column without a value is absent
 */
public record StateRow(String table, Map<String, Object> values) {
    public StateRow {
        requireNonNull(table, "table is null");
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
