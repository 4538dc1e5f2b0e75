package io.backtrail.normalize;

import io.backtrail.evidence.Damage;
import io.backtrail.evidence.RawRecord;
import io.backtrail.model.Event;
import io.backtrail.model.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Events out of rows whose own record is empty or cut: from another column that holds it whole, from the members before the
 * cut, and from the columns beside it. Such an event says so in its summary and in the bag {@code Recovery}.
 */
final class PartialRecords {
    /** Before the id of an event that is known in part: the same record may come whole from elsewhere, under its own id. */
    private static final String ID = "partial/";

    private final UalEvents ual;

    PartialRecords(UalEvents ual) {
        this.ual = ual;
    }

    /** @throws BadRecordException with the damage as its reason, when the row does not tell what was done and when */
    Event event(RawRecord record) throws BadRecordException {
        Damage damage = record.damage();
        Json tolerated = Unwrapping.audit(TableRows.cell(damage.cell()));
        if (!tolerated.isNothing()) {
            // Control characters stand inside its texts: no JSON by the book, and nothing is missing.
            Event whole = ual.event(tolerated, record.envelope(), record.raw());
            return marked(whole, whole.eventId(), whole.summary(), whole(damage, "its own, with control characters"));
        }
        for (Map.Entry<String, String> column : record.envelope().entrySet()) {
            Json value = TableRows.cell(column.getValue());
            Json audit = value.isObject() ? Unwrapping.audit(value) : Json.NOTHING;
            if (!audit.isNothing()) {
                Event whole = ual.event(audit, record.envelope(), record.raw());
                return marked(whole, whole.eventId(), whole.summary(), whole(damage, column.getKey()));
            }
        }
        Json body = body(damage, record.envelope());
        Event partial;
        try {
            partial = ual.event(body, record.envelope(), record.raw());
        } catch (BadRecordException e) {
            throw new BadRecordException(
                    damage.code(), damage.reason() + " What is left of the row does not tell what was done and when.");
        }
        String id = partial.eventId().startsWith(ID) ? partial.eventId() : ID + partial.eventId();
        return marked(partial, id, "Partial record: " + partial.summary(), partial(damage, body));
    }

    /** What stands before the cut; and fields of the record that a tool took out into columns of their own. */
    private static Json body(Damage damage, Map<String, String> envelope) {
        Json leading = LeadingMembers.of(damage.cell());
        Json columns = TableRows.object(envelope);
        // Graph's envelope has other names for the same, and the same names for other things.
        if (columns.word("CreationTime") == null) {
            return leading;
        }
        List<String> names = new ArrayList<>(leading.names());
        List<Json> values = new ArrayList<>(leading.values());
        for (int i = 0; i < columns.names().size(); i++) {
            if (leading.at(columns.names().get(i)).isNothing()) {
                names.add(columns.names().get(i));
                values.add(columns.values().get(i));
            }
        }
        return Json.object(names, values);
    }

    private static List<Property> whole(Damage damage, String column) {
        return List.of(
                new Property(Property.RECOVERY, "column", column, null),
                new Property(Property.RECOVERY, Property.RECOVERY_CODE, damage.code(), null));
    }

    private static List<Property> partial(Damage damage, Json body) {
        return List.of(
                new Property(Property.RECOVERY, Property.PARTIAL, damage.reason(), null),
                new Property(Property.RECOVERY, Property.RECOVERY_CODE, damage.code(), null),
                new Property(Property.RECOVERY, "members", String.join(", ", body.names()), null),
                new Property(
                        Property.RECOVERY,
                        "length",
                        Integer.toString(damage.cell().length()),
                        null));
    }

    private static Event marked(Event event, String id, String summary, List<Property> marks) {
        List<Property> properties = new ArrayList<>(marks);
        properties.addAll(event.properties());
        return new Event(
                id,
                event.family(),
                event.eventTime(),
                event.eventEnd(),
                event.timeInferred(),
                event.activity(),
                event.actor(),
                event.client(),
                event.links(),
                event.outcome(),
                event.touched(),
                summary,
                properties,
                event.items(),
                event.recipients(),
                event.targets());
    }
}
