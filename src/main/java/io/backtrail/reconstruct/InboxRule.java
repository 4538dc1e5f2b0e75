package io.backtrail.reconstruct;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An inbox rule as a record sets it, whichever of the three forms the record has.
 *
 * @param name the rule's name; empty if it has none
 * @param id the rule's identity, or null
 * @param folder folder that it moves mail to, or null
 * @param deletes whether it deletes
 * @param marksRead whether it marks as read
 * @param stops whether it stops further rules
 * @param forwards addresses that it forwards or redirects to
 * @param conditions texts of its conditions
 * @param senders senders that it looks for
 * @param removal whether the record takes the rule away
 */
record InboxRule(
        String name,
        String id,
        String folder,
        boolean deletes,
        boolean marksRead,
        boolean stops,
        List<String> forwards,
        List<String> conditions,
        List<String> senders,
        boolean removal) {
    private static final int MOST = 16;

    /** Whatever a rule is called and looks for: where the mail stays to be seen, nothing is hidden. */
    private static final int MOST_OF_AN_OPEN_RULE = 3;

    private static final Pattern MAIL = Pattern.compile("[A-Za-z0-9._%+'-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}");
    private static final Pattern TARGET_FOLDER = Pattern.compile(
            "\"?(?:DestinationFolder|TargetFolder|Folder|FolderName|MoveToFolder)\"?\\s*[:=]\\s*\"?([^\",}\\]]+)");

    /** Reads a record of {@link Deed#RULE_SET} or {@link Deed#RULE_REMOVED}. */
    static InboxRule read(Act act, Parts parts) {
        String operation = parts.value(act, "RuleOperation");
        return operation == null ? fromParameters(act, parts) : fromOutlook(act, parts, operation);
    }

    /** What it scores as a rule made for hiding, at most 16; with words for each part. */
    int score(Case of, List<String> words) {
        int score = 0;
        String letters = name.replaceAll("[^\\p{L}]", "");
        if (name.length() <= 3 || letters.isEmpty()) {
            score += part(words, 6, name.isEmpty() ? "no name" : "name hardly a word");
        } else if (letters.chars().distinct().count() == 1) {
            score += part(words, 5, "name of one repeated letter");
        }
        if (deletes || of.knowledge().hidingFolder(folder)) {
            score += part(words, 4, deletes ? "deletes" : "moves to " + folder);
        }
        score += marksRead ? part(words, 3, "marks as read") : 0;
        score += stops ? part(words, 1, "stops other rules") : 0;
        if (conditions.isEmpty() && senders.isEmpty()) {
            score += hides(of) ? part(words, 3, "takes all mail") : 0;
        } else if (conditions.stream().anyMatch(of.knowledge()::tellingWord)) {
            score += part(words, 5, "looks for payments, credentials or warnings");
        }
        if (!senders.isEmpty() && hides(of)) {
            score += part(words, 4, "looks for certain senders");
        }
        score += external(of).isEmpty() ? 0 : part(words, 8, "forwards outside");
        return Math.min(hides(of) || marksRead ? MOST : MOST_OF_AN_OPEN_RULE, score);
    }

    /** Addresses outside the tenant that it sends mail to, sorted. */
    Set<String> external(Case of) {
        Set<String> outside = new TreeSet<>();
        forwards.stream().filter(of::outside).forEach(outside::add);
        return outside;
    }

    private boolean hides(Case of) {
        return deletes || of.knowledge().hidingFolder(folder) || !external(of).isEmpty();
    }

    private static int part(List<String> words, int score, String why) {
        words.add(why);
        return score;
    }

    private static InboxRule fromParameters(Act act, Parts parts) {
        List<String> conditions = new ArrayList<>();
        List<String> senders = new ArrayList<>();
        List<String> forwards = new ArrayList<>();
        for (Parts.Named property : parts.properties(act)) {
            String name = property.name().toLowerCase(Locale.ROOT);
            String value = property.value() == null ? "" : property.value();
            if (value.isBlank() || name.startsWith("exceptif")) {
                continue;
            }
            if (name.equals("forwardto") || name.equals("redirectto") || name.equals("forwardasattachmentto")) {
                collect(value, forwards);
            } else if (name.equals("from") || name.equals("fromaddresscontainswords")) {
                senders.add(value);
            } else if (name.endsWith("containswords")
                    || name.equals("sentto")
                    || name.startsWith("has")
                    || name.startsWith("withim")) {
                conditions.add(value);
            }
        }
        String name = parts.value(act, "Name");
        String identity = parts.value(act, "Identity");
        return new InboxRule(
                name == null ? lastPart(identity == null ? act.target() : identity) : name.strip(),
                identity,
                parts.value(act, "MoveToFolder"),
                truth(parts, act, "DeleteMessage") || truth(parts, act, "SoftDeleteMessage"),
                truth(parts, act, "MarkAsRead"),
                truth(parts, act, "StopProcessingRules"),
                List.copyOf(forwards),
                List.copyOf(conditions),
                List.copyOf(senders),
                act.deed() == Deed.RULE_REMOVED);
    }

    private static InboxRule fromOutlook(Act act, Parts parts, String operation) {
        String actions = empty(parts.value(act, "RuleActions"));
        String condition = empty(parts.value(act, "RuleCondition"));
        List<String> forwards = new ArrayList<>();
        String folded = actions.toLowerCase(Locale.ROOT);
        if (folded.contains("forward") || folded.contains("redirect")) {
            collect(actions, forwards);
        }
        Matcher folder = TARGET_FOLDER.matcher(actions);
        boolean all = condition.isBlank() || condition.equals("{}") || condition.equalsIgnoreCase("{(true)}");
        return new InboxRule(
                empty(parts.value(act, "RuleName")).strip(),
                parts.value(act, "RuleId"),
                folder.find() ? folder.group(1).strip() : null,
                folded.contains("delete"),
                folded.contains("markasread"),
                folded.contains("stopprocessing"),
                List.copyOf(forwards),
                all ? List.of() : List.of(condition),
                List.of(),
                operation.toLowerCase(Locale.ROOT).startsWith("remove")
                        || operation.toLowerCase(Locale.ROOT).startsWith("delete"));
    }

    private static boolean truth(Parts parts, Act act, String name) {
        return "true".equalsIgnoreCase(parts.value(act, name));
    }

    private static String empty(String text) {
        return text == null ? "" : text;
    }

    private static String lastPart(String identity) {
        return identity == null
                ? ""
                : identity.substring(identity.lastIndexOf('\\') + 1).strip();
    }

    static void collect(String text, List<String> addresses) {
        Matcher matcher = MAIL.matcher(text);
        while (matcher.find()) {
            addresses.add(matcher.group().toLowerCase(Locale.ROOT));
        }
    }
}
