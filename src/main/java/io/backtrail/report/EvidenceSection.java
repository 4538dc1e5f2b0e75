package io.backtrail.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The register of what was received. */
final class EvidenceSection {
    private final CaseTables tables;
    private final RowText text;

    EvidenceSection(CaseTables tables, RowText text) {
        this.tables = tables;
        this.text = text;
    }

    Map<String, Object> content() {
        List<Cells> sources = tables.rows(ReportQuery.SOURCES);
        List<Map<String, Object>> files = new ArrayList<>();
        for (Cells source : sources) {
            Map<String, Object> file = text.of(source);
            file.put("size", Words.number(source.number("size_bytes")));
            for (String count : List.of("rows", "stored", "repeated", "rejected")) {
                file.put(count + "_text", Words.number(source.number(count)));
            }
            files.add(file);
        }
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("files", files);
        for (String count : List.of("rows", "stored", "repeated", "rejected")) {
            content.put(
                    count,
                    Words.number(
                            sources.stream().mapToLong(s -> s.number(count)).sum()));
        }
        Cells range = tables.rows(ReportQuery.EVENT_RANGE).get(0);
        content.put("events", Words.number(range.number("events")));
        content.put("first", text.times().utc(range.instant("first_time")));
        content.put("last", text.times().utc(range.instant("last_time")));
        return content;
    }
}
