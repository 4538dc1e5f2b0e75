package io.backtrail.evidence;

/** Judges the text of an AuditData cell or field. */
final class AuditCell {
    private AuditCell() {}

    /** Why it holds no audit record, or null when it holds one. */
    static Fault fault(String text) {
        if (text.isBlank()) {
            return Fault.of(
                    "audit-data.empty",
                    "AuditData should hold the record as JSON, but it is empty; export the search again with AuditData.");
        }
        if (JsonText.isObject(text)) {
            return null;
        }
        if (text.strip().startsWith("{")) {
            return Fault.of(
                    "audit-data.cut",
                    "AuditData should be one whole JSON object, but it breaks off or is damaged after "
                            + text.length()
                            + " characters; export the search again (Excel cuts cells at 32,767).");
        }
        return Fault.of(
                "audit-data.cut",
                "AuditData should be one whole JSON object, but other text stands there; export the search again without"
                        + " changing the objects.");
    }
}
