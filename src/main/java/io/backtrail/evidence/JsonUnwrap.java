package io.backtrail.evidence;

import io.backtrail.evidence.JsonText.Field;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes a record out of the envelopes that tools put around it.
 *
 * @param raw the record's own text
 * @param envelope the other fields of all envelopes as text
 * @param fields the fields of the record
 * @param outer the fields of the envelope next to the record; empty when there is none
 * @param damage why there is no record in it, or null
 */
record JsonUnwrap(
        String raw, Map<String, String> envelope, Map<String, Field> fields, Map<String, Field> outer, Damage damage) {
    /** What the category of a streamed hunting row begins with; the table's name follows. */
    static final String HUNTING = "AdvancedHunting-";

    private static final int DEEPEST = 5;
    private static final List<String> MARKS =
            List.of("CreationTime", "createdDateTime", "activityDateTime", "TimeGenerated", "ResultType");
    private static final List<String> OBJECTS =
            List.of("result", "_source", "o365audit", "office365", "RawEventData", "properties");
    private static final List<String> TEXTS = List.of("event.original", "_raw", "message", "RawEventData");

    /**
     * The record in an element.
     *
     * @throws IOException when the element is no JSON object
     */
    static JsonUnwrap of(String element) throws IOException {
        JsonUnwrap found = new JsonUnwrap(element, Map.of(), JsonText.fields(element), Map.of(), null);
        for (int depth = 0; depth < DEEPEST; depth++) {
            JsonUnwrap inner = found.inner();
            if (inner == null) {
                return found;
            }
            found = inner;
            if (found.damage != null) {
                return found;
            }
        }
        return found;
    }

    private JsonUnwrap inner() throws IOException {
        for (Map.Entry<String, Field> field : fields.entrySet()) {
            if (field.getKey().equalsIgnoreCase("AuditData")) {
                return auditData(field.getKey(), field.getValue());
            }
        }
        boolean keepsOriginal = fields.containsKey("RawEventData");
        if (!keepsOriginal && MARKS.stream().anyMatch(fields::containsKey)) {
            return null;
        }
        JsonUnwrap original = originalOfEvent();
        return original != null ? original : wrapped();
    }

    private JsonUnwrap auditData(String name, Field field) throws IOException {
        if (!field.isText() && field.holdsObject()) {
            return opened(name, field.text());
        }
        Fault found = AuditCell.fault(name, field.text());
        if (found != null) {
            return damaged(name, field.text(), found);
        }
        return opened(name, field.text());
    }

    private JsonUnwrap originalOfEvent() throws IOException {
        Field event = fields.get("event");
        if (event == null || event.isText() || !event.holdsObject()) {
            return null;
        }
        Field original = JsonText.fields(event.text()).get("original");
        return original != null && holdsRecord(original) ? opened("event", original.text()) : null;
    }

    private JsonUnwrap wrapped() throws IOException {
        for (String name : TEXTS) {
            Field field = fields.get(name);
            if (field != null && field.isText() && holdsRecord(field)) {
                return opened(name, field.text());
            }
            if (name.equals("_raw") && field != null && field.isText() && field.holdsObject()) {
                return damaged(name, field.text(), AuditCell.fault(name, field.text()));
            }
        }
        for (String name : OBJECTS) {
            Field field = fields.get(name);
            if (field != null
                    && !field.isText()
                    && field.holdsObject()
                    && (!name.equals("properties") || hunts(field))) {
                return opened(name, field.text());
            }
        }
        return null;
    }

    /** The properties of a hunting row are an envelope too. */
    private boolean hunts(Field field) throws IOException {
        Field category = fields.get("category");
        boolean streamed = category != null && category.text().startsWith(HUNTING);
        return streamed || JsonText.fields(field.text()).containsKey("RawEventData");
    }

    private static boolean holdsRecord(Field field) {
        return field.holdsObject() && JsonText.isObject(field.text());
    }

    private JsonUnwrap damaged(String name, String cell, Fault found) {
        return new JsonUnwrap(raw, around(name), fields, outer, Damage.of(found, cell));
    }

    private JsonUnwrap opened(String name, String text) throws IOException {
        return new JsonUnwrap(text, around(name), JsonText.fields(text), fields, null);
    }

    /** Everything but the field of this name. */
    private Map<String, String> around(String name) {
        Map<String, String> around = new LinkedHashMap<>(envelope);
        fields.forEach((key, value) -> {
            if (!key.equals(name)) {
                around.put(Names.unused(around.keySet(), key), value.text());
            }
        });
        return around;
    }
}
