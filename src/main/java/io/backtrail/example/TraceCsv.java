package io.backtrail.example;

import java.io.IOException;
import java.io.Writer;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** Writes a message trace as Get-MessageTraceV2 gives it: a row for each recipient. */
final class TraceCsv {
    private final Writer out;

    TraceCsv(Writer out) {
        this.out = out;
    }

    /** The messages from that day on. */
    void write(List<Mail> mails, LocalDate first) throws IOException {
        line(
                "MessageTraceId",
                "MessageId",
                "Received",
                "SenderAddress",
                "RecipientAddress",
                "Subject",
                "Status",
                "ToIP",
                "FromIP",
                "Size");
        for (Mail mail : mails) {
            if (mail.time().atZone(ZoneOffset.UTC).toLocalDate().isBefore(first)) {
                continue;
            }
            for (String to : mail.to()) {
                line(
                        mail.traceId(),
                        mail.messageId(),
                        Csv.us(mail.time()),
                        mail.from(),
                        to,
                        mail.subject(),
                        "Delivered",
                        "",
                        mail.fromAddress(),
                        Integer.toString(mail.size()));
            }
        }
    }

    private void line(String... cells) throws IOException {
        out.write(Csv.quoted(cells) + "\r\n");
    }
}
