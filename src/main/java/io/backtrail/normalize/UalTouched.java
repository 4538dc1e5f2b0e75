package io.backtrail.normalize;

import io.backtrail.model.MailItem;
import io.backtrail.model.Property;
import io.backtrail.model.Touched;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What an audit record's act touched: mailbox, object, subject. */
final class UalTouched {
    private static final Map<String, Integer> LOGON_TYPES = Map.of(
            "owner",
            0,
            "admin",
            1,
            "delegate",
            2,
            "transport",
            3,
            "systemservice",
            4,
            "bestaccess",
            5,
            "delegatedadmin",
            6);

    private UalTouched() {}

    static Touched of(UalRecord record, List<MailItem> items) {
        return new Touched(logonType(record), mailbox(record), target(record), subject(record, items));
    }

    private static Integer logonType(UalRecord record) {
        String text = record.body().at("LogonType", "Logon_Type").word();
        Integer number = Numbers.small(text);
        return number != null || text == null ? number : LOGON_TYPES.get(text.toLowerCase(Locale.ROOT));
    }

    private static String mailbox(UalRecord record) {
        String owner = record.word("MailboxOwnerUPN");
        if (owner != null) {
            return owner.toLowerCase(Locale.ROOT);
        }
        if (!isCmdlet(record)) {
            return null;
        }
        return isRule(record) ? ruleMailbox(record) : namesMailbox(record.folded()) ? cmdletMailbox(record) : null;
    }

    private static boolean isCmdlet(UalRecord record) {
        return record.isType(1) || record.folded().indexOf('-') > 0;
    }

    private static boolean isRule(UalRecord record) {
        return record.folded().endsWith("-inboxrule");
    }

    private static boolean namesMailbox(String folded) {
        return folded.indexOf("-mailbox") > 0
                || folded.endsWith("-casmailbox")
                || folded.endsWith("-recipientpermission")
                || folded.endsWith("-calendarprocessing")
                || folded.endsWith("-sweeprule");
    }

    /** A rule's owner: named by a parameter, else whoever made it, else the segment before the rule's name. */
    private static String ruleMailbox(UalRecord record) {
        String named = address(record.parameter("Mailbox"));
        if (named == null) {
            named = address(before(record.parameter("Identity"), '\\'));
        }
        String alias = segment(before(record.word("ObjectId"), '\\'));
        if (named == null) {
            named = address(alias);
        }
        if (named == null && record.parameter("Mailbox") == null) {
            named = address(record.word("UserId"));
        }
        String best = named == null ? alias : named;
        return best == null ? null : best.toLowerCase(Locale.ROOT);
    }

    private static String cmdletMailbox(UalRecord record) {
        String identity = before(record.parameter("Identity"), ':');
        String object = before(record.word("ObjectId"), ':');
        String named = address(identity);
        if (named == null) {
            named = address(segment(object));
        }
        if (named == null) {
            named = object == null ? segment(identity) : segment(object);
        }
        return named == null ? null : named.toLowerCase(Locale.ROOT);
    }

    private static String address(String text) {
        return text != null && text.indexOf('@') > 0 && text.indexOf('/') < 0 ? text : null;
    }

    private static String before(String text, char mark) {
        int place = text == null ? -1 : text.indexOf(mark);
        return place < 0 ? text : text.substring(0, place);
    }

    /** The last segment of a path such as {@code server/Hosted Organizations/tenant/alias}. */
    private static String segment(String path) {
        if (path == null) {
            return null;
        }
        String last = path.substring(path.lastIndexOf('/') + 1).strip();
        return last.isEmpty() ? null : last;
    }

    private static String target(UalRecord record) {
        if (isRule(record)) {
            return ruleName(record);
        }
        if (record.folded().equals("updateinboxrules")) {
            return record.bags().value("OperationProperties", "RuleName");
        }
        if (record.isType(8) || !record.body().at("Target").isNothing()) {
            return directoryTarget(record);
        }
        String object = record.body().at("ObjectId", "OfficeObjectId").word();
        if (isCmdlet(record)) {
            return object == null ? record.parameter("Identity") : object;
        }
        return object == null ? path(record) : object;
    }

    /** Behind the first backslash of {@code …/alias\name}: an alias has none, a rule's name may; a name before a number. */
    private static String ruleName(UalRecord record) {
        String object = record.word("ObjectId");
        String name = record.parameter("Name");
        int backslash = object == null ? -1 : object.indexOf('\\');
        if (backslash >= 0 && backslash + 1 < object.length()) {
            String rule = object.substring(backslash + 1);
            return name != null && rule.chars().allMatch(Character::isDigit) ? name : rule;
        }
        if (name == null) {
            name = record.parameter("Identity");
        }
        return name == null ? object : name;
    }

    private static String directoryTarget(UalRecord record) {
        String name = null;
        for (Json target : record.body().at("Target", "AADTarget").unfolded().elements()) {
            Integer type = Numbers.small(target.word("Type"));
            String id = target.word("ID");
            if (type != null && type == 5 && id != null) {
                return id;
            }
            name = name == null && type != null && type == 1 ? id : name;
        }
        String object = record.word("ObjectId");
        return name == null || object != null && object.indexOf('@') > 0 ? object : name;
    }

    private static String path(UalRecord record) {
        Json folder = record.body().at("Folder").unfolded();
        String path = folder.word("Path");
        if (path == null) {
            path = record.body()
                    .at("Item")
                    .unfolded()
                    .at("ParentFolder")
                    .unfolded()
                    .word("Path");
        }
        return path == null ? record.word("TeamName") : path;
    }

    private static String subject(UalRecord record, List<MailItem> items) {
        String subject = record.body().at("Item").unfolded().word("Subject");
        for (int i = 0; subject == null && i < items.size(); i++) {
            subject = items.get(i).subject();
        }
        if (subject == null) {
            subject = record.word("Subject");
        }
        Property metadata = record.bags().property("ExchangeMetaData", "Subject");
        return subject == null && metadata != null ? metadata.value() : subject;
    }
}
