package io.backtrail.normalize;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.backtrail.evidence.RawRecord;
import io.backtrail.evidence.Shape;
import io.backtrail.model.Event;
import io.backtrail.model.StateRow;
import io.backtrail.problem.Problem;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Turns raw records into events. Holds only tables of facts; any number of threads may use one. */
public final class Normalizer {
    private final UalEvents ual;
    private final PartialRecords partials;
    private final SigninEvents signins;
    private final DirectoryEvents directory = new DirectoryEvents();
    private final TraceEvents traces = new TraceEvents();
    private final AlertEvents alerts = new AlertEvents();
    private final ActivityRows activities = new ActivityRows();

    /** Reads this room's tables. */
    public Normalizer() {
        SigninCodes codes = new SigninCodes();
        this.ual = new UalEvents(codes);
        this.partials = new PartialRecords(ual);
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
        return record.damage() == null ? whole(shape, record) : partials.event(record);
    }

    private Event whole(Shape shape, RawRecord record) throws BadRecordException {
        Map<String, String> envelope = record.envelope();
        String raw = record.raw();
        return switch (shape) {
            case UAL_CSV, PURVIEW_CSV, UAL_JSON, AUDIT_DATA_JSON, GRAPH_AUDIT_JSON, GRAPH_AUDIT_CSV ->
                ual.event(object(raw), envelope, raw);
            case SIGNIN_JSON, DIRECTORY_AUDIT_JSON -> entra(shape, object(raw), record);
            case MESSAGE_TRACE_CSV -> traces.event(envelope, raw);
            case MESSAGE_TRACE_JSON -> traces.event(cells(object(raw)), raw);
            case SIGNIN_CSV, DIRECTORY_AUDIT_CSV -> portal(shape, record);
            case MAILBOX_AUDIT -> mailboxAudit(record);
            case RISK_DETECTIONS -> alerts.risk(whole(record), raw);
            case ALERTS_JSON -> alerts.alert(object(raw), raw);
            case CLOUD_APPS_CSV -> activities.cloudApp(envelope, raw);
            case ACTIVITIES_CSV -> activities.legacy(envelope, raw);
            case INBOX_RULES, MAILBOXES, MAILBOX_PERMISSIONS, TRANSPORT_RULES, OAUTH_GRANTS, MFA_METHODS, DEVICES ->
                throw new IllegalArgumentException("rows of " + shape.word() + " tell no event");
            case DEFENDER_HUNTING -> hunted(record);
            case ELASTIC -> elastic(record);
            case GENERIC_JSON -> recognised(object(raw), record);
            case SENTINEL, SPLUNK, CLIXML, GENERIC_CSV, UNKNOWN -> table(record);
        };
    }

    /**
     * How something stands, as a row of a shape of state tells it.
     *
     * @param shape a shape of which {@link Shape#isState} is true
     * @throws BadRecordException if the row does not say what it is about, or is no JSON where it should be
     */
    public StateRow state(Shape shape, RawRecord record) throws BadRecordException {
        if (record.damage() != null) {
            throw new BadRecordException(record.damage().code(), record.damage().reason());
        }
        return StateRows.of(shape, whole(record));
    }

    /** The record's own object, or the row as one. */
    private static Json whole(RawRecord record) {
        Json cell = TableRows.cell(record.raw());
        return cell.isObject() ? cell : TableRows.object(record.envelope());
    }

    private Event mailboxAudit(RawRecord record) throws BadRecordException {
        Json cell = TableRows.cell(record.raw());
        Map<String, String> row = cell.isObject() ? cells(cell) : record.envelope();
        Map<String, String> time = new LinkedHashMap<>();
        time.put("CreationDate", Envelopes.word(row, "LastAccessed"));
        return MailboxAuditRows.told(ual.event(MailboxAuditRows.record(row), time, record.raw()));
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
        if (Unwrapping.isTrace(value)) {
            return traces.event(cells(value), record.raw());
        }
        throw unknown("another kind");
    }

    /** A table's row: a cell that holds a record, or columns that are one. */
    private Event table(RawRecord record) throws BadRecordException {
        Json raw = TableRows.cell(record.raw());
        if (raw.isObject()) {
            return recognised(raw, record);
        }
        for (String cell : record.envelope().values()) {
            Json value = TableRows.cell(cell);
            Json audit = value.isObject() ? Unwrapping.audit(value) : Json.NOTHING;
            if (!audit.isNothing()) {
                return ual.event(audit, record.envelope(), record.raw());
            }
        }
        return row(record);
    }

    /** A row of hunting holds the record that it was made of, or is a message of EmailEvents. */
    private Event hunted(RawRecord record) throws BadRecordException {
        Json value = whole(record);
        if (value.word("NetworkMessageId") != null && value.word("RecipientEmailAddress") != null) {
            return traces.event(cells(value), record.raw());
        }
        Json audit = Unwrapping.audit(value);
        if (!audit.isNothing()) {
            return ual.event(audit, record.envelope(), record.raw());
        }
        String table = record.envelope().get("category");
        throw new BadRecordException(
                "record.hunting-table",
                "expected a row of CloudAppEvents with its audit record or of EmailEvents, found "
                        + (table == null ? "another kind" : Problem.quote(table)));
    }

    private Event elastic(RawRecord record) throws BadRecordException {
        Json cell = TableRows.cell(record.raw());
        Json document = cell.isObject() ? cell : ElasticRows.document(record.envelope());
        Json audit = ElasticRows.audit(document);
        return audit.isNothing() ? recognised(document, record) : ual.event(audit, Map.of(), record.raw());
    }

    private Event portal(Shape shape, RawRecord record) throws BadRecordException {
        Json row = shape == Shape.SIGNIN_CSV
                ? PortalRows.signin(record.envelope())
                : PortalRows.directoryAudit(record.envelope());
        if (row.isNothing()) {
            throw new BadRecordException(
                    "record.no-activity",
                    "expected a time with a request or an activity, as every row of the portal's tables has");
        }
        return shape == Shape.SIGNIN_CSV
                ? signins.event(row, record.envelope(), record.raw())
                : directory.event(row, record.envelope(), record.raw());
    }

    private Event row(RawRecord record) throws BadRecordException {
        Json signin = PortalRows.signin(record.envelope());
        if (!signin.isNothing()) {
            return signins.event(signin, record.envelope(), record.raw());
        }
        Json audit = PortalRows.directoryAudit(record.envelope());
        if (!audit.isNothing()) {
            return directory.event(audit, record.envelope(), record.raw());
        }
        return recognised(TableRows.object(record.envelope()), record);
    }

    /** The scalars of an object as if they were a row. */
    private static Map<String, String> cells(Json object) {
        Map<String, String> cells = new LinkedHashMap<>();
        for (int i = 0; i < object.names().size(); i++) {
            String text = object.values().get(i).asText();
            cells.putIfAbsent(object.names().get(i), text == null ? "" : text);
        }
        return cells;
    }

    private static Json object(String raw) throws BadRecordException {
        try {
            Json value = JsonText.read(raw);
            if (value.isObject()) {
                return value;
            }
        } catch (StreamConstraintsException e) {
            throw bad("record.not-json", "JSON nested no deeper than " + JsonText.DEEPEST + " levels", raw);
        } catch (IOException e) {
            throw bad("record.not-json", "a whole JSON object", raw);
        }
        throw bad("record.not-object", "a JSON object", raw);
    }

    private static BadRecordException bad(String code, String expected, String raw) {
        String length = " (" + raw.length() + " characters)";
        return new BadRecordException(code, "expected " + expected + ", found " + Problem.quote(raw) + length);
    }

    private static BadRecordException unknown(String found) {
        return new BadRecordException(
                "record.unknown-shape", "expected an audit, sign-in or directory record, found " + found);
    }
}
