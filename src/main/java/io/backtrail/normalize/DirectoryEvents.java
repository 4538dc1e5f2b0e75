package io.backtrail.normalize;

import io.backtrail.model.Activity;
import io.backtrail.model.Actor;
import io.backtrail.model.ActorKind;
import io.backtrail.model.Client;
import io.backtrail.model.Event;
import io.backtrail.model.Links;
import io.backtrail.model.Outcome;
import io.backtrail.model.Property;
import io.backtrail.model.Result;
import io.backtrail.model.Target;
import io.backtrail.model.Touched;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Entra directory audits, from Graph or Azure diagnostics, to events. */
final class DirectoryEvents {
    Event event(Json value, Map<String, String> envelope, String raw) throws BadRecordException {
        EntraRecord record = EntraRecord.of(value);
        Json body = record.body();
        String operation = record.word("activityDisplayName", "operationName");
        if (operation == null) {
            throw new BadRecordException("record.no-operation", "expected an activityDisplayName, found none");
        }
        String happened = body.at("activityDateTime", "TimeGenerated").word();
        Times time = Times.of(
                happened == null ? record.outer().word("time") : happened, envelope, "activityDateTime", "time");
        Bags bags = bags(body);
        List<Target> targets = targets(body, bags);
        Actor actor = actor(body);
        Outcome outcome = outcome(record);
        String target = target(body);
        String id = Ids.id(body.word("id"));
        return new Event(
                id == null ? Ids.derived(raw) : id,
                "directory-audit",
                time.instant(),
                null,
                time.inferred(),
                new Activity(body.word("loggedByService"), null, operation),
                actor,
                client(record, bags),
                new Links(null, null, null, device(body), Ids.id(record.word("correlationId", "correlationId"))),
                outcome,
                new Touched(null, null, target, null),
                summary(operation, actor, target, targets, bags) + failed(outcome),
                bags.properties(),
                List.of(),
                List.of(),
                targets);
    }

    private static Json initiator(Json body, String kind) {
        return body.at("initiatedBy").unfolded().at(kind).unfolded();
    }

    private static Actor actor(Json body) {
        Json user = initiator(body, "user");
        String upn = user.word("userPrincipalName");
        String id = Ids.id(user.word("id"));
        if (upn != null || id != null) {
            String userId = upn == null ? id : upn;
            return new Actor(Actors.account(userId), userId, id, null, Actors.kind(userId, null));
        }
        Json app = initiator(body, "app");
        String principal = app.word("servicePrincipalId");
        String name = app.at("displayName", "servicePrincipalName").word();
        if (principal != null || name != null) {
            return new Actor(
                    name == null ? principal : name,
                    principal == null ? name : principal,
                    principal,
                    null,
                    ActorKind.APP);
        }
        String display = user.word("displayName");
        return new Actor(display, display, null, null, ActorKind.UNKNOWN);
    }

    private static Client client(EntraRecord record, Bags bags) {
        Json user = initiator(record.body(), "user");
        Json app = initiator(record.body(), "app");
        AddressText address = AddressText.read(user.word("ipAddress"));
        if (address == null) {
            address = AddressText.read(record.outer().word("callerIpAddress"));
        }
        String agent = record.body().word("userAgent");
        return new Client(
                address == null ? null : address.ip(),
                address == null ? null : address.port(),
                agent == null ? bags.value("AdditionalDetails", "User-Agent") : agent,
                null,
                Ids.guid(app.word("appId")),
                app.word("displayName"),
                null);
    }

    private static Outcome outcome(EntraRecord record) {
        String result = record.body().at("result", "ResultType").word();
        if (result == null) {
            result = record.outer().word("resultSignature");
        }
        String reason = record.body().at("resultReason", "ResultDescription").word();
        return new Outcome(UalOutcome.status(result), null, reason == null ? result : reason);
    }

    private static Bags bags(Json body) {
        Bags bags = new Bags();
        for (Json target : body.at("targetResources").unfolded().elements()) {
            bags.take("ModifiedProperties", target.at("modifiedProperties"));
        }
        bags.take("AdditionalDetails", body.at("additionalDetails"));
        for (String field : List.of("category", "operationType", "resultReason", TableRows.ZONE)) {
            String value = body.word(field);
            if (value != null) {
                bags.add("Record", field, value);
            }
        }
        String full = body.word("slotsFull");
        if (full != null) {
            bags.add("Record", "slots_full", full);
        }
        return bags;
    }

    /** Each target by its name and by its id. */
    private static List<Target> targets(Json body, Bags bags) {
        List<Target> targets = new ArrayList<>();
        for (Json target : body.at("targetResources").unfolded().elements()) {
            String type = target.word("type");
            String kind = type == null ? "other" : type.toLowerCase(Locale.ROOT);
            String name = target.at("userPrincipalName", "displayName").word();
            String id = target.word("id");
            if (name != null) {
                targets.add(new Target(kind, name));
            }
            if (id != null) {
                targets.add(new Target("id", id));
            }
        }
        addRole(bags.property("ModifiedProperties", "Role.DisplayName"), targets);
        return targets;
    }

    private static void addRole(Property role, List<Target> targets) {
        String name = role == null ? null : UalTargets.bare(role.value());
        if (name == null && role != null) {
            name = UalTargets.bare(role.oldValue());
        }
        if (name != null) {
            targets.add(new Target("role", name));
        }
    }

    /** The first target that has a name; a user before the role or group that it went into. */
    private static String target(Json body) {
        String first = null;
        for (Json target : body.at("targetResources").unfolded().elements()) {
            String upn = target.word("userPrincipalName");
            if (upn != null) {
                return upn;
            }
            String name = target.at("displayName", "id").word();
            first = first == null ? name : first;
        }
        return first;
    }

    private static String device(Json body) {
        for (Json target : body.at("targetResources").unfolded().elements()) {
            if ("Device".equalsIgnoreCase(target.word("type"))) {
                return Ids.guid(target.word("id"));
            }
        }
        return null;
    }

    private static String failed(Outcome outcome) {
        return outcome.result() == Result.FAILURE ? " (failed)" : "";
    }

    private static String summary(String operation, Actor actor, String target, List<Target> targets, Bags bags) {
        String who = actor.account() == null ? "someone" : Words.cut(actor.account());
        String what = target == null ? "an unnamed object" : Words.cut(target);
        String line = DirectorySummary.of(Operations.folded(operation), who, what, targets, bags);
        return Words.clean(
                line == null ? Words.cut(operation) + " by " + who + (target == null ? "" : " on " + what) : line);
    }
}
