package io.backtrail.normalize;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Rows of the tables that the Entra portal lets people download, as the Graph objects they were made of. The portal's
 * headings vary in blanks: some end in one, one has two inside.
 */
final class PortalRows {
    private static final Map<String, String> SIGNIN = Map.ofEntries(
            Map.entry("date (utc)", "createdDateTime"),
            Map.entry("request id", "id"),
            Map.entry("user agent", "userAgent"),
            Map.entry("correlation id", "correlationId"),
            Map.entry("user id", "userId"),
            Map.entry("user", "userDisplayName"),
            Map.entry("username", "userPrincipalName"),
            Map.entry("user type", "userType"),
            Map.entry("cross tenant access type", "crossTenantAccessType"),
            Map.entry("incoming token type", "incomingTokenType"),
            Map.entry("authentication protocol", "authenticationProtocol"),
            Map.entry("unique token identifier", "uniqueTokenIdentifier"),
            Map.entry("original transfer method", "originalTransferMethod"),
            Map.entry("application", "appDisplayName"),
            Map.entry("application id", "appId"),
            Map.entry("resource", "resourceDisplayName"),
            Map.entry("resource id", "resourceId"),
            Map.entry("service principal id", "servicePrincipalId"),
            Map.entry("service principal name", "servicePrincipalName"),
            Map.entry("credential key id", "servicePrincipalCredentialKeyId"),
            Map.entry("credential thumbprint", "servicePrincipalCredentialThumbprint"),
            Map.entry("ip address", "ipAddress"),
            Map.entry("ip address (seen by resource)", "ipAddressFromResourceProvider"),
            Map.entry("status", "status.outcome"),
            Map.entry("sign-in error code", "status.errorCode"),
            Map.entry("failure reason", "status.failureReason"),
            Map.entry("client app", "clientAppUsed"),
            Map.entry("device id", "deviceDetail.deviceId"),
            Map.entry("browser", "deviceDetail.browser"),
            Map.entry("operating system", "deviceDetail.operatingSystem"),
            Map.entry("compliant", "deviceDetail.isCompliant"),
            Map.entry("managed", "deviceDetail.isManaged"),
            Map.entry("join type", "deviceDetail.trustType"),
            Map.entry("multifactor authentication result", "mfaDetail.result"),
            Map.entry("multifactor authentication auth method", "mfaDetail.authMethod"),
            Map.entry("multifactor authentication auth detail", "mfaDetail.authDetail"),
            Map.entry("mfa result", "mfaDetail.result"),
            Map.entry("mfa auth method", "mfaDetail.authMethod"),
            Map.entry("mfa auth detail", "mfaDetail.authDetail"),
            Map.entry("authentication requirement", "authenticationRequirement"),
            Map.entry("session id", "sessionId"),
            Map.entry("autonomous system number", "autonomousSystemNumber"),
            Map.entry("conditional access", "conditionalAccessStatus"));

    private static final int MOST_TARGETS = 3;
    private static final int MOST_CHANGES = 5;
    private static final int MOST_DETAILS = 6;

    private PortalRows() {}

    /** The row under headings in lower case with single blanks. */
    private static Map<String, String> folded(Map<String, String> row) {
        Map<String, String> folded = new LinkedHashMap<>();
        row.forEach((heading, cell) -> {
            if (cell != null && !cell.isBlank()) {
                folded.putIfAbsent(fold(heading), cell.strip());
            }
        });
        return folded;
    }

    private static String fold(String heading) {
        StringBuilder folded = new StringBuilder(heading.length());
        for (char c : heading.strip().toLowerCase(Locale.ROOT).toCharArray()) {
            boolean again = c == ' ' && folded.length() > 0 && folded.charAt(folded.length() - 1) == ' ';
            if (!again) {
                folded.append(c);
            }
        }
        return folded.toString();
    }

    /** The sign-in in a row of the portal's table, or nothing. */
    static Json signin(Map<String, String> row) {
        Map<String, String> cells = folded(row);
        // The portal's other table of sign-ins, one row a step of the proof, has neither status nor address.
        boolean ended = cells.containsKey("status") || cells.containsKey("ip address");
        if (!cells.containsKey("date (utc)") || !cells.containsKey("request id") || !ended) {
            return Json.NOTHING;
        }
        Nested fields = new Nested();
        cells.forEach((heading, cell) -> {
            if (!heading.equals("location") || !located(cell, fields)) {
                fields.put(SIGNIN.getOrDefault(heading, heading), cell);
            }
        });
        return fields.object();
    }

    /** Puts {@code City, State, CC} into its three fields; false when it is written otherwise. */
    private static boolean located(String cell, Nested fields) {
        String[] parts = cell.split(",");
        boolean whole = parts.length == 3 && parts[2].strip().length() == 2;
        if (whole) {
            fields.put("location.city", parts[0].strip());
            fields.put("location.state", parts[1].strip());
            fields.put("location.countryOrRegion", parts[2].strip());
        }
        return whole;
    }

    /** The directory audit in a row of the portal's table, or nothing. */
    static Json directoryAudit(Map<String, String> row) {
        Map<String, String> cells = folded(row);
        if (!cells.containsKey("date (utc)") || !cells.containsKey("activity")) {
            return Json.NOTHING;
        }
        Nested fields = new Nested();
        fields.put("activityDateTime", cells.get("date (utc)"));
        fields.put("activityDisplayName", cells.get("activity"));
        fields.put("correlationId", cells.get("correlationid"));
        fields.put("loggedByService", cells.get("service"));
        fields.put("category", cells.get("category"));
        fields.put("result", cells.get("result"));
        fields.put("resultReason", cells.get("resultreason"));
        fields.put("userAgent", cells.get("user agent"));
        fields.put("initiatedBy", initiator(cells));
        fields.put("targetResources", targets(cells));
        fields.put("additionalDetails", details(cells));
        fields.put("slotsFull", fullSlots(cells));
        return fields.object();
    }

    /** The lists of a row that use their last column, so that the portal may have left out the rest, or null. */
    private static String fullSlots(Map<String, String> cells) {
        List<String> full = new ArrayList<>();
        String last = "target" + MOST_TARGETS;
        if (cells.containsKey(last + "type") || cells.containsKey(last + "objectid")) {
            full.add("targets");
        }
        for (int i = 1; i <= MOST_TARGETS; i++) {
            if (cells.containsKey("target" + i + "modifiedproperty" + MOST_CHANGES + "name")) {
                full.add("modified properties of target " + i);
            }
        }
        if (cells.containsKey("additionaldetail" + MOST_DETAILS + "key")) {
            full.add("additional details");
        }
        return full.isEmpty() ? null : String.join(", ", full);
    }

    private static Json initiator(Map<String, String> cells) {
        boolean app = cells.containsKey("actorserviceprincipalid") || cells.containsKey("actorserviceprincipalname");
        Nested fields = new Nested();
        fields.put(app ? "app.displayName" : "user.displayName", cells.get("actordisplayname"));
        fields.put("app.servicePrincipalId", cells.get("actorserviceprincipalid"));
        fields.put("app.servicePrincipalName", cells.get("actorserviceprincipalname"));
        fields.put("user.userPrincipalName", cells.get("actoruserprincipalname"));
        fields.put("user.ipAddress", cells.get("ipaddress"));
        fields.put(app ? "app.objectId" : "user.id", cells.get("actorobjectid"));
        return fields.object();
    }

    private static Json targets(Map<String, String> cells) {
        List<Json> targets = new ArrayList<>();
        for (int i = 1; i <= MOST_TARGETS; i++) {
            String prefix = "target" + i;
            Nested fields = new Nested();
            fields.put("type", cells.get(prefix + "type"));
            fields.put("displayName", cells.get(prefix + "displayname"));
            fields.put("id", cells.get(prefix + "objectid"));
            fields.put("userPrincipalName", cells.get(prefix + "userprincipalname"));
            fields.put("modifiedProperties", changes(cells, prefix + "modifiedproperty"));
            targets.add(fields.object());
        }
        return Json.array(targets);
    }

    private static Json changes(Map<String, String> cells, String prefix) {
        List<Json> changes = new ArrayList<>();
        for (int i = 1; i <= MOST_CHANGES; i++) {
            Nested fields = new Nested();
            fields.put("displayName", cells.get(prefix + i + "name"));
            fields.put("oldValue", cells.get(prefix + i + "oldvalue"));
            fields.put("newValue", cells.get(prefix + i + "newvalue"));
            changes.add(fields.object());
        }
        return Json.array(changes);
    }

    private static Json details(Map<String, String> cells) {
        List<Json> details = new ArrayList<>();
        for (int i = 1; i <= MOST_DETAILS; i++) {
            Nested fields = new Nested();
            fields.put("key", cells.get("additionaldetail" + i + "key"));
            fields.put("value", cells.get("additionaldetail" + i + "value"));
            details.add(fields.object());
        }
        return Json.array(details);
    }
}
