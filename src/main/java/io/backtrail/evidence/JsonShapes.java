package io.backtrail.evidence;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells which export a JSON file is, by the fields of its first elements. */
final class JsonShapes {
    private static final Set<String> AUDIT_WRAPPERS = Set.of("o365audit", "office365");

    private final Map<Shape, Integer> votes = new EnumMap<>(Shape.class);
    private int elements;

    /** Counts the fields of one record. */
    void add(JsonUnwrap record) {
        elements++;
        votes.merge(shape(folded(record.fields()), folded(record.outer()), record), 1, Integer::sum);
    }

    int elements() {
        return elements;
    }

    /** What most elements are, of those that are anything known. */
    Verdict verdict(String dialect) {
        List<Shape> known = new ArrayList<>(votes.keySet());
        known.remove(Shape.GENERIC_JSON);
        Shape most = Shape.GENERIC_JSON;
        for (Shape shape : known) {
            most = most == Shape.GENERIC_JSON || votes.get(shape) > votes.get(most) ? shape : most;
        }
        if (most == Shape.GENERIC_JSON) {
            return new Verdict(most, dialect, "JSON objects whose fields belong to no known export.");
        }
        String count = votes.get(most) + " of the first " + elements + (elements == 1 ? " element" : " elements");
        return new Verdict(most, dialect, count + " " + (votes.get(most) == 1 ? "has " : "have ") + fields(most) + ".");
    }

    private static Shape shape(Set<String> fields, Set<String> outer, JsonUnwrap record) {
        if (outer.contains("auditdata")) {
            boolean graph = outer.contains("auditlogrecordtype") || outer.contains("createddatetime");
            return graph ? Shape.GRAPH_AUDIT_JSON : Shape.UAL_JSON;
        }
        Shape product = product(fields, outer, record);
        if (product != null) {
            return product;
        }
        boolean audit =
                fields.contains("creationtime") && (fields.contains("operation") || fields.contains("recordtype"));
        if (audit || outer.stream().anyMatch(AUDIT_WRAPPERS::contains)) {
            return Shape.AUDIT_DATA_JSON;
        }
        Shape log = LogShapes.of(fields);
        if (log != null && log != Shape.ACTIVITIES_CSV && log != Shape.CLOUD_APPS_CSV) {
            return log;
        }
        Shape state = StateShapes.of(fields);
        if (state != null) {
            return state;
        }
        if (fields.containsAll(Set.of("activitydatetime", "activitydisplayname"))) {
            return Shape.DIRECTORY_AUDIT_JSON;
        }
        boolean signIn = fields.contains("appdisplayname") || fields.contains("ipaddress") || fields.contains("status");
        if (fields.contains("createddatetime") && signIn
                || fields.containsAll(Set.of("resulttype", "userprincipalname", "appdisplayname"))) {
            return Shape.SIGNIN_JSON;
        }
        boolean received = fields.contains("received") || fields.contains("receiveddatetime");
        if (received && fields.containsAll(Set.of("senderaddress", "recipientaddress"))) {
            return Shape.MESSAGE_TRACE_JSON;
        }
        return fields.containsAll(Set.of("category", "properties")) ? ofCategory(record) : Shape.GENERIC_JSON;
    }

    /** The product that the record was exported from again, or null. */
    private static Shape product(Set<String> fields, Set<String> outer, JsonUnwrap record) {
        JsonText.Field category = record.outer().get("category");
        boolean hunting = category != null && category.text().startsWith(JsonUnwrap.HUNTING);
        boolean mail = fields.containsAll(Set.of("networkmessageid", "recipientemailaddress", "senderfromaddress"));
        if (hunting || mail || outer.contains("raweventdata")) {
            return Shape.DEFENDER_HUNTING;
        }
        if (outer.contains("_raw")) {
            return Shape.SPLUNK;
        }
        boolean spread = fields.contains("o365") || fields.stream().anyMatch(name -> name.startsWith("o365.audit."));
        if (outer.contains("@timestamp") || fields.contains("@timestamp") && spread) {
            return Shape.ELASTIC;
        }
        boolean table = fields.contains("timegenerated") || fields.contains("officeid") || fields.contains("tenantid");
        return table && SentinelTables.of(fields) != null ? Shape.SENTINEL : null;
    }

    /** A row of Azure diagnostics says in its category which log it is from. */
    private static Shape ofCategory(JsonUnwrap record) {
        JsonText.Field category = record.fields().get("category");
        if (category == null) {
            return Shape.GENERIC_JSON;
        }
        String log = category.text().toLowerCase(Locale.ROOT);
        if (log.endsWith("signinlogs")) {
            return Shape.SIGNIN_JSON;
        }
        return log.equals("auditlogs") ? Shape.DIRECTORY_AUDIT_JSON : Shape.GENERIC_JSON;
    }

    private static String fields(Shape shape) {
        return switch (shape) {
            case UAL_JSON -> "AuditData, as Search-UnifiedAuditLog gives it";
            case GRAPH_AUDIT_JSON -> "auditData beside createdDateTime, as the Graph audit query gives it";
            case AUDIT_DATA_JSON -> "CreationTime with Operation or RecordType, as an audit record does";
            case SIGNIN_JSON -> "the fields of an Entra sign-in";
            case DIRECTORY_AUDIT_JSON -> "the fields of an Entra directory audit";
            case MESSAGE_TRACE_JSON -> "sender, recipient and time of receipt, as a message trace does";
            case DEFENDER_HUNTING -> "what rows of Defender's advanced hunting have";
            case SENTINEL -> "the columns of a table of Sentinel";
            case SPLUNK -> "the record in _raw, as results of Splunk do";
            case ELASTIC -> "@timestamp and an audit record, as documents of Elastic do";
            case INBOX_RULES, MAILBOXES, MAILBOX_PERMISSIONS, TRANSPORT_RULES, OAUTH_GRANTS, MFA_METHODS, DEVICES ->
                StateShapes.fields(shape);
            case MAILBOX_AUDIT, RISK_DETECTIONS, ALERTS_JSON, CLOUD_APPS_CSV, ACTIVITIES_CSV -> LogShapes.fields(shape);
            case UAL_CSV,
                    PURVIEW_CSV,
                    GRAPH_AUDIT_CSV,
                    SIGNIN_CSV,
                    DIRECTORY_AUDIT_CSV,
                    MESSAGE_TRACE_CSV,
                    CLIXML,
                    GENERIC_CSV,
                    GENERIC_JSON,
                    UNKNOWN -> "fields of no known export";
        };
    }

    private static Set<String> folded(Map<String, ?> fields) {
        return fields.keySet().stream().map(k -> k.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }
}
