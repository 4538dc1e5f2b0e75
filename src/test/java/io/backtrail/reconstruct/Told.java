package io.backtrail.reconstruct;

import io.backtrail.model.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The tables of a reconstruction, asked by name. */
record Told(Map<String, Table> tables) {

    /** Rows of a table as name to value. */
    List<Map<String, Object>> rows(String table) {
        Table found = tables.get(table);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (List<Object> row : found.rows()) {
            Map<String, Object> named = new LinkedHashMap<>();
            for (int i = 0; i < row.size(); i++) {
                named.put(found.columns().get(i).name(), row.get(i));
            }
            rows.add(named);
        }
        return rows;
    }

    Map<String, Object> verdict(String eventId) {
        return rows("verdict").stream()
                .filter(row -> row.get("event_id").equals(eventId))
                .findFirst()
                .orElseThrow();
    }

    String word(String eventId) {
        return (String) verdict(eventId).get("verdict");
    }

    String phase(String eventId) {
        return (String) verdict(eventId).get("phase");
    }

    /** The reasons of an event's verdict, one a line, for messages of failed assertions and for checks. */
    String why(String eventId) {
        Object session = verdict(eventId).get("session_no");
        return rows("reason").stream()
                .filter(row -> row.get("session_no").equals(session))
                .map(row -> row.get("db") + " " + row.get("family") + ": " + row.get("text"))
                .collect(Collectors.joining("\n"));
    }

    /** Accounts of sessions with this verdict, sorted, each once. */
    List<Object> accounts(String word) {
        return rows("session").stream()
                .filter(row -> row.get("verdict").equals(word))
                .map(row -> row.get("account"))
                .distinct()
                .sorted()
                .toList();
    }

    /** The one row of {@code account_verdict}. */
    Map<String, Object> account(String account) {
        return rows("account_verdict").stream()
                .filter(row -> row.get("account").equals(account))
                .findFirst()
                .orElseThrow();
    }

    /** One column of a table. */
    List<Object> column(String table, String column) {
        return rows(table).stream().map(row -> row.get(column)).toList();
    }

    /** Everything but the order of arrival, as text. */
    String text() {
        StringBuilder text = new StringBuilder();
        tables.forEach((name, table) -> {
            text.append(name).append('\n');
            rows(name).forEach(row -> {
                row.remove("event_seq");
                text.append(row).append('\n');
            });
        });
        return text.toString();
    }
}
