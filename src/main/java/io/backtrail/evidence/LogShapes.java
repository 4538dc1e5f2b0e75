package io.backtrail.evidence;

import java.util.Set;

/** Tells the smaller logs by their columns or fields. */
final class LogShapes {
    private LogShapes() {}

    /** The shape of rows with these names in lower case, or null. */
    static Shape of(Set<String> names) {
        boolean owner = names.contains("mailboxownerupn") || names.contains("mailboxguid");
        if (owner && names.containsAll(Set.of("operation", "operationresult", "lastaccessed"))) {
            return Shape.MAILBOX_AUDIT;
        }
        boolean dated = names.contains("activitydatetime") || names.contains("detecteddatetime");
        if (dated && names.containsAll(Set.of("riskeventtype", "riskstate"))) {
            return Shape.RISK_DETECTIONS;
        }
        if (names.containsAll(Set.of("title", "severity", "servicesource", "createddatetime"))) {
            return Shape.ALERTS_JSON;
        }
        if (names.containsAll(Set.of("timestamp", "appidtype", "activityidtype"))) {
            return Shape.ACTIVITIES_CSV;
        }
        boolean told = names.contains("activity") || names.contains("activity type") || names.contains("description");
        boolean app = names.contains("app") || names.contains("application");
        boolean user = names.contains("user") || names.contains("user name") || names.contains("username");
        return told && app && user && names.containsAll(Set.of("date", "ip address")) ? Shape.CLOUD_APPS_CSV : null;
    }

    /** What rows of the shape have. */
    static String fields(Shape shape) {
        return switch (shape) {
            case MAILBOX_AUDIT ->
                "OperationResult and LastAccessed beside a mailbox, as Search-MailboxAuditLog gives them";
            case RISK_DETECTIONS -> "riskEventType and riskState, as risk detections of Entra do";
            case ALERTS_JSON -> "a title, a severity and a service that raised it, as alerts of Defender do";
            case ACTIVITIES_CSV -> "TimeStamp, AppIdType and ActivityIdType, as the Outlook Activities API gave them";
            case CLOUD_APPS_CSV ->
                "a date, a user, an app, an activity and an IP address, as the activity log of Defender"
                        + " for Cloud Apps does";
            default -> throw new IllegalArgumentException(shape + " is told elsewhere");
        };
    }
}
