package io.backtrail.example;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Writes what Search-UnifiedAuditLog gives when piped to Export-Csv, ten columns, one search a day. */
final class SearchCsv {
    static final String TYPE = "#TYPE Deserialized.Microsoft.Exchange.Data.ApplicationLogic.UnifiedAuditLogEvent";
    static final String HEADER = Csv.quoted(
            "RecordType",
            "CreationDate",
            "UserIds",
            "Operations",
            "AuditData",
            "ResultIndex",
            "ResultCount",
            "Identity",
            "IsValid",
            "ObjectState");

    private final Writer out;
    private final String newline;

    SearchCsv(Writer out, String newline) {
        this.out = out;
        this.newline = newline;
    }

    /** With the line that Windows PowerShell puts first. */
    void typed(List<Entry> entries, Damage damage) throws IOException {
        out.write(TYPE + newline);
        plain(entries, damage);
    }

    void plain(List<Entry> entries, Damage damage) throws IOException {
        out.write(HEADER + newline);
        for (List<Entry> search : Searches.byDay(entries)) {
            List<Entry> newestFirst = new ArrayList<>(search);
            Collections.reverse(newestFirst);
            for (int i = 0; i < newestFirst.size(); i++) {
                Entry entry = newestFirst.get(i);
                out.write(row(entry, damage.of(entry), i + 1, search.size()) + newline);
            }
        }
    }

    static String row(Entry entry, String auditData, int index, int count) {
        return Csv.quoted(
                entry.kind().word(),
                Csv.us(entry.time()),
                entry.userId(),
                entry.operation(),
                auditData,
                Integer.toString(index),
                Integer.toString(count),
                entry.id(),
                "True",
                "Unchanged");
    }
}
