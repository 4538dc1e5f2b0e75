package io.backtrail.evidence;

/**
 * What there is to say of a shape to somebody who has such a file.
 *
 * @param recognised how its content gives it away
 * @param mapped what becomes of a row
 */
record ShapeHead(String recognised, String mapped) {
    private static final String AUDIT = "audit record to event of family `ual`";

    static ShapeHead of(Shape shape) {
        if (shape.isState()) {
            return state(shape);
        }
        return switch (shape) {
            case UAL_CSV -> new ShapeHead("a column AuditData, or any column whose cells hold audit records", AUDIT);
            case PURVIEW_CSV ->
                new ShapeHead(
                        "RecordId, Operation and UserId beside AuditData; before 2022 the four columns with ISO dates",
                        AUDIT);
            case UAL_JSON -> new ShapeHead("AuditData as text or object; pages behind each other", AUDIT);
            case AUDIT_DATA_JSON -> new ShapeHead("CreationTime with Operation or RecordType", AUDIT);
            case GRAPH_AUDIT_JSON ->
                new ShapeHead(
                        "auditData beside createdDateTime or auditLogRecordType", AUDIT + "; crossed names set right");
            case GRAPH_AUDIT_CSV ->
                new ShapeHead("a column auditData beside auditLogRecordType", AUDIT + "; crossed names set right");
            case SIGNIN_JSON ->
                new ShapeHead(
                        "createdDateTime with an application, address or status; diagnostic category …SignInLogs",
                        "sign-in to event of family `signin`");
            case DIRECTORY_AUDIT_JSON ->
                new ShapeHead(
                        "activityDateTime and activityDisplayName; diagnostic category AuditLogs",
                        "directory audit to event of family `directory-audit`");
            case SIGNIN_CSV ->
                new ShapeHead(
                        "Date (UTC) and Request ID beside Status or IP address",
                        "row to event of family `signin`; believes Status where there is no code");
            case DIRECTORY_AUDIT_CSV ->
                new ShapeHead(
                        "Date (UTC), CorrelationId and Activity",
                        "row to event of family `directory-audit`; property `slots_full` where the portal's columns ran out");
            case MESSAGE_TRACE_CSV, MESSAGE_TRACE_JSON -> trace(shape);
            default -> other(shape);
        };
    }

    private static ShapeHead trace(Shape shape) {
        return new ShapeHead(
                shape == Shape.MESSAGE_TRACE_JSON
                        ? "sender, recipient and time of receipt, of the cmdlet's service, Graph or the old reporting service"
                        : "SenderAddress and RecipientAddress with Received or MessageTraceId; or sender_address,"
                                + " recipient_status and message_id of a historical search",
                "row to event of family `message-trace`");
    }

    private static ShapeHead other(Shape shape) {
        return switch (shape) {
            case DEFENDER_HUNTING ->
                new ShapeHead(
                        "RawEventData, or category AdvancedHunting-…, or the columns of EmailEvents",
                        "CloudAppEvents: the " + AUDIT
                                + "; EmailEvents: message to event of family `message-trace`; other"
                                + " tables are rejected by name");
            case SENTINEL ->
                new ShapeHead(
                        "the columns of OfficeActivity, SigninLogs and its sisters, or AuditLogs",
                        "families `ual`, `signin`, `directory-audit`; a heading with [Local Time] is noted in property"
                                + " `TimeZoneOfTable`");
            case SPLUNK ->
                new ShapeHead(
                        "a field or column _raw", "the record inside, as if it had come alone; a cut one is rejected");
            case ELASTIC ->
                new ShapeHead(
                        "@timestamp with event.original, or with fields of o365.audit",
                        AUDIT + "; spread fields are gathered again");
            case CLIXML ->
                new ShapeHead("the root Objs of PowerShell", AUDIT + "; objects without AuditData as a table's row");
            case MAILBOX_AUDIT ->
                new ShapeHead(
                        "OperationResult and LastAccessed beside a mailbox",
                        "row to event of family `mailbox-audit`; its time is of the exporting machine and marked as inferred");
            case RISK_DETECTIONS -> new ShapeHead("riskEventType and riskState with a time", "event of family `alert`");
            case ALERTS_JSON -> new ShapeHead("title, severity and serviceSource", "event of family `alert`");
            case CLOUD_APPS_CSV ->
                new ShapeHead(
                        "a date, a user, an app, an activity and an IP address in the heading",
                        "event of family `cloud-app-activity`");
            case ACTIVITIES_CSV ->
                new ShapeHead("TimeStamp, AppIdType and ActivityIdType", "event of family `legacy-activity`");
            case GENERIC_CSV, GENERIC_JSON ->
                new ShapeHead(
                        shape == Shape.GENERIC_CSV
                                ? "a header and rows, and nothing better"
                                : "JSON objects, and nothing better",
                        "a row that holds an audit record, sign-in, directory audit or traced message is read as that; any"
                                + " other is rejected");
            default -> throw new IllegalArgumentException("nothing is said of " + shape);
        };
    }

    private static ShapeHead state(Shape shape) {
        String table = switch (shape) {
            case INBOX_RULES -> "inbox_rule_state";
            case MAILBOXES -> "mailbox_state";
            case MAILBOX_PERMISSIONS -> "mailbox_permission_state";
            case TRANSPORT_RULES -> "transport_rule_state";
            case OAUTH_GRANTS -> "oauth_grant_state";
            case MFA_METHODS -> "mfa_state";
            case DEVICES -> "device_state";
            default -> throw new IllegalArgumentException(shape + " says what happened");
        };
        return new ShapeHead(
                StateShapes.fields(shape), "row to table `" + table + "`, as of the time of the file; no event");
    }
}
