package io.backtrail.investigate.sigma;

import java.util.Locale;
import java.util.Map;

/** Which records of a case are the log that a rule was written for. */
final class SigmaLogSource {
    private static final String DIRECTORY = "(e.family = 'directory-audit' OR e.workload = 'AzureActiveDirectory')";

    private SigmaLogSource() {}

    /**
     * The SQL that keeps the records of a log source.
     *
     * @throws UntranslatableException if it is the log of something that no case holds
     */
    static SqlPart sql(Map<String, Object> source) {
        String product = word(source, "product");
        String service = word(source, "service");
        return switch (product) {
            case "m365", "o365", "office365" -> SqlPart.of(office(service));
            case "azure", "azuread", "entra", "entra_id" -> SqlPart.of(entra(product, service));
            default -> throw new UntranslatableException("the log of " + (product.isEmpty() ? "no product" : product));
        };
    }

    private static String office(String service) {
        return switch (service) {
            case "", "audit", "unified", "general" -> "e.family IN ('ual', 'legacy-activity', 'mailbox-audit')";
            case "exchange" -> "(e.workload = 'Exchange' OR e.family = 'mailbox-audit')";
            // Some rules for Defender's alerts are about what a person did at the same service.
            case "threat_management", "threat_detection" -> "(e.family IN ('alert', 'ual', 'legacy-activity'))";
            default -> throw new UntranslatableException("the log '" + service + "' of Microsoft 365");
        };
    }

    private static String entra(String product, String service) {
        return switch (service) {
            case "signinlogs" -> "(e.family = 'signin' OR lower(e.operation) IN ('userloggedin', 'userloginfailed'))";
            // Rules of the time before Entra had a log of its own name the activity log for it.
            case "auditlogs", "activitylogs" -> DIRECTORY;
            case "riskdetection" -> "e.family = 'alert'";
            default -> throw new UntranslatableException("the log '" + service + "' of " + product);
        };
    }

    private static String word(Map<String, Object> source, String name) {
        Object value = source.get(name);
        return value == null
                ? ""
                : String.valueOf(value).toLowerCase(Locale.ROOT).strip();
    }
}
