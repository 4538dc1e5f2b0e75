package io.backtrail.normalize;

import io.backtrail.model.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Inbox and transport rules in one line, conditions and actions in words. */
final class RuleSummary {
    private static final Map<String, String> ACTIONS = Map.ofEntries(
            Map.entry("forwardto", "forwards to"),
            Map.entry("forwardasattachmentto", "forwards as attachment to"),
            Map.entry("redirectto", "redirects to"),
            Map.entry("redirectmessageto", "redirects to"),
            Map.entry("blindcopyto", "copies blindly to"),
            Map.entry("copyto", "copies to"),
            Map.entry("movetofolder", "moves to folder"),
            Map.entry("copytofolder", "copies to folder"),
            Map.entry("deletemessage", "deletes"),
            Map.entry("softdeletemessage", "deletes softly"),
            Map.entry("permanentdelete", "deletes for good"),
            Map.entry("markasread", "marks as read"),
            Map.entry("markimportance", "marks importance"),
            Map.entry("applycategory", "categorises as"),
            Map.entry("stopprocessingrules", "stops other rules"));

    private static final Map<String, String> CONDITIONS = Map.ofEntries(
            Map.entry("from", "from"),
            Map.entry("fromaddresscontainswords", "sender has"),
            Map.entry("sentto", "sent to"),
            Map.entry("subjectcontainswords", "subject has"),
            Map.entry("bodycontainswords", "body has"),
            Map.entry("subjectorbodycontainswords", "subject or body has"),
            Map.entry("headercontainswords", "header has"),
            Map.entry("recipientaddresscontainswords", "recipient has"),
            Map.entry("recipientdomainis", "recipient domain is"),
            Map.entry("senderdomainis", "sender domain is"),
            Map.entry("hasattachment", "has attachment"),
            Map.entry("myname", "names me"));

    private RuleSummary() {}

    static String of(Told told) {
        return switch (told.record().folded()) {
            case "new-inboxrule" -> cmdlet(told, "created inbox rule");
            case "set-inboxrule" -> cmdlet(told, "changed inbox rule");
            case "enable-inboxrule" -> cmdlet(told, "switched on inbox rule");
            case "disable-inboxrule" -> cmdlet(told, "switched off inbox rule");
            case "remove-inboxrule" -> cmdlet(told, "removed inbox rule");
            case "new-transportrule" -> cmdlet(told, "created transport rule");
            case "set-transportrule" -> cmdlet(told, "changed transport rule");
            case "enable-transportrule" -> cmdlet(told, "switched on transport rule");
            case "disable-transportrule" -> cmdlet(told, "switched off transport rule");
            case "remove-transportrule" -> cmdlet(told, "removed transport rule");
            case "updateinboxrules" -> outlook(told);
            default -> null;
        };
    }

    private static String cmdlet(Told told, String verb) {
        List<String> conditions = new ArrayList<>();
        List<String> actions = new ArrayList<>();
        for (Property property : told.record().bags().properties()) {
            if (property.bag().equals("Parameters") && isSet(property.value())) {
                phrase(ACTIONS, property, actions);
                phrase(CONDITIONS, property, conditions);
            }
        }
        return told.who() + " " + verb + " " + Words.quote(name(told)) + told.inMailbox("of")
                + tail(conditions, actions) + told.failed();
    }

    private static String name(Told told) {
        String name = told.record().parameter("Name");
        return name == null ? told.touched().target() : name;
    }

    private static boolean isSet(String value) {
        return value != null && !value.isBlank() && !value.strip().equalsIgnoreCase("False");
    }

    private static void phrase(Map<String, String> phrases, Property property, List<String> into) {
        String words = phrases.get(property.name().toLowerCase(Locale.ROOT));
        if (words != null) {
            boolean truth = property.value().strip().equalsIgnoreCase("True");
            into.add(truth ? words : words + " " + Words.quote(property.value()));
        }
    }

    private static String tail(List<String> conditions, List<String> actions) {
        String when = conditions.isEmpty() ? "" : "when " + String.join(" and ", conditions);
        String then = String.join(", ", actions);
        String both = when.isEmpty() || then.isEmpty() ? when + then : when + ": " + then;
        return both.isEmpty() ? "" : ": " + both;
    }

    /** Outlook's own form: one operation for all rules, the rule itself in the operation's properties. */
    private static String outlook(Told told) {
        Bags bags = told.record().bags();
        String operation = bags.value("OperationProperties", "RuleOperation");
        String verb = switch (operation == null ? "" : operation) {
            case "AddMailboxRule" -> "created inbox rule";
            case "ModifyMailboxRule" -> "changed inbox rule";
            case "RemoveMailboxRule" -> "removed inbox rule";
            default -> "updated inbox rules";
        };
        String name = bags.value("OperationProperties", "RuleName");
        String condition = bags.value("OperationProperties", "RuleCondition");
        List<String> conditions = condition == null ? List.of() : List.of(Words.quote(condition));
        return told.who() + " " + verb + (name == null ? "" : " " + Words.quote(name)) + " from Outlook"
                + told.inMailbox("of") + tail(conditions, outlookActions(bags)) + told.failed();
    }

    private static List<String> outlookActions(Bags bags) {
        List<String> actions = new ArrayList<>();
        String text = bags.value("OperationProperties", "RuleActions");
        Json list =
                text == null ? Json.NOTHING : Json.scalar(Json.Kind.TEXT, text).unfolded();
        for (Json action : list.elements()) {
            String type = action.word("ActionType");
            List<String> recipients = new ArrayList<>();
            action.at("Recipients").unfolded().elements().forEach(each -> recipients.add(each.asText()));
            if (type != null) {
                actions.add(recipients.isEmpty() ? type : type + " " + Words.few(recipients));
            }
        }
        return actions;
    }
}
