package io.backtrail.normalize;

import io.backtrail.model.MailItem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The messages and folders that an audit record lists. */
final class UalItems {
    private UalItems() {}

    static List<MailItem> of(UalRecord record) {
        return switch (record.folded()) {
            case "mailitemsaccessed" -> accessed(record);
            case "attachmentaccess" -> attachments(record);
            case "send", "sendas", "sendonbehalf" -> plain(record, "send");
            default -> plain(record, "item");
        };
    }

    /** Whether the record says that a whole folder was synchronised, so that everything in it must be presumed read. */
    static boolean isSync(UalRecord record) {
        String type = record.bags().value("OperationProperties", "MailAccessType");
        return "sync".equalsIgnoreCase(type);
    }

    private static List<MailItem> accessed(UalRecord record) {
        boolean sync = isSync(record);
        String access = sync ? "sync" : "bind";
        List<MailItem> items = new ArrayList<>();
        for (Json folder : record.body().at("Folders").unfolded().elements()) {
            String path = folder.word("Path");
            List<Json> messages = folder.at("FolderItems").unfolded().elements();
            messages.forEach(message -> items.add(item(message, path, access)));
            if (sync && messages.isEmpty()) {
                items.add(new MailItem(path, null, null, null, access));
            }
        }
        Json item = record.body().at("Item").unfolded();
        if (items.isEmpty() && item.isObject()) {
            items.add(item(item, null, access));
        }
        return items;
    }

    private static List<MailItem> attachments(UalRecord record) {
        List<MailItem> items = new ArrayList<>();
        for (Json message : record.body().at("Messages").unfolded().elements()) {
            String path = message.word("Path");
            for (Json attachment : message.at("MessageItems").unfolded().elements()) {
                items.add(item(attachment, path, "attachment"));
            }
        }
        return items.isEmpty() ? plain(record, "attachment") : items;
    }

    private static List<MailItem> plain(UalRecord record, String access) {
        Json affected = record.body().at("AffectedItems");
        Json item = record.body().at("Item");
        if (affected.isNothing() && item.isNothing()) {
            return named(record);
        }
        List<MailItem> items = new ArrayList<>();
        String folder = record.body().at("Folder").unfolded().word("Path");
        for (Json each : affected.unfolded().elements()) {
            add(items, each, folder, access);
        }
        for (Json each : item.unfolded().elements()) {
            add(items, each, folder, access);
        }
        return items;
    }

    /** The one message that records about threats and data loss name. */
    private static List<MailItem> named(UalRecord record) {
        Json metadata = record.body().at("ExchangeMetaData").unfolded();
        String id = record.word("InternetMessageId");
        if (id != null) {
            return List.of(new MailItem(null, id, record.word("Subject"), null, "item"));
        }
        id = metadata.word("MessageID");
        return id == null ? List.of() : List.of(new MailItem(null, id, metadata.word("Subject"), null, "item"));
    }

    private static void add(List<MailItem> items, Json each, String folder, String access) {
        if (each.isObject() && !each.names().isEmpty()) {
            items.add(item(each, folder, access));
        }
    }

    private static MailItem item(Json item, String folder, String access) {
        String own = item.at("ParentFolder").unfolded().word("Path");
        return new MailItem(
                own == null ? folder : own,
                item.word("InternetMessageId"),
                item.at("Subject").asText(),
                Numbers.whole(item.word("SizeInBytes")),
                access);
    }

    /** The addresses that a record says a message went to, in lower case, each once, in their order. */
    static List<String> recipients(UalRecord record) {
        Set<String> addresses = new LinkedHashSet<>();
        Json body = record.body();
        take(body.at("recipientList", "Recipients"), addresses);
        Json metadata = body.at("ExchangeMetaData").unfolded();
        if (metadata.isObject()) {
            take(metadata.at("To"), addresses);
            take(metadata.at("CC"), addresses);
            take(metadata.at("BCC"), addresses);
        }
        return List.copyOf(addresses);
    }

    private static void take(Json value, Set<String> addresses) {
        Json unfolded = value.unfolded();
        for (Json each : unfolded.elements()) {
            String text = each.isObject() ? each.at("Address", "EmailAddress").word() : each.word();
            if (text != null) {
                split(text, addresses);
            }
        }
    }

    /** Takes {@code [a@b, c@d]} apart, the form in which some records write a list. */
    static void split(String text, Set<String> addresses) {
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? ',' : text.charAt(i);
            if (c == ',' || c == ';' || c == '[' || c == ']' || c == '"' || c == '<' || c == '>') {
                String address = text.substring(from, i).strip().toLowerCase(Locale.ROOT);
                if (address.indexOf('@') > 0) {
                    addresses.add(address);
                }
                from = i + 1;
            }
        }
    }
}
