package io.backtrail.evidence;

import java.util.Set;

/** Tells the tables of Log Analytics by their columns. */
final class SentinelTables {
    private SentinelTables() {}

    /** The table that has these fields, in lower case and without zone or type behind them, or null. */
    static String of(Set<String> fields) {
        if (fields.contains("officeworkload") && fields.contains("operation")) {
            return "Sentinel's OfficeActivity: OfficeWorkload and Operation";
        }
        boolean signer = fields.contains("userprincipalname") || fields.contains("serviceprincipalname");
        boolean app = fields.contains("appdisplayname") || fields.contains("resourcedisplayname");
        if (fields.contains("resulttype") && signer && app) {
            return "Sentinel's SigninLogs: ResultType beside who signed in and to what";
        }
        if (fields.contains("initiatedby") && fields.contains("targetresources") && fields.contains("operationname")) {
            return "Sentinel's AuditLogs: OperationName, InitiatedBy and TargetResources";
        }
        return null;
    }
}
