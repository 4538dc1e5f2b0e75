package io.backtrail.normalize;

import io.backtrail.model.Activity;
import io.backtrail.model.Actor;
import io.backtrail.model.ActorKind;
import io.backtrail.model.Client;
import io.backtrail.model.Event;
import io.backtrail.model.Links;
import io.backtrail.model.Outcome;
import io.backtrail.model.Result;
import io.backtrail.model.Touched;
import java.util.List;
import java.util.Map;

/**
 * Rows of activity tables to events: the Outlook Activities API of 2018, and the activity log of Defender for Cloud Apps,
 * whose headings are words of a page and vary.
 */
final class ActivityRows {
    /** A row of the Activities API; it names no person, since each file is of one mailbox. */
    Event legacy(Map<String, String> row, String raw) throws BadRecordException {
        String operation = Envelopes.word(row, "ActivityIdType");
        if (operation == null) {
            throw new BadRecordException("record.no-operation", "expected an ActivityIdType, found none");
        }
        String app = Envelopes.word(row, "AppIdType");
        Times time = Times.of(Envelopes.word(row, "TimeStamp", "ActivityCreationTime"), Map.of());
        String session = Envelopes.word(row, "ClientSessionId");
        String item = Envelopes.word(row, "ActivityItemId");
        return new Event(
                Ids.derived(raw),
                "legacy-activity",
                time.instant(),
                null,
                time.inferred(),
                new Activity("Exchange", null, operation),
                new Actor(null, null, null, null, ActorKind.UNKNOWN),
                new Client(null, null, null, null, null, app, null),
                new Links(Ids.guid(session), Ids.guid(session) == null ? null : "ClientSessionId", null, null, null),
                new Outcome(Result.UNKNOWN, null, null),
                new Touched(null, null, item, null),
                Words.clean("Activity " + Words.cut(operation) + (app == null ? "" : " in " + Words.cut(app))),
                bags(row, "CustomProperties").properties(),
                List.of(),
                List.of(),
                List.of());
    }

    /** A row of the activity log of Defender for Cloud Apps. */
    Event cloudApp(Map<String, String> row, String raw) throws BadRecordException {
        String operation = Envelopes.word(row, "Activity type", "Activity", "Description");
        if (operation == null) {
            throw new BadRecordException("record.no-operation", "expected an activity, found none");
        }
        Times time = Times.of(Envelopes.word(row, "Date", "Date (UTC)", "Timestamp", "Time"), Map.of());
        String user = Envelopes.word(row, "User name", "Username", "User");
        String app = Envelopes.word(row, "App", "Application");
        AddressText address = AddressText.read(Envelopes.word(row, "IP address", "IP"));
        String account = Actors.account(user);
        String who = account == null ? "someone" : Words.cut(account);
        String told = Envelopes.word(row, "Description");
        return new Event(
                Ids.derived(raw),
                "cloud-app-activity",
                time.instant(),
                null,
                time.inferred(),
                new Activity(app, null, operation),
                new Actor(account, user, null, null, Actors.kind(user, null)),
                new Client(
                        address == null ? null : address.ip(),
                        address == null ? null : address.port(),
                        Envelopes.word(row, "User agent"),
                        null,
                        null,
                        app,
                        null),
                Links.NONE,
                new Outcome(Result.UNKNOWN, null, null),
                new Touched(null, null, Envelopes.word(row, "Activity objects", "Target objects", "Object"), null),
                Words.clean(told == null ? Words.cut(operation) + " by " + who : Words.cut(told)),
                bags(row, "CloudApps").properties(),
                List.of(),
                List.of(),
                List.of());
    }

    private static Bags bags(Map<String, String> row, String bag) {
        Bags bags = new Bags();
        row.forEach((name, value) -> {
            if (value != null && !value.isBlank()) {
                bags.add(bag, name, value);
            }
        });
        return bags;
    }
}
