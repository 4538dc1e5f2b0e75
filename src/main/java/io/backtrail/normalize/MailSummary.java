package io.backtrail.normalize;

/** Acts on messages and folders in one line. */
final class MailSummary {
    private MailSummary() {}

    static String of(Told told) {
        return switch (told.record().folded()) {
            case "mailitemsaccessed" -> accessed(told);
            case "send" -> sent(told, "sent");
            case "sendas" -> sent(told, "sent as " + other(told, "SendAsUserSmtp"));
            case "sendonbehalf" -> sent(told, "sent on behalf of " + other(told, "SendOnBehalfOfUserSmtp"));
            case "create" -> one(told, "created");
            case "update" -> one(told, "changed");
            case "harddelete" -> many(told, "deleted for good");
            case "softdelete" -> many(told, "deleted");
            case "movetodeleteditems" -> many(told, "moved to the deleted items");
            case "move" -> many(told, "moved") + destination(told);
            case "copy" -> many(told, "copied") + destination(told);
            case "attachmentaccess" ->
                told.who() + " opened " + Words.count(told.items().size(), "attachment") + told.inMailbox("of");
            case "folderbind" -> told.who() + " opened folder " + told.what() + told.inMailbox("of");
            case "mailboxlogin" -> told.who() + " signed in to mailbox " + mailbox(told);
            case "searchqueryinitiatedexchange" -> search(told, "mail");
            case "searchqueryinitiatedsharepoint", "searchqueryperformed" -> search(told, "files");
            default -> null;
        };
    }

    private static String mailbox(Told told) {
        return told.touched().mailbox() == null
                ? told.what()
                : Words.cut(told.touched().mailbox());
    }

    private static String other(Told told, String field) {
        String who = told.record().word(field);
        return who == null ? "another" : Words.cut(who);
    }

    private static String accessed(Told told) {
        String throttled = "true".equalsIgnoreCase(told.record().bags().value("OperationProperties", "IsThrottled"))
                ? "; logging was throttled from here on"
                : "";
        if (UalItems.isSync(told.record())) {
            return told.who() + " synchronised folder " + folder(told) + told.inMailbox("of") + throttled;
        }
        return told.who() + " read " + Words.count(told.items().size(), "message") + told.inMailbox("of") + throttled;
    }

    private static String folder(Told told) {
        String folder = told.items().isEmpty() ? null : told.items().get(0).folder();
        return folder == null ? "an unnamed folder" : Words.quote(folder);
    }

    private static String sent(Told told, String verb) {
        String to = told.recipients().isEmpty() ? "" : " to " + Words.few(told.recipients());
        return told.who() + " " + verb + " " + subject(told) + to + told.failed();
    }

    private static String subject(Told told) {
        String subject = told.touched().subject();
        return subject == null || subject.isBlank() ? "a message without subject" : Words.quote(subject);
    }

    private static String one(Told told, String verb) {
        String folder = told.items().isEmpty() ? null : told.items().get(0).folder();
        String in = folder == null ? "" : " in folder " + Words.quote(folder);
        return told.who() + " " + verb + " " + subject(told) + in + told.inMailbox("of") + told.failed();
    }

    private static String many(Told told, String verb) {
        int count = told.items().size();
        String first = told.touched().subject() == null
                ? ""
                : " (" + Words.quote(told.touched().subject()) + (count > 1 ? " and others)" : ")");
        return told.who() + " " + verb + " " + Words.count(count, "message") + first + told.inMailbox("of")
                + told.failed();
    }

    private static String destination(Told told) {
        String path = told.record().body().at("DestFolder").unfolded().word("Path");
        return path == null ? "" : " to folder " + Words.quote(path);
    }

    private static String search(Told told, String where) {
        String query = told.record().body().at("QueryText", "SearchQueryText").word();
        return told.who() + " searched " + where + " for " + Words.quote(query);
    }
}
