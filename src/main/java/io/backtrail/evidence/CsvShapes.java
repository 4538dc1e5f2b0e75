package io.backtrail.evidence;

import io.backtrail.problem.Problem;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells which export a table is, by its header. */
final class CsvShapes {
    private static final Set<Shape> TABLES = EnumSet.of(
            Shape.UAL_CSV,
            Shape.PURVIEW_CSV,
            Shape.GRAPH_AUDIT_CSV,
            Shape.SIGNIN_CSV,
            Shape.DIRECTORY_AUDIT_CSV,
            Shape.MESSAGE_TRACE_CSV,
            Shape.CLOUD_APPS_CSV,
            Shape.ACTIVITIES_CSV,
            Shape.GENERIC_CSV);
    /** What people download as a table from the same place that gives programs JSON. */
    private static final Set<Shape> TABLES_OR_JSON = EnumSet.of(
            Shape.DEFENDER_HUNTING,
            Shape.SENTINEL,
            Shape.SPLUNK,
            Shape.ELASTIC,
            Shape.MAILBOX_AUDIT,
            Shape.RISK_DETECTIONS);
    /** Tables in which one column holds the record. */
    private static final Set<Shape> HOLD_RECORDS = EnumSet.of(
            Shape.UAL_CSV,
            Shape.PURVIEW_CSV,
            Shape.GRAPH_AUDIT_CSV,
            Shape.DEFENDER_HUNTING,
            Shape.SPLUNK,
            Shape.ELASTIC);

    private static final List<String> PORTAL_2021 = List.of("creationdate", "userids", "operations", "auditdata");
    private static final Pattern PORTAL_DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d+Z");
    private static final int LONGEST_NAME = 80;
    private static final int MOST_WORDS = 6;

    private CsvShapes() {}

    /** Whether files of the shape can be laid out so. */
    static boolean fits(Shape shape, String dialect) {
        if (dialect.equals("clixml") || shape == Shape.CLIXML) {
            return dialect.equals("clixml") && (shape == Shape.CLIXML || shape.isState());
        }
        boolean isJson = dialect.startsWith("json");
        return TABLES_OR_JSON.contains(shape) || shape.isState() || isJson != TABLES.contains(shape);
    }

    /** Whether the column that holds JSON is the record in tables of the shape. */
    static boolean holdRecords(Shape shape) {
        return HOLD_RECORDS.contains(shape);
    }

    /** What the table is; null when the text is no table. */
    static Verdict of(CsvLayout layout) {
        List<String> names = layout.folded();
        if (layout.jsonColumn() >= 0) {
            return withRecords(layout, names);
        }
        String trace = messageTrace(names);
        if (trace != null) {
            return new Verdict(Shape.MESSAGE_TRACE_CSV, layout.dialect(), trace);
        }
        Verdict entra = entra(layout, names);
        if (entra != null) {
            return entra;
        }
        Verdict again = exportedAgain(layout, names);
        if (again != null) {
            return again;
        }
        return isTable(layout) ? generic(layout, names) : null;
    }

    /** The portal's own tables, which lack fields that its JSON has. */
    private static Verdict entra(CsvLayout layout, List<String> names) {
        boolean signin = names.contains("status") || names.contains("ip address");
        if (signin && names.containsAll(List.of("date (utc)", "request id"))) {
            return new Verdict(
                    Shape.SIGNIN_CSV,
                    layout.dialect(),
                    "The header has Date (UTC) and Request ID beside Status or IP address, as the Entra portal writes"
                            + " sign-ins; its download as JSON has more fields.");
        }
        if (names.containsAll(List.of("date (utc)", "correlationid", "activity"))) {
            return new Verdict(
                    Shape.DIRECTORY_AUDIT_CSV,
                    layout.dialect(),
                    "The header has Date (UTC), CorrelationId and Activity, as the Entra portal writes directory audits;"
                            + " its download as JSON has more fields.");
        }
        return null;
    }

    /** Tables of the products that collect logs. */
    private static Verdict exportedAgain(CsvLayout layout, List<String> names) {
        if (names.containsAll(List.of("networkmessageid", "recipientemailaddress", "senderfromaddress"))) {
            return new Verdict(
                    Shape.DEFENDER_HUNTING,
                    layout.dialect(),
                    "The header has NetworkMessageId, SenderFromAddress and RecipientEmailAddress, as EmailEvents of"
                            + " Defender's advanced hunting has.");
        }
        String sentinel = SentinelTables.of(new HashSet<>(names.stream()
                .map(name -> name.replaceAll("(_string|_dynamic| \\[[^]]*\\])$", ""))
                .toList()));
        if (sentinel != null) {
            return new Verdict(Shape.SENTINEL, layout.dialect(), "The header has the columns of " + sentinel + ".");
        }
        Shape log = LogShapes.of(new HashSet<>(names));
        if (log != null) {
            return new Verdict(log, layout.dialect(), "The header has " + LogShapes.fields(log) + ".");
        }
        Shape state = StateShapes.of(new HashSet<>(names));
        if (state != null) {
            return new Verdict(state, layout.dialect(), "The header has " + StateShapes.fields(state) + ".");
        }
        if (names.stream().anyMatch(name -> name.startsWith("o365.audit."))) {
            return new Verdict(
                    Shape.ELASTIC, layout.dialect(), "The header has columns of o365.audit, as Kibana writes them.");
        }
        return null;
    }

    private static Verdict generic(CsvLayout layout, List<String> names) {
        boolean steps = names.contains("request id") && names.contains("authentication method");
        String reason = steps
                ? "The portal's table of the steps of sign-ins, which has no sign-in of its own; import the table beside"
                        + " it, or the download as JSON, which has both."
                : "A table of " + names.size() + " columns whose header belongs to no known export.";
        return new Verdict(Shape.GENERIC_CSV, layout.dialect(), reason);
    }

    private static Verdict withRecords(CsvLayout layout, List<String> names) {
        String column = layout.columns().get(layout.jsonColumn());
        Verdict product = product(layout, names, Problem.quote(column));
        if (product != null) {
            return product;
        }
        if (names.contains("recordid") && names.contains("operation") && names.contains("userid")) {
            return new Verdict(
                    Shape.PURVIEW_CSV,
                    layout.dialect(),
                    "The header has RecordId, Operation and UserId beside " + column
                            + ", as the Purview portal writes it.");
        }
        if (names.equals(PORTAL_2021) && hasPortalDate(layout)) {
            return new Verdict(
                    Shape.PURVIEW_CSV,
                    layout.dialect(),
                    "The header has the four columns of the portal before 2022, and CreationDate is written as it did.");
        }
        return new Verdict(
                Shape.UAL_CSV,
                layout.dialect(),
                "The column " + Problem.quote(column) + " holds audit records as JSON.");
    }

    private static Verdict product(CsvLayout layout, List<String> names, String column) {
        return switch (names.get(layout.jsonColumn())) {
            case "raweventdata" ->
                new Verdict(
                        Shape.DEFENDER_HUNTING,
                        layout.dialect(),
                        "The column " + column + " holds audit records, as CloudAppEvents of Defender's hunting has.");
            case "_raw" ->
                new Verdict(
                        Shape.SPLUNK,
                        layout.dialect(),
                        "The column " + column + " holds the record as Splunk took it in.");
            case "event.original" ->
                new Verdict(
                        Shape.ELASTIC,
                        layout.dialect(),
                        "The column " + column + " holds the record as Elastic took it in.");
            default ->
                names.contains("auditlogrecordtype")
                        ? new Verdict(
                                Shape.GRAPH_AUDIT_CSV,
                                layout.dialect(),
                                "The column " + column + " holds audit records beside auditLogRecordType, as the Graph"
                                        + " audit query gives it.")
                        : null;
        };
    }

    private static boolean hasPortalDate(CsvLayout layout) {
        return !layout.headerQuoted()
                && !layout.sample().isEmpty()
                && PORTAL_DATE.matcher(layout.sample().get(0).get(0).strip()).matches();
    }

    private static String messageTrace(List<String> names) {
        if (names.containsAll(List.of("senderaddress", "recipientaddress"))
                && (names.contains("received") || names.contains("messagetraceid"))) {
            return "The header has SenderAddress and RecipientAddress, as Get-MessageTrace writes it.";
        }
        if (names.containsAll(List.of("sender_address", "recipient_status", "message_id"))) {
            return "The header has sender_address, recipient_status and message_id, as a historical search writes it.";
        }
        return null;
    }

    private static boolean isTable(CsvLayout layout) {
        int rows = layout.sample().size() + layout.ragged();
        return layout.columns().size() >= 2
                && layout.columns().stream().limit(layout.columns().size() - 1L).allMatch(CsvShapes::isName)
                && (rows == 0 || layout.sample().size() * 5 >= rows * 4);
    }

    private static boolean isName(String name) {
        return !name.isBlank()
                && name.length() <= LONGEST_NAME
                && name.split("\\s+").length <= MOST_WORDS
                && !name.startsWith("#")
                && !name.endsWith(".");
    }
}
