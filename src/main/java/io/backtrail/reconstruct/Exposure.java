package io.backtrail.reconstruct;

import io.backtrail.model.Table;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an attacker saw: {@code proved} for single messages and files, {@code assumed} for whole folders, throttled
 * mailboxes and forwarding, {@code possible} where the actor is only suspect.
 */
final class Exposure {
    private record Key(String mailbox, String kind, String value) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int order = mailbox.compareTo(other.mailbox);
            order = order == 0 ? kind.compareTo(other.kind) : order;
            return order == 0 ? value.compareTo(other.value) : order;
        }
    }

    private record Seen(String word, Act first, String detail) {}

    private final Story story;
    private final Changes changes;
    private final Map<Key, Seen> seen = new TreeMap<>();
    private final Map<Key, Act> copied = new TreeMap<>();

    Exposure(Story story, MailItems items, Persistence persistence, Reach reach) {
        this.story = story;
        this.changes = new Changes(story.of());
        for (Act act : story.accusedActs()) {
            if (act.succeeded()) {
                look(act, items);
            }
        }
        copied.forEach((key, last) -> {
            for (String id : reach.inFolder(key.mailbox(), key.value(), last.time())) {
                note(key.mailbox(), "message", id, "assumed", last, "in " + key.value() + " before it was copied");
            }
        });
        for (Finding finding : persistence.findings()) {
            if (story.accused(finding.opened())) {
                forwarded(finding, persistence.end(finding), reach);
            }
        }
    }

    /** What a rule or setting sent outside: the trace names the messages; without one the time and the address remain. */
    private void forwarded(Finding finding, Act end, Reach reach) {
        Act opened = finding.opened();
        Set<String> outside = opened.deed() == Deed.RULE_SET
                ? new TreeSet<>(InboxRule.read(opened, story.of().parts()).external(story.of()))
                : changes.forwardsOutside(opened);
        if (outside.isEmpty()) {
            return;
        }
        if (!finding.type().equals("transport-rule")) {
            note(finding.account(), "forwarded", finding.target(), "assumed", opened, finding.detail());
        }
        long until = end == null ? reach.end() : end.time();
        reach.sentTo(outside, opened.time(), until).forEach((id, mailbox) -> {
            String whose = mailbox.isEmpty() ? finding.account() : mailbox;
            note(
                    whose,
                    "message",
                    id,
                    "proved",
                    opened,
                    "went to " + String.join(", ", outside) + " by the message trace");
        });
    }

    Table table() {
        Results results = Results.with(
                "mailbox varchar",
                "kind varchar",
                "value varchar",
                "class varchar",
                "first_time timestamp",
                "event_id varchar",
                "detail varchar");
        seen.forEach((key, what) -> results.add(
                key.mailbox(),
                key.kind(),
                key.value(),
                what.word(),
                Results.time(what.first().time()),
                what.first().id(),
                what.detail()));
        return results.table();
    }

    private void look(Act act, MailItems items) {
        if (act.deed() == Deed.FILE_READ && act.target() != null) {
            note(mailbox(act), "file", act.target(), "proved", act, act.operation());
        }
        boolean reads = act.deed() == Deed.MAIL_READ || act.operation().equalsIgnoreCase("AttachmentAccess");
        if (!reads) {
            return;
        }
        for (MailItems.Item item : items.of(act)) {
            boolean folder = "sync".equals(item.access()) || item.messageId() == null;
            if (folder && item.folder() != null && "sync".equals(item.access())) {
                note(mailbox(act), "folder", item.folder(), "assumed", act, "whole folder copied");
                lastCopy(act, item.folder());
            } else if (item.messageId() != null) {
                note(mailbox(act), "message", item.messageId(), "proved", act, item.folder());
            }
        }
        if (story.of().parts().throttled(act)) {
            note(
                    mailbox(act),
                    "mailbox",
                    mailbox(act),
                    "assumed",
                    act,
                    "recording was throttled: anything may have been read");
        }
    }

    /** The last copy reaches furthest; a copy by the attacker goes before one by a suspect. */
    private void lastCopy(Act act, String folder) {
        copied.merge(
                new Key(mailbox(act), "folder", folder),
                act,
                (one, other) -> story.attacker(other) || !story.attacker(one) ? other : one);
    }

    private void note(String mailbox, String kind, String value, String word, Act act, String detail) {
        String said = story.attacker(act) ? word : "possible";
        Key key = new Key(mailbox, kind, value);
        Seen before = seen.get(key);
        if (before == null || rank(said) < rank(before.word())) {
            seen.put(key, new Seen(said, act, detail));
        }
    }

    private static int rank(String word) {
        return List.of("proved", "assumed", "possible").indexOf(word);
    }

    private static String mailbox(Act act) {
        String mailbox = act.mailbox() == null ? act.account() : act.mailbox();
        return mailbox == null ? "(unknown)" : mailbox.toLowerCase(Locale.ROOT);
    }
}
