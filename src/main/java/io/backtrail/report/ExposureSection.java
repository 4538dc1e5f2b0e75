package io.backtrail.report;

import io.backtrail.problem.Problem;
import io.backtrail.reconstruct.Silence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the attacker could read, by mailbox; and what is to be said where no record shows it. */
final class ExposureSection {
    private final CaseTables tables;
    private final RowText text;

    ExposureSection(CaseTables tables, RowText text) {
        this.tables = tables;
        this.text = text;
    }

    Map<String, Object> content() {
        List<Map<String, Object>> counts = new ArrayList<>();
        long total = 0;
        for (Cells count : tables.rows(ReportQuery.EXPOSURE_COUNTS)) {
            Map<String, Object> row = text.of(count);
            row.put("kind_words", Words.kind(count.text("kind")));
            counts.add(row);
            total += count.number("proved") + count.number("assumed") + count.number("possible");
        }
        List<Map<String, Object>> items = text.of(tables.rows(ReportQuery.EXPOSURE));
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("counts", counts);
        content.put("items", items);
        long more = Math.max(0, total - items.size());
        content.put("has_more", more > 0);
        content.put("more", Words.number(more) + " more in the worksheet: backtrail exposure --worksheet");
        content.put("silence", silence());
        return content;
    }

    private List<String> silence() {
        List<String> statements = new ArrayList<>();
        for (Silence silence : tables.silences()) {
            statements.add(Problem.clean(silence.text(utc(silence.from()), utc(silence.to()))));
        }
        for (Cells row : tables.rows(ReportQuery.THROTTLED)) {
            statements.add("Mail reads of " + row.text("mailbox") + " were throttled between "
                    + utc(row.instant("first_time")) + " and " + utc(row.instant("last_time"))
                    + ": for 24 hours after that, reads of single messages were not recorded. Assume that everything within"
                    + " reach was read.");
        }
        return statements;
    }

    private String utc(Instant time) {
        return text.times().utc(time);
    }
}
