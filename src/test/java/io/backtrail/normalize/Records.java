package io.backtrail.normalize;

import io.backtrail.evidence.RawRecord;
import io.backtrail.evidence.Shape;
import io.backtrail.model.Event;
import java.util.Map;

/** Invented records for the tests of this room, written with single quotes for JSON's double quotes. */
final class Records {
    static final String ID = "0a0a0a0a-1111-4222-8333-444444444444";
    static final String SESSION = "5e551017-1111-4222-8333-444444444444";

    private Records() {}

    static Event event(Shape shape, String raw, Map<String, String> envelope) throws BadRecordException {
        return new Normalizer().normalize(shape, new RawRecord(1, 0, raw.replace('\'', '"'), envelope));
    }

    /** An audit record of the operation with the usual fields and these more. */
    static Event ual(int recordType, String operation, String more) throws BadRecordException {
        String raw = "{'CreationTime':'2024-05-06T07:08:09','Id':'" + ID + "','Operation':'" + operation
                + "','RecordType':" + recordType + ",'Workload':'Exchange','UserId':'Ada@North.example','UserType':0,"
                + "'UserKey':'10032001266C162C'" + (more.isEmpty() ? "" : "," + more) + "}";
        return event(Shape.AUDIT_DATA_JSON, raw, Map.of());
    }

    static Event signin(String raw) throws BadRecordException {
        return event(Shape.SIGNIN_JSON, raw, Map.of());
    }
}
