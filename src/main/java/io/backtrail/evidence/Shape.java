package io.backtrail.evidence;

/** The kind of export that a file is, recognised by its content. */
public enum Shape {
    /** Search-UnifiedAuditLog piped to Export-Csv, whole or as a selection of columns with AuditData. */
    UAL_CSV("ual-csv"),
    /** The audit search of the Purview portal, any generation of its header. */
    PURVIEW_CSV("purview-csv"),
    /** Search-UnifiedAuditLog piped to ConvertTo-Json: AuditData is text or an object. */
    UAL_JSON("ual-json"),
    /** Bare audit records, as the Management Activity API gives them. */
    AUDIT_DATA_JSON("audit-data-json"),
    /** Records of the Graph audit log query, whose auditData is an object. */
    GRAPH_AUDIT_JSON("graph-audit-json"),
    /** The same as a table whose column auditData holds each record, as the Extractor Suite writes it. */
    GRAPH_AUDIT_CSV("graph-audit-csv"),
    /** Entra sign-ins, from Graph, the portal or Azure diagnostics. */
    SIGNIN_JSON("signin-json"),
    /** Entra directory audits, from Graph, the portal or Azure diagnostics. */
    DIRECTORY_AUDIT_JSON("directory-audit-json"),
    /** The portal's table of Entra sign-ins, of people, applications or managed identities. */
    SIGNIN_CSV("signin-csv"),
    /** The portal's table of Entra directory audits. */
    DIRECTORY_AUDIT_CSV("directory-audit-csv"),
    /** A message trace, of any of its headers. */
    MESSAGE_TRACE_CSV("message-trace-csv"),
    /** A message trace from the cmdlet's service, from Graph or from the old reporting service. */
    MESSAGE_TRACE_JSON("message-trace-json"),
    /** Advanced hunting of Defender: CloudAppEvents with the audit record inside, and EmailEvents; table or JSON. */
    DEFENDER_HUNTING("defender-hunting"),
    /** Tables of Sentinel: OfficeActivity, SigninLogs and its sisters, AuditLogs; table or JSON. */
    SENTINEL("sentinel"),
    /** Results of a Splunk search with the record in {@code _raw}; table or JSON. */
    SPLUNK("splunk"),
    /** Documents of Elastic with the record in {@code event.original}, or spread over {@code o365.audit}; table or JSON. */
    ELASTIC("elastic"),
    /** Results of Search-UnifiedAuditLog or other objects, written with Export-Clixml. */
    CLIXML("clixml"),
    /** The mailbox audit log as Search-MailboxAuditLog gives it; table or JSON. */
    MAILBOX_AUDIT("mailbox-audit"),
    /** Risk detections of Entra, from Graph or a collector; table or JSON. */
    RISK_DETECTIONS("risk-detections"),
    /** Alerts of Defender as Graph's alerts_v2 gives them. */
    ALERTS_JSON("alerts-json"),
    /** The activity log of Defender for Cloud Apps, by headings that vary. */
    CLOUD_APPS_CSV("cloud-apps-csv"),
    /** The Outlook Activities API, shut in 2018. */
    ACTIVITIES_CSV("activities-csv"),
    /** Inbox rules as they stand, from Get-InboxRule, Graph or a collector; table, JSON or Export-Clixml. */
    INBOX_RULES("inbox-rules"),
    /** Mailboxes as they stand, with their forwarding, from Get-Mailbox; table, JSON or Export-Clixml. */
    MAILBOXES("mailboxes"),
    /** Who may open whose mailbox or send as whom, from Get-MailboxPermission and its sisters. */
    MAILBOX_PERMISSIONS("mailbox-permissions"),
    /** Mail flow rules as they stand, from Get-TransportRule or a collector. */
    TRANSPORT_RULES("transport-rules"),
    /** Permissions that applications hold, from Graph or a collector. */
    OAUTH_GRANTS("oauth-grants"),
    /** Methods that users registered to prove who they are, from Graph or a collector. */
    MFA_METHODS("mfa-methods"),
    /** Registered devices, from Graph or a collector. */
    DEVICES("devices"),
    /** Any other table. */
    GENERIC_CSV("generic-csv"),
    /** Any other JSON. */
    GENERIC_JSON("generic-json"),
    /** Nothing that can be read. */
    UNKNOWN("unknown");

    private final String word;

    Shape(String word) {
        this.word = word;
    }

    /** Whether its rows say how things stand, without a time, and not what happened. */
    public boolean isState() {
        return StateShapes.has(this);
    }

    /** The word for people and tables, as {@code ual-csv}. */
    public String word() {
        return word;
    }
}
