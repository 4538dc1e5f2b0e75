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
import java.util.Map;

/** Entra sign-ins, from Graph v1.0 or beta, from Azure diagnostics, or from a Log Analytics table, to events. */
final class SigninEvents {
    private static final String BAG = "SignIn";

    private final SigninCodes codes;
    private final SigninSummary summaries;

    SigninEvents(SigninCodes codes) {
        this.codes = codes;
        this.summaries = new SigninSummary(codes);
    }

    Event event(Json value, Map<String, String> envelope, String raw) throws BadRecordException {
        EntraRecord record = EntraRecord.of(value);
        Json body = record.body();
        Times time = time(record, envelope);
        Actor actor = actor(record);
        Outcome outcome = outcome(record);
        String app = body.word("appDisplayName");
        String appId = Ids.id(body.word("appId"));
        String id = Ids.id(body.word("id"));
        String to = app == null ? appId : app;
        String who = actor.account() == null ? "someone" : Words.cut(actor.account());
        return new Event(
                id == null ? Ids.derived(raw) : id,
                "signin",
                time.instant(),
                null,
                time.inferred(),
                new Activity(null, null, operation(record)),
                actor,
                client(record, appId, app),
                links(record),
                outcome,
                new Touched(null, null, body.word("resourceDisplayName"), null),
                Words.clean(summaries.line(who, outcome, null, to) + flow(body)),
                properties(record),
                List.of(),
                List.of(),
                targets(body));
    }

    private static Times time(EntraRecord record, Map<String, String> envelope) throws BadRecordException {
        String created = record.body().word("createdDateTime");
        if (created == null) {
            created = record.body().at("CreatedDateTime", "TimeGenerated").word();
        }
        return Times.of(created == null ? record.outer().word("time") : created, envelope, "createdDateTime", "time");
    }

    private static String operation(EntraRecord record) {
        String name = record.outer() == record.body()
                ? record.body().word("OperationName")
                : record.outer().word("operationName");
        return name == null ? "Sign-in activity" : name;
    }

    /** A user by UPN; an app by its name, because its sign-in has no user. */
    private static Actor actor(EntraRecord record) {
        Json body = record.body();
        String upn = body.word("userPrincipalName");
        String principal = body.word("servicePrincipalId");
        boolean isApp = upn == null && body.word("userId") == null && principal != null;
        if (isApp) {
            String name = body.word("servicePrincipalName");
            return new Actor(name == null ? principal : name, principal, principal, null, ActorKind.APP);
        }
        String userId = upn == null ? body.word("userId") : upn;
        ActorKind kind = Actors.kind(userId, null);
        boolean guest = "guest".equalsIgnoreCase(body.word("userType"));
        return new Actor(
                Actors.account(userId),
                userId,
                Ids.id(body.word("userId")),
                null,
                guest && kind == ActorKind.USER ? ActorKind.GUEST : kind);
    }

    private Outcome outcome(EntraRecord record) {
        Json status = record.body().at("status").unfolded();
        String code = status.isObject() ? status.word("errorCode") : null;
        if (code == null) {
            code = record.word("resultType", "resultType");
        }
        String text = status.isObject() ? status.word("failureReason") : status.word();
        if (text == null || text.equals("Other.")) {
            String described = record.word("resultDescription", "resultDescription");
            text = described == null ? text : described;
        }
        // Only the portal's own table says Interrupted, and it knows.
        String told = status.word("outcome");
        boolean known = code == null && told != null || "Interrupted".equalsIgnoreCase(told);
        text = text == null ? told : text;
        return new Outcome(known ? UalOutcome.status(told) : result(code, text), code, text);
    }

    private Result result(String code, String text) {
        if (code == null) {
            return UalOutcome.status(text);
        }
        if (code.equals("0") || code.equalsIgnoreCase("Success")) {
            return Result.SUCCESS;
        }
        return codes.isInterrupt(code, null) ? Result.INTERRUPTED : Result.FAILURE;
    }

    private static Client client(EntraRecord record, String appId, String app) {
        AddressText address = AddressText.read(record.body().word("ipAddress"));
        if (address == null) {
            address = AddressText.read(record.outer().word("callerIpAddress"));
        }
        return new Client(
                address == null ? null : address.ip(),
                address == null ? null : address.port(),
                record.body().word("userAgent"),
                null,
                appId,
                app,
                resource(record.body()));
    }

    /** A Log Analytics table puts the resource into another field and the log's own path into {@code ResourceId}. */
    private static String resource(Json body) {
        String id = Ids.id(body.at("resourceIdentity", "resourceId").word());
        return id == null || id.startsWith("/tenants/") ? null : id;
    }

    private static Links links(EntraRecord record) {
        Json body = record.body();
        String session = Ids.guid(body.word("sessionId"));
        return new Links(
                session,
                session == null ? null : "sessionId",
                body.word("uniqueTokenIdentifier"),
                Ids.guid(body.at("deviceDetail").unfolded().word("deviceId")),
                Ids.id(record.word("correlationId", "correlationId")));
    }

    /** The ways in that a reader must not overlook. */
    private static String flow(Json body) {
        boolean device = "deviceCode".equalsIgnoreCase(body.word("authenticationProtocol"))
                || "deviceCodeFlow".equalsIgnoreCase(body.word("originalTransferMethod"));
        return device ? ", by device code" : "";
    }

    /** All that the record says, under dotted names; lists of named parts by their names. */
    private static List<Property> properties(EntraRecord record) {
        Bags bags = new Bags();
        if (record.category() != null) {
            bags.add(BAG, "category", record.category());
        }
        Json body = record.body();
        for (int i = 0; i < body.names().size(); i++) {
            Json value = body.values().get(i).unfolded();
            String name = body.names().get(i);
            if (name.equalsIgnoreCase("appliedConditionalAccessPolicies")) {
                policies(value, bags);
            } else if (name.equalsIgnoreCase("authenticationProcessingDetails")) {
                bags.take("AuthenticationProcessingDetails", value);
            } else {
                bags.flatten(BAG, "", Json.object(List.of(name), List.of(value)), 0);
            }
        }
        return bags.properties();
    }

    /** Each policy with its result; the rest of a policy is the same in thousands of records. */
    private static void policies(Json value, Bags bags) {
        for (Json policy : value.elements()) {
            String name = policy.word("displayName");
            String shown = name == null ? policy.word("id") : name;
            if (shown != null) {
                bags.add("ConditionalAccess", shown, policy.word("result"));
            }
        }
    }

    private static List<Target> targets(Json body) {
        List<Target> targets = new ArrayList<>();
        String resource = body.word("resourceDisplayName");
        if (resource != null) {
            targets.add(new Target("app", resource));
        }
        return targets;
    }
}
