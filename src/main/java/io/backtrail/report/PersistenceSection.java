package io.backtrail.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What was set up to keep the access, and every capability that was opened. */
final class PersistenceSection {
    private final CaseTables tables;
    private final RowText text;

    PersistenceSection(CaseTables tables, RowText text) {
        this.tables = tables;
        this.text = text;
    }

    List<Map<String, Object>> rows() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Cells item : tables.rows(ReportQuery.PERSISTENCE)) {
            Map<String, Object> row = text.of(item);
            row.put("type_words", Words.sentence(Words.kind(item.text("type"))));
            addState(row, item.instant("ended"), item.text("ended_by"));
            rows.add(row);
        }
        return rows;
    }

    List<Map<String, Object>> capabilities() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Cells item : tables.rows(ReportQuery.CAPABILITIES)) {
            Map<String, Object> row = text.of(item);
            row.put("kind_words", Words.sentence(Words.kind(item.text("kind"))));
            addState(row, item.instant("closed"), item.text("closed_by"));
            rows.add(row);
        }
        return rows;
    }

    private void addState(Map<String, Object> row, Instant closed, String by) {
        row.put("open", closed == null);
        row.put(
                "state",
                closed == null
                        ? "open at the end of the evidence"
                        : "closed " + text.times().utc(closed) + (by.isEmpty() ? "" : " by " + by));
    }
}
