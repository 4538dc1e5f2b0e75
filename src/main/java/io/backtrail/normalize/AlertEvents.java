package io.backtrail.normalize;

import io.backtrail.model.Activity;
import io.backtrail.model.Actor;
import io.backtrail.model.ActorKind;
import io.backtrail.model.Client;
import io.backtrail.model.Event;
import io.backtrail.model.Links;
import io.backtrail.model.Outcome;
import io.backtrail.model.Result;
import io.backtrail.model.Target;
import io.backtrail.model.Touched;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the services themselves found suspicious, to events: risk detections of Entra and alerts of Defender. */
final class AlertEvents {
    private static final String FAMILY = "alert";

    /** A risk detection of Graph, or a collector's row of one. */
    Event risk(Json detection, String raw) throws BadRecordException {
        String kind = detection.word("riskEventType");
        if (kind == null) {
            throw new BadRecordException("record.no-operation", "expected a riskEventType, found none");
        }
        String happened = detection.at("activityDateTime", "detectedDateTime").word();
        String level = detection.word("riskLevel");
        String upn = Actors.account(detection.word("userPrincipalName"));
        String who = upn == null ? detection.word("userDisplayName") : upn;
        String line = "Entra saw risk " + Words.cut(kind) + (level == null ? "" : " (" + Words.cut(level) + ")")
                + " for " + (who == null ? "an unnamed user" : Words.cut(who));
        Map<String, Target> targets = new LinkedHashMap<>();
        add(targets, "user", upn);
        add(targets, "id", Ids.id(detection.word("userId")));
        add(targets, "ip", detection.word("ipAddress"));
        return event(
                detection,
                raw,
                happened,
                new Activity("EntraIdProtection", null, kind),
                new Links(null, null, null, null, Ids.id(detection.word("correlationId"))),
                new Outcome(Result.UNKNOWN, null, detection.word("riskState")),
                upn,
                line,
                targets);
    }

    /** An alert of Graph's second version. */
    Event alert(Json alert, String raw) throws BadRecordException {
        String title = alert.word("title");
        if (title == null) {
            throw new BadRecordException("record.no-operation", "expected a title, found none");
        }
        String happened = alert.at("firstActivityDateTime", "createdDateTime").word();
        Map<String, Target> targets = new LinkedHashMap<>();
        String upn = null;
        for (Json evidence : alert.at("evidence").unfolded().elements()) {
            String user = evidence.at("userAccount").unfolded().word("userPrincipalName");
            String address = evidence.word("ipAddress");
            upn = upn == null ? Actors.account(user) : upn;
            add(targets, "user", user);
            add(targets, "ip", address);
            add(targets, "mailbox", evidence.word("primaryAddress"));
            add(targets, "app", evidence.word("displayName"));
        }
        String severity = alert.word("severity");
        String line = "Alert " + Words.quote(title) + (severity == null ? "" : " (" + Words.cut(severity) + ")")
                + (upn == null ? "" : " about " + Words.cut(upn));
        return event(
                alert,
                raw,
                happened,
                new Activity(alert.at("serviceSource", "detectionSource").word(), null, title),
                Links.NONE,
                new Outcome(Result.UNKNOWN, null, alert.word("status")),
                upn,
                line,
                targets);
    }

    private static void add(Map<String, Target> targets, String kind, String value) {
        if (value != null) {
            targets.putIfAbsent(kind + " " + value, new Target(kind, value));
        }
    }

    /** The service is who acts here; user and address are what it speaks of, so they must not pass for its own. */
    private static Event event(
            Json body,
            String raw,
            String happened,
            Activity activity,
            Links links,
            Outcome outcome,
            String about,
            String line,
            Map<String, Target> targets)
            throws BadRecordException {
        Times time = Times.of(happened, Map.of());
        String id = Ids.id(body.word("id"));
        Bags bags = new Bags();
        for (int i = 0; i < body.names().size(); i++) {
            Json value = body.values().get(i).unfolded();
            bags.flatten("Alert", "", Json.object(List.of(body.names().get(i)), List.of(value)), 0);
        }
        return new Event(
                id == null ? Ids.derived(raw) : id,
                FAMILY,
                time.instant(),
                null,
                time.inferred(),
                activity,
                new Actor(activity.workload(), activity.workload(), null, null, ActorKind.SYSTEM),
                Client.UNKNOWN,
                links,
                outcome,
                new Touched(null, null, about, null),
                Words.clean(line),
                bags.properties(),
                List.of(),
                List.of(),
                new ArrayList<>(targets.values()));
    }
}
