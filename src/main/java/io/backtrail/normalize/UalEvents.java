package io.backtrail.normalize;

import io.backtrail.model.Activity;
import io.backtrail.model.Actor;
import io.backtrail.model.Client;
import io.backtrail.model.Event;
import io.backtrail.model.MailItem;
import io.backtrail.model.Outcome;
import io.backtrail.model.Target;
import io.backtrail.model.Touched;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Records of the unified audit log to events. */
final class UalEvents {
    /** A Bind record gathers what happened in the two minutes from its time on. */
    private static final long BIND_SECONDS = 120;

    private final RecordTypes recordTypes = new RecordTypes();
    private final UalOutcome outcomes;
    private final UalSummary summaries;

    UalEvents(SigninCodes codes) {
        this.outcomes = new UalOutcome(codes);
        this.summaries = new UalSummary(codes);
    }

    Event event(Json body, Map<String, String> envelope, String raw) throws BadRecordException {
        UalRecord record = record(body, envelope);
        Times time = Times.of(
                body.at("CreationTime", "Start_Time").word(),
                envelope,
                "CreationDate",
                "createdDateTime",
                "CreationTime",
                "TimeGenerated");
        Actor actor = actor(record);
        Client client = UalClient.of(record);
        Outcome outcome = outcomes.of(record);
        List<MailItem> items = UalItems.of(record);
        Touched touched = UalTouched.of(record, items);
        List<String> recipients = UalItems.recipients(record);
        List<Target> targets = UalTargets.of(record);
        Told told = new Told(record, actor, client, outcome, touched, items, recipients, targets);
        return new Event(
                id(record, raw),
                "ual",
                time.instant(),
                end(record, time.instant()),
                time.inferred(),
                new Activity(body.at("Workload", "OfficeWorkload").word(), record.recordType(), record.operation()),
                actor,
                client,
                UalClient.links(record),
                outcome,
                touched,
                summaries.of(told),
                record.bags().properties(),
                items,
                recipients,
                targets);
    }

    private UalRecord record(Json body, Map<String, String> envelope) throws BadRecordException {
        String operation = body.word("Operation");
        if (operation == null) {
            operation = Envelopes.word(envelope, "Operations", "Operation");
        }
        if (operation == null) {
            throw new BadRecordException("record.no-operation", "expected an Operation, found none");
        }
        Integer type = recordTypes.number(body.word("RecordType"));
        if (type == null) {
            type = recordTypes.number(Envelopes.word(envelope, "RecordType", "auditLogRecordType"));
        }
        // As recorded: the trailing blank of some Entra operations is theirs.
        String recorded = body.at("Operation").asText();
        return new UalRecord(
                body,
                envelope,
                UalBags.of(body),
                recorded == null || recorded.isBlank() ? operation : recorded,
                Operations.folded(operation),
                type);
    }

    /** In the envelope of Graph exports {@code userPrincipalName} is the classic UserId, and {@code userId} the UserKey. */
    private static Actor actor(UalRecord record) {
        Map<String, String> envelope = record.envelope();
        boolean graph = envelope.containsKey("auditLogRecordType");
        String id = record.word("UserId");
        if (id == null) {
            id = Envelopes.word(envelope, "UserIds", graph ? "userPrincipalName" : "UserId");
        }
        String key = record.word("UserKey");
        if ("__NULL__".equals(key) || key == null && graph) {
            key = graph ? Envelopes.word(envelope, "userId") : null;
        }
        String type = record.word("UserType");
        return Actors.of(id, "__NULL__".equals(key) ? null : key, type == null ? envelope.get("userType") : type);
    }

    private static String id(UalRecord record, String raw) {
        String id = Ids.id(record.body().at("Id", "OfficeId").word());
        if (id == null) {
            id = Ids.id(Envelopes.word(record.envelope(), "Identity", "RecordId", "id"));
        }
        return id == null ? Ids.derived(raw) : id;
    }

    private static Instant end(UalRecord record, Instant start) {
        boolean aggregated = record.folded().equals("mailitemsaccessed") && !UalItems.isSync(record);
        return aggregated ? start.plusSeconds(BIND_SECONDS) : null;
    }
}
