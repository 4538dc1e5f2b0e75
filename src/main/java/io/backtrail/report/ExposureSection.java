package io.backtrail.report;

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
        content.put("more", Words.number(more) + " more in the worksheet: backtrail exposure");
        content.put("silence", silence());
        return content;
    }

    private List<String> silence() {
        List<String> statements = new ArrayList<>();
        for (Cells row : tables.rows(ReportQuery.MAIL_READS)) {
            if (row.number("by_attacker") == 0) {
                statements.add(silence(row));
            }
        }
        for (Cells row : tables.rows(ReportQuery.THROTTLED)) {
            statements.add("Mail reads of " + row.text("mailbox") + " were throttled between "
                    + utc(row.instant("first_time")) + " and " + utc(row.instant("last_time"))
                    + ": for 24 hours after that, reads of single messages were not recorded. Assume that everything within"
                    + " reach was read.");
        }
        return statements;
    }

    private String silence(Cells row) {
        boolean recorded = row.number("by_anybody") > 0;
        return "No MailItemsAccessed by the attacker exists for " + row.text("account") + " between "
                + utc(row.instant("first_success")) + " and " + utc(row.instant("last_attacker"))
                + ". Auditing of this operation was "
                + (recorded ? "on (other reads of this mailbox are recorded on these days)" : "not shown to be on")
                + " for this mailbox; repeats within one hour are not logged again. Therefore access "
                + (recorded ? "is possible" : "cannot be excluded") + ".";
    }

    private String utc(Instant time) {
        return text.times().utc(time);
    }
}
