package io.backtrail.reconstruct;

import io.backtrail.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Mail that an attacker sent to outsiders in somebody's name; recipients from the record, else from the message trace. */
final class Fraud {
    private final Story story;
    private final MailItems items;

    Fraud(Story story, MailItems items) {
        this.story = story;
        this.items = items;
    }

    Table table() {
        Results results = Results.with(
                "account varchar",
                "event_id varchar",
                "event_time timestamp",
                "subject varchar",
                "recipients varchar[]",
                "internet_message_id varchar",
                "verdict varchar",
                "why varchar");
        for (Act act : story.accusedActs()) {
            if (act.deed() == Deed.MAIL_SENT && act.succeeded() && act.account() != null) {
                sent(act, results);
            }
        }
        return results.table();
    }

    /** Recipients of a sent message. */
    List<String> recipients(Act act) {
        List<String> recorded = story.of().parts().recipients(act);
        if (!recorded.isEmpty()) {
            return recorded;
        }
        String id = messageId(act);
        return id == null ? List.of() : items.traced(id);
    }

    private void sent(Act act, Results results) {
        List<String> recipients = recipients(act);
        boolean outside = recipients.isEmpty() || recipients.stream().anyMatch(story.of()::outside);
        String subject = subject(act);
        boolean finance = story.of().knowledge().financeWord(subject);
        boolean reply =
                subject != null && subject.toLowerCase(Locale.ROOT).matches("^(re|aw|sv|antw|fw|fwd|wg)\\s*:.*");
        if (!outside || !story.attacker(act) && !finance && !reply) {
            return;
        }
        List<String> why = new ArrayList<>();
        why.add(recipients.isEmpty() ? "recipients unknown" : "sent outside the tenant");
        if (finance) {
            why.add("speaks of payments");
        }
        if (reply) {
            why.add("in a running conversation");
        }
        if (recipients.size() >= 30) {
            why.add(recipients.size() + " recipients");
        }
        results.add(
                act.account(),
                act.id(),
                Results.time(act.time()),
                subject,
                recipients,
                messageId(act),
                story.word(act),
                String.join("; ", why));
    }

    private String subject(Act act) {
        if (act.subject() != null) {
            return act.subject();
        }
        return items.of(act).stream()
                .map(MailItems.Item::subject)
                .filter(text -> text != null)
                .findFirst()
                .orElse(null);
    }

    private String messageId(Act act) {
        return items.of(act).stream()
                .map(MailItems.Item::messageId)
                .filter(id -> id != null)
                .findFirst()
                .orElse(null);
    }
}
