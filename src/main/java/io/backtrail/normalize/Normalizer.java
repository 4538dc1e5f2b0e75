package io.backtrail.normalize;

import io.backtrail.evidence.RawRecord;
import io.backtrail.evidence.Shape;
import io.backtrail.model.Event;
import io.backtrail.problem.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Turns raw records into events. Holds only tables of facts; any number of threads may use one. */
public final class Normalizer {
    private final UalEvents ual;
    private final SigninEvents signins;
    private final DirectoryEvents directory = new DirectoryEvents();
    private final TraceEvents traces = new TraceEvents();

    /** Reads this room's tables. */
    public Normalizer() {
        SigninCodes codes = new SigninCodes();
        this.ual = new UalEvents(codes);
        this.signins = new SigninEvents(codes);
    }

    /**
     * The event that a record tells of.
     *
     * @param shape the export that the record came from
     * @throws BadRecordException if the record has no time or operation, is no JSON where it should be, or is of no known
     *     kind
     */
    public Event normalize(Shape shape, RawRecord record) throws BadRecordException {
        Map<String, String> envelope = record.envelope();
        String raw = record.raw();
        return switch (shape) {
            case UAL_CSV, PURVIEW_CSV, UAL_JSON, AUDIT_DATA_JSON, GRAPH_AUDIT_JSON ->
                ual.event(object(raw), envelope, raw);
            case SIGNIN_JSON, DIRECTORY_AUDIT_JSON -> entra(shape, object(raw), record);
            case MESSAGE_TRACE_CSV -> traces.event(envelope, raw);
            case GENERIC_JSON -> recognised(object(raw), record);
            case GENERIC_CSV, UNKNOWN -> table(record);
        };
    }

    /** The category of an Azure diagnostic envelope decides; the shape only where there is none. */
    private Event entra(Shape shape, Json value, RawRecord record) throws BadRecordException {
        String category = EntraRecord.of(value).category();
        boolean audit = category == null ? shape == Shape.DIRECTORY_AUDIT_JSON : category.equals("AuditLogs");
        if (category != null && !audit && !category.endsWith("SignInLogs")) {
            throw unknown("category " + Problem.quote(category));
        }
        return audit
                ? directory.event(value, record.envelope(), record.raw())
                : signins.event(value, record.envelope(), record.raw());
    }

    private Event recognised(Json value, RawRecord record) throws BadRecordException {
        Json audit = Unwrapping.audit(value);
        if (!audit.isNothing()) {
            return ual.event(audit, record.envelope(), record.raw());
        }
        if (Unwrapping.isSignin(value)) {
            return entra(Shape.SIGNIN_JSON, value, record);
        }
        if (Unwrapping.isDirectoryAudit(value)) {
            return entra(Shape.DIRECTORY_AUDIT_JSON, value, record);
        }
        throw unknown("another object");
    }

    /** A table's row: a cell that holds a record, or columns that are one, as in an export of OfficeActivity. */
    private Event table(RawRecord record) throws BadRecordException {
        Json raw = inside(record.raw());
        if (raw.isObject()) {
            return recognised(raw, record);
        }
        List<String> names = new ArrayList<>();
        List<Json> values = new ArrayList<>();
        for (Map.Entry<String, String> cell : record.envelope().entrySet()) {
            Json value = inside(cell.getValue());
            Json audit = value.isObject() ? Unwrapping.audit(value) : Json.NOTHING;
            if (!audit.isNothing()) {
                return ual.event(audit, record.envelope(), record.raw());
            }
            names.add(cell.getKey().strip());
            values.add(value);
        }
        Json row = Json.object(names, values);
        if (!Unwrapping.isAudit(row)) {
            throw unknown("a row without one");
        }
        return ual.event(row, record.envelope(), record.raw());
    }

    private static Json inside(String text) {
        return text == null || text.isEmpty()
                ? Json.NOTHING
                : Json.scalar(Json.Kind.TEXT, text).unfolded();
    }

    private static Json object(String raw) throws BadRecordException {
        try {
            Json value = JsonText.read(raw);
            if (value.isObject()) {
                return value;
            }
        } catch (IOException e) {
            throw new BadRecordException("record.not-json", "expected a JSON object, found " + Problem.quote(raw));
        }
        throw new BadRecordException("record.not-object", "expected a JSON object, found " + Problem.quote(raw));
    }

    private static BadRecordException unknown(String found) {
        return new BadRecordException(
                "record.unknown-shape", "expected an audit, sign-in or directory record, found " + found);
    }
}
