package io.backtrail.normalize;

import io.backtrail.model.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Rows of Search-MailboxAuditLog as the records of the audit log that tell the same, so that both are understood alike. Their
 * time is what the exporting machine's clock made of it, so it is inferred.
 */
final class MailboxAuditRows {
    static final String FAMILY = "mailbox-audit";

    /** Field of an audit record, and the column of the row. */
    private static final List<String[]> FIELDS = List.of(
            new String[] {"Operation", "Operation"},
            new String[] {"ResultStatus", "OperationResult"},
            new String[] {"Id", "Identity"},
            new String[] {"LogonType", "LogonType"},
            new String[] {"InternalLogonType", "InternalLogonType"},
            new String[] {"ExternalAccess", "ExternalAccess"},
            new String[] {"MailboxOwnerUPN", "MailboxOwnerUPN"},
            new String[] {"MailboxOwnerSid", "MailboxOwnerSid"},
            new String[] {"MailboxGuid", "MailboxGuid"},
            new String[] {"LogonUserDisplayName", "LogonUserDisplayName"},
            new String[] {"LogonUserSid", "LogonUserSid"},
            new String[] {"ClientInfoString", "ClientInfoString"},
            new String[] {"ClientIPAddress", "ClientIPAddress"},
            new String[] {"ClientIP", "ClientIP"},
            new String[] {"ClientProcessName", "ClientProcessName"},
            new String[] {"ClientVersion", "ClientVersion"},
            new String[] {"SessionId", "SessionId"},
            new String[] {"AppId", "AppId"},
            new String[] {"ClientAppId", "ClientAppId"},
            new String[] {"Item.Subject", "ItemSubject"},
            new String[] {"Item.InternetMessageId", "ItemInternetMessageId"},
            new String[] {"DestFolder.Path", "DestFolderPathName"});

    private MailboxAuditRows() {}

    /** The audit record that the row is. */
    static Json record(Map<String, String> row) {
        Nested record = new Nested();
        for (String[] field : FIELDS) {
            record.put(field[0], Envelopes.word(row, field[1]));
        }
        String owner = Envelopes.word(row, "MailboxOwnerUPN");
        boolean own = "owner".equalsIgnoreCase(Envelopes.word(row, "LogonType"));
        record.put("UserId", own && owner != null ? owner : Envelopes.word(row, "LogonUserDisplayName"));
        record.put("OperationProperties", pairs(Envelopes.word(row, "OperationProperties")));
        String subjects = Envelopes.word(row, "SourceItemSubjectsList");
        record.put("AffectedItems", subjects(subjects));
        // The folder of a list of messages is not one of them.
        record.put(subjects == null ? "Item.ParentFolder.Path" : "Folder.Path", Envelopes.word(row, "FolderPathName"));
        return record.object();
    }

    /** {@code MailAccessType:Sync,IsThrottled:False} as a list of names and values. */
    private static Json pairs(String text) {
        List<Json> pairs = new ArrayList<>();
        for (String each : text == null ? new String[0] : text.split("[,;]")) {
            int colon = each.indexOf(':');
            if (colon > 0) {
                Nested pair = new Nested();
                pair.put("Name", each.substring(0, colon).strip());
                pair.put("Value", each.substring(colon + 1).strip());
                pairs.add(pair.object());
            }
        }
        return Json.array(pairs);
    }

    private static Json subjects(String text) {
        List<Json> items = new ArrayList<>();
        for (String subject : text == null ? new String[0] : text.split(";")) {
            Nested item = new Nested();
            item.put("Subject", subject.strip());
            items.add(item.object());
        }
        return Json.array(items);
    }

    /** The event as one of this log. */
    static Event told(Event event) {
        return new Event(
                event.eventId(),
                FAMILY,
                event.eventTime(),
                event.eventEnd(),
                true,
                event.activity(),
                event.actor(),
                event.client(),
                event.links(),
                event.outcome(),
                event.touched(),
                event.summary(),
                event.properties(),
                event.items(),
                event.recipients(),
                event.targets());
    }
}
