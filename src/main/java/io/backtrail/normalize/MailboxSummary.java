package io.backtrail.normalize;

import io.backtrail.model.Property;
import java.util.ArrayList;
import java.util.List;

/** Settings and rights of mailboxes and of the organisation in one line. */
final class MailboxSummary {
    private MailboxSummary() {}

    static String of(Told told) {
        String mailbox = mailbox(told);
        return switch (told.record().folded()) {
            case "set-mailbox" -> setMailbox(told, mailbox);
            case "add-mailboxpermission" -> grant(told, "gave", "User", "to", mailbox);
            case "remove-mailboxpermission" -> grant(told, "took", "User", "from", mailbox);
            case "add-recipientpermission" -> grant(told, "gave", "Trustee", "to", mailbox);
            case "remove-recipientpermission" -> grant(told, "took", "Trustee", "from", mailbox);
            case "add-mailboxfolderpermission", "set-mailboxfolderpermission" ->
                grant(told, "gave", "User", "to", folder(told, mailbox));
            case "remove-mailboxfolderpermission" -> grant(told, "took", "User", "from", folder(told, mailbox));
            case "addfolderpermissions", "modifyfolderpermissions" -> folderRights(told);
            case "set-mailboxautoreplyconfiguration" ->
                told.who() + " set the automatic reply of " + mailbox + changes(told);
            case "set-mailboxjunkemailconfiguration" ->
                told.who() + " set the junk mail lists of " + mailbox + changes(told);
            case "set-casmailbox" -> told.who() + " set the protocols of " + mailbox + changes(told);
            case "set-adminauditlogconfig" -> told.who() + " set the audit log" + changes(told);
            case "set-mailboxauditbypassassociation" ->
                told.who() + " set the audit bypass of " + mailbox + changes(told);
            case "set-organizationconfig" -> told.who() + " set the organisation's mail settings" + changes(told);
            case "new-inboundconnector", "new-outboundconnector" ->
                told.who() + " created connector " + told.what() + changes(told);
            case "set-inboundconnector", "set-outboundconnector" ->
                told.who() + " changed connector " + told.what() + changes(told);
            default -> null;
        };
    }

    private static String mailbox(Told told) {
        return told.touched().mailbox() == null
                ? told.what()
                : Words.cut(told.touched().mailbox());
    }

    private static String folder(Told told, String mailbox) {
        String identity = told.record().parameter("Identity");
        return identity == null ? mailbox : Words.cut(identity);
    }

    private static String setMailbox(Told told, String mailbox) {
        String smtp = given(told, "ForwardingSmtpAddress");
        String address = given(told, "ForwardingAddress");
        String to = smtp == null || smtp.isBlank() ? address : smtp;
        if (to == null && smtp == null) {
            return told.who() + " changed mailbox " + mailbox + changes(told) + told.failed();
        }
        if (to == null || to.isBlank()) {
            return told.who() + " cleared the forwarding of mailbox " + mailbox + told.failed();
        }
        String keeps = told.record().parameter("DeliverToMailboxAndForward");
        String copy = "false".equalsIgnoreCase(keeps) ? ", keeping no copy" : "";
        return told.who() + " set mailbox " + mailbox + " to forward all mail to " + Words.cut(to) + copy
                + told.failed();
    }

    /** A parameter's value, empty when it was given without one, or null when it was not given. */
    private static String given(Told told, String name) {
        Property property = told.record().bags().property("Parameters", name);
        if (property == null) {
            return null;
        }
        return property.value() == null ? "" : property.value();
    }

    private static String grant(Told told, String verb, String parameter, String preposition, String mailbox) {
        String who = told.record().parameter(parameter);
        String rights = told.record().parameter("AccessRights");
        String grantee = who == null ? "someone" : Words.cut(who);
        String right = rights == null ? "rights" : Words.cut(rights);
        boolean gave = verb.equals("gave");
        return told.who() + " " + verb + " " + (gave ? grantee + " " + right + " on " : right + " on ") + mailbox
                + (gave ? "" : " " + preposition + " " + grantee) + told.failed();
    }

    private static String folderRights(Told told) {
        Json folder =
                told.record().body().at("Item").unfolded().at("ParentFolder").unfolded();
        String member = folder.word("MemberUpn");
        String rights = folder.word("MemberRights");
        return told.who() + " gave " + (member == null ? "someone" : Words.cut(member)) + " "
                + (rights == null ? "rights" : Words.cut(rights)) + " on folder " + told.what()
                + told.inMailbox("of") + told.failed();
    }

    /** What the cmdlet was told to change: its parameters but the one that says where. */
    private static String changes(Told told) {
        List<String> changes = new ArrayList<>();
        for (Property property : told.record().bags().properties()) {
            boolean isChange =
                    property.bag().equals("Parameters") && !property.name().equalsIgnoreCase("Identity");
            if (isChange && property.value() != null) {
                changes.add(property.name() + "=" + property.value());
            }
        }
        return changes.isEmpty() ? "" : ": " + Words.few(changes);
    }
}
