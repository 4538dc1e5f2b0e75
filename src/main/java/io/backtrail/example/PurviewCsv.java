package io.backtrail.example;

import java.io.IOException;
import java.io.Writer;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Writes the audit search of the Purview portal, eight columns, dates with the space that the portal leaves behind. */
final class PurviewCsv {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSSSSSS'Z '", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final String NEWLINE = "\r\n";

    private final Writer out;

    PurviewCsv(Writer out) {
        this.out = out;
    }

    void write(List<Entry> entries) throws IOException {
        out.write("RecordId,CreationDate,RecordType,Operation,UserId,AuditData,AssociatedAdminUnits,"
                + "AssociatedAdminUnitsNames" + NEWLINE);
        for (int i = entries.size() - 1; i >= 0; i--) {
            Entry entry = entries.get(i);
            String date = Csv.quoted(DATE.format(entry.time()));
            out.write(entry.id()
                    + ','
                    + date
                    + ','
                    + Csv.minimal(
                            Integer.toString(entry.kind().number()),
                            entry.operation(),
                            entry.userId(),
                            entry.auditData(),
                            "",
                            "")
                    + NEWLINE);
        }
    }
}
