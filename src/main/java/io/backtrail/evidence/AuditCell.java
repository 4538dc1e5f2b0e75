package io.backtrail.evidence;

/** Judges the text of the cell or field that holds a record. */
final class AuditCell {
    /** What Splunk keeps of an event unless it is told to keep more. */
    private static final int SPLUNK_LIMIT = 10_000;

    private AuditCell() {}

    /** Why it holds no audit record, or null when it holds one; {@code name} is the column as it is called there. */
    static Fault fault(String name, String text) {
        if (text.isBlank()) {
            return Fault.of(
                    "audit-data.empty",
                    name + " should hold the record as JSON, but it is empty; export the search again with " + name
                            + ".");
        }
        if (new JsonCheck().isPlainObject(text) || JsonText.isObject(text)) {
            return null;
        }
        if (!text.strip().startsWith("{")) {
            return Fault.of(
                    "audit-data.cut",
                    name + " should be one whole JSON object, but other text stands there; export the search again"
                            + " without changing the objects.");
        }
        String cause = name.equals("_raw") && text.length() >= SPLUNK_LIMIT
                ? "Splunk cut it when it took it in; get the record from where Splunk got it"
                : "export the search again (Excel cuts cells at 32,767)";
        return Fault.of(
                "audit-data.cut",
                name + " should be one whole JSON object, but it breaks off or is damaged after " + text.length()
                        + " characters; " + cause + ".");
    }
}
