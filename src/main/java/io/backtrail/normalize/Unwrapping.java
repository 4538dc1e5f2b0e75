package io.backtrail.normalize;

/** Finds the audit record inside what a collector or a SIEM wrapped around it. */
final class Unwrapping {
    private static final int DEEPEST = 4;

    /** Where re-exports keep the record: Defender, Splunk, Elastic, Wazuh, Graph, the audit cmdlet, Azure. */
    private static final String[] WRAPPERS = {
        "RawEventData",
        "_raw",
        "AuditData",
        "o365audit",
        "office365",
        "event",
        "original",
        "_source",
        "result",
        "o365",
        "audit",
        "message"
    };

    private Unwrapping() {}

    /** The innermost object with a time and an operation of the audit log, or nothing. */
    static Json audit(Json value) {
        return audit(value, 0);
    }

    private static Json audit(Json value, int depth) {
        if (isAudit(value)) {
            return value;
        }
        for (String name : depth < DEEPEST && value.isObject() ? WRAPPERS : new String[0]) {
            Json inside = value.at(name).unfolded();
            Json found = inside.isObject() ? audit(inside, depth + 1) : Json.NOTHING;
            if (!found.isNothing()) {
                return found;
            }
        }
        return Json.NOTHING;
    }

    static boolean isAudit(Json value) {
        boolean timed = value.word("CreationTime") != null || value.word("OfficeId") != null;
        return value.isObject() && timed && value.word("Operation") != null;
    }

    /** A sign-in by its fields, in Graph's spelling or in that of a Log Analytics table. */
    static boolean isSignin(Json value) {
        Json body = EntraRecord.of(value).body();
        boolean timed = !body.at("createdDateTime", "TimeGenerated").isNothing();
        boolean addressed = body.word("appDisplayName") != null || body.word("ipAddress") != null;
        return timed && addressed && !body.at("status", "ResultType").isNothing();
    }

    static boolean isDirectoryAudit(Json value) {
        Json body = EntraRecord.of(value).body();
        boolean timed = !body.at("activityDateTime", "TimeGenerated").isNothing();
        return timed && body.word("activityDisplayName") != null;
    }

    static boolean isTrace(Json value) {
        boolean timed = value.word("Received") != null || value.word("receivedDateTime") != null;
        return timed && value.word("RecipientAddress") != null;
    }
}
