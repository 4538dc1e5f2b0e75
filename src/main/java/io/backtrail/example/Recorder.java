package io.backtrail.example;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Begins and ends records of the audit log: the keys that every record has, in the order that the service gives them. */
final class Recorder {
    private static final DateTimeFormatter ZONELESS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Tenant tenant;
    private final Dice dice;
    private final Book book;

    Recorder(Tenant tenant, Dice dice, Book book) {
        this.tenant = tenant;
        this.dice = dice;
        this.book = book;
    }

    Tenant tenant() {
        return tenant;
    }

    Dice dice() {
        return dice;
    }

    Era era() {
        return tenant.era();
    }

    Book book() {
        return book;
    }

    /** UTC without a zone, as audit records write it. */
    static String zoneless(Instant time) {
        return ZONELESS.format(time);
    }

    /**
     * Starts a record.
     *
     * @param act time, id, kind and operation
     * @param result ResultStatus, or null to leave it out
     * @param userKey the actor's key
     * @param userType the actor's type
     */
    AuditJson head(Act act, String result, String userKey, int userType) {
        AuditJson json = new AuditJson()
                .put("CreationTime", zoneless(act.time()))
                .put("Id", act.id())
                .put("Operation", act.operation())
                .put("OrganizationId", tenant.id())
                .put("RecordType", act.kind().number());
        if (result != null) {
            json.put("ResultStatus", result);
        }
        return json.put("UserKey", userKey)
                .put("UserType", userType)
                .put("Version", 1)
                .put("Workload", act.kind().workload());
    }

    /** Ends a record and enters it in the book; its id. */
    String enter(Act act, AuditJson json, String userId, Label label) {
        book.add(new Entry(act.time(), act.id(), act.kind(), act.operation(), userId, era().dress(json.text()), label));
        return act.id();
    }

    /** The context of the token behind a call, when there is one. */
    AuditJson context(AuditJson json, Hand hand, String clientApp, Instant time) {
        if (hand.session() == null || !era().sessions()) {
            return json;
        }
        if (!era().linkable()) {
            return json.object("AppAccessContext", () -> json.put("ClientAppId", clientApp));
        }
        return json.object("AppAccessContext", () -> {
            json.put("AADSessionId", hand.session()).put("ClientAppId", clientApp);
            if (hand.device().managed()) {
                json.put("DeviceId", hand.device().id());
            }
            Token token = hand.token();
            Instant issued = token == null ? time.minusSeconds(dice.between(120, 3000)) : token.issued();
            json.put("IssuedAtTime", zoneless(issued));
            if (token != null) {
                json.put("UniqueTokenId", token.id());
            }
            json.put("UserObjectId", hand.person().objectId());
        });
    }

    /** The four facts that a record begins with. */
    record Act(Instant time, String id, Kind kind, String operation) {}
}
