package io.backtrail.normalize;

import io.backtrail.model.Activity;
import io.backtrail.model.Actor;
import io.backtrail.model.ActorKind;
import io.backtrail.model.Client;
import io.backtrail.model.Event;
import io.backtrail.model.Links;
import io.backtrail.model.MailItem;
import io.backtrail.model.Outcome;
import io.backtrail.model.Property;
import io.backtrail.model.Result;
import io.backtrail.model.Touched;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Rows of message traces to events: Get-MessageTrace and its second version, one row a recipient; the summary of a
 * historical search, one row a message; its details, several rows a message; EmailEvents of Defender, one row a recipient.
 */
final class TraceEvents {
    private static final String OPERATION = "MessageTrace";

    Event event(Map<String, String> row, String raw) throws BadRecordException {
        Times time = time(row);
        String sender = Envelopes.word(row, "SenderAddress", "sender_address", "SenderFromAddress");
        List<String> recipients = recipients(row);
        String subject = Envelopes.word(row, "Subject", "message_subject");
        String size = Envelopes.word(row, "Size", "total_bytes", "EmailSize");
        MailItem item = new MailItem(
                null,
                Envelopes.word(row, "MessageId", "message_id", "InternetMessageId"),
                subject,
                Numbers.whole(size),
                "send");
        Outcome outcome = outcome(row);
        return new Event(
                id(row, recipients, raw),
                "message-trace",
                time.instant(),
                null,
                time.inferred(),
                new Activity(null, null, OPERATION),
                // A sender's address is what the message claims, so it does not make a user of the tenant.
                new Actor(Actors.account(sender), sender, null, null, ActorKind.UNKNOWN),
                client(row),
                new Links(null, null, null, null, Ids.id(traceId(row))),
                outcome,
                new Touched(null, null, recipients.isEmpty() ? null : recipients.get(0), subject),
                summary(sender, recipients, subject, outcome),
                properties(row),
                List.of(item),
                recipients,
                List.of());
    }

    /** These columns are the record itself; only a time printed in some culture is inferred. */
    private static Times time(Map<String, String> row) throws BadRecordException {
        String own = Envelopes.word(
                row,
                "Received",
                "receivedDateTime",
                "origin_timestamp_utc",
                "date_time_utc",
                "Date",
                "date_time",
                "Timestamp");
        return Times.of(own, Map.of());
    }

    /** Graph calls the trace id only {@code id}. */
    private static String traceId(Map<String, String> row) {
        return Envelopes.word(row, "MessageTraceId", "network_message_id", "NetworkMessageId", "id");
    }

    /** One mail is one row a recipient, so the recipient belongs to the id; detail rows are told apart by their text. */
    private static String id(Map<String, String> row, List<String> recipients, String raw) {
        String hunted = Envelopes.word(row, "NetworkMessageId");
        if (hunted != null) {
            // Defender's row and the trace's tell of one message, each in its own words.
            return "email-event/" + Ids.id(hunted) + "/" + String.join(",", recipients);
        }
        String trace = Ids.id(Envelopes.word(row, "MessageTraceId", "id"));
        return trace == null || recipients.size() != 1 ? Ids.derived(raw) : trace + "/" + recipients.get(0);
    }

    /** The historical summary writes {@code a@x##Receive, Deliver;b@y##…}: each address with what became of it. */
    private static List<String> recipients(Map<String, String> row) {
        Set<String> addresses = new LinkedHashSet<>();
        String plain = Envelopes.word(row, "RecipientAddress", "recipient_address", "RecipientEmailAddress");
        if (plain != null) {
            UalItems.split(plain, addresses);
            return List.copyOf(addresses);
        }
        String statuses = Envelopes.word(row, "recipient_status");
        for (String each : statuses == null ? new String[0] : statuses.split(";")) {
            int mark = each.indexOf("##");
            UalItems.split(mark < 0 ? each : each.substring(0, mark), addresses);
        }
        return List.copyOf(addresses);
    }

    private static Outcome outcome(Map<String, String> row) {
        String status = Envelopes.word(row, "Status");
        if (status == null) {
            status = Envelopes.word(row, "DeliveryAction");
        }
        if (status == null) {
            status = Envelopes.word(row, "event_id", "recipient_status");
        }
        return new Outcome(result(status), null, status);
    }

    private static Result result(String status) {
        if (status == null) {
            return Result.UNKNOWN;
        }
        String word = status.toLowerCase(Locale.ROOT);
        return switch (word) {
            case "delivered", "expanded", "resolved", "deliver", "send", "sendexternal", "junked" -> Result.SUCCESS;
            case "failed", "fail", "quarantined", "filteredasspam", "blocked" -> Result.FAILURE;
            default -> word.contains("##") ? historical(word) : Result.UNKNOWN;
        };
    }

    private static Result historical(String statuses) {
        if (statuses.contains("deliver") || statuses.contains("send") || statuses.contains("expand")) {
            return Result.SUCCESS;
        }
        return statuses.contains("fail") ? Result.FAILURE : Result.UNKNOWN;
    }

    private static Client client(Map<String, String> row) {
        AddressText address = AddressText.read(
                Envelopes.word(row, "FromIP", "original_client_ip", "client_ip", "SenderIPv4", "SenderIPv6"));
        return new Client(
                address == null ? null : address.ip(),
                address == null ? null : address.port(),
                null,
                null,
                null,
                null,
                null);
    }

    private static List<Property> properties(Map<String, String> row) {
        Bags bags = new Bags();
        row.forEach((name, value) -> {
            if (value != null && !value.isEmpty()) {
                bags.add(OPERATION, name, value);
            }
        });
        return bags.properties();
    }

    private static String summary(String sender, List<String> recipients, String subject, Outcome outcome) {
        String from =
                sender == null || sender.equals("<>") ? "the mail system" : Words.cut(sender.toLowerCase(Locale.ROOT));
        String to = recipients.isEmpty() ? "nobody named" : Words.few(recipients);
        String status = outcome.text() == null || outcome.text().contains("##") ? "" : ": " + Words.cut(outcome.text());
        return Words.clean("Mail " + Words.quote(subject) + " from " + from + " to " + to + status);
    }
}
