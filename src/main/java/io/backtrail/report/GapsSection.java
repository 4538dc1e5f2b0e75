package io.backtrail.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the evidence cannot tell, as far as that can be counted. */
final class GapsSection {
    private final CaseTables tables;
    private final RowText text;

    GapsSection(CaseTables tables, RowText text) {
        this.tables = tables;
        this.text = text;
    }

    Map<String, Object> content() {
        List<Map<String, Object>> rejects = new ArrayList<>();
        for (Cells reject : tables.rows(ReportQuery.REJECTS)) {
            Map<String, Object> row = text.of(reject);
            row.put("file", StorySection.fileName(reject.text("path")));
            rejects.add(row);
        }
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("rejects", rejects);
        content.put("holes", text.of(Cells.of(tables.holes())));
        content.put("statements", statements());
        content.put("facts", text.of(tables.rows(ReportQuery.FACTS)));
        content.put("by_verdict", byVerdict());
        return content;
    }

    private String byVerdict() {
        return tables.rows(ReportQuery.VERDICT_COUNTS).stream()
                .map(row -> row.text("verdict") + " " + Words.number(row.number("events")))
                .collect(Collectors.joining(", "));
    }

    private List<String> statements() {
        List<String> statements = new ArrayList<>();
        long inferred = tables.rows(ReportQuery.EVENT_RANGE).get(0).number("inferred");
        if (inferred > 0) {
            statements.add("The time of " + Words.count(inferred, "event is", "events is")
                    + " not in the record itself and was taken from its surroundings.");
        }
        long conflicts = tables.rows(ReportQuery.CONFLICTS).get(0).number("conflicts");
        if (conflicts > 0) {
            statements.add(Words.count(conflicts, "record was", "records were")
                    + " delivered again with the same id but other text; both texts are kept, the first one is used.");
        }
        long unresolved = tables.rows(ReportQuery.VERDICT_COUNTS).stream()
                .mapToLong(row -> row.number("unresolved"))
                .sum();
        if (unresolved > 0) {
            statements.add(Words.count(unresolved, "event is", "events are")
                    + " unresolved: nothing attributes it to the attacker, and nothing confirms the owner.");
        }
        return statements;
    }
}
