package io.backtrail.cli;

import io.backtrail.model.Column;
import io.backtrail.model.Table;
import io.backtrail.print.JsonText;
import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import io.backtrail.store.CaseReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows one event whole: fields, place in the evidence, copies, reasons, raw record. */
@Command(name = "show", description = "One event with its raw record, its place in the evidence, copies and reasons.")
final class ShowCommand extends BacktrailCommand {
    @Parameters(paramLabel = "EVENT", description = "Its event_id, or the start of it.")
    private String event;

    @Override
    public Integer call() {
        return reading(reader -> {
            List<Long> sequences = find(reader);
            for (Long sequence : sequences) {
                show(reader, sequence);
            }
            return Exit.DONE;
        });
    }

    /** The events of that id, or of the one id that begins so; the same id may stand in two families. */
    private List<Long> find(CaseReader reader) {
        Table exact = reader.query(
                "SELECT event_seq FROM event_core WHERE event_id IN (?, 'partial/' || ?) ORDER BY 1",
                List.of(event, event));
        if (!exact.rows().isEmpty()) {
            return sequences(exact);
        }
        Table ids = reader.query(
                "SELECT DISTINCT event_id FROM event_core WHERE starts_with(event_id, lower(?)) ORDER BY 1",
                List.of(event),
                100);
        if (ids.rows().size() != 1) {
            String found = ids.rows().isEmpty() ? ", which none has" : ", which begins several";
            throw new ProblemException(new Problem(
                    "show.event",
                    "show",
                    "the id of one event",
                    Problem.quote(event) + found,
                    "'search' and 'timeline' print whole ids"));
        }
        return sequences(reader.query(
                "SELECT event_seq FROM event_core WHERE event_id = ? ORDER BY 1",
                ids.rows().get(0)));
    }

    private static List<Long> sequences(Table table) {
        return table.rows().stream().map(row -> (Long) row.get(0)).toList();
    }

    private void show(CaseReader reader, long sequence) {
        Table fields = reader.query("SELECT * EXCLUDE (raw) FROM event WHERE event_seq = ?", List.of(sequence));
        Table raw = reader.query("SELECT raw FROM event_core WHERE event_seq = ?", List.of(sequence));
        Table place = reader.query(
                "SELECT 'first' AS sighting, s.path, s.sha256, e.record_no, e.byte_offset, e.record_hash FROM event_core AS e"
                        + " JOIN source AS s USING (source_id) WHERE e.event_seq = ?"
                        + " UNION ALL SELECT CASE WHEN c.identical THEN 'again'"
                        + " WHEN c.difference = 'writing' THEN 'again, written differently'"
                        + " WHEN c.difference = 'letters' THEN 'again, with letters lost'"
                        + " WHEN c.difference = 'form' THEN 'again, in another form'"
                        + " ELSE concat_ws(', ', 'other text', c.difference) END, s.path, s.sha256,"
                        + " c.record_no, c.byte_offset, c.record_hash FROM copy AS c JOIN source AS s USING (source_id)"
                        + " WHERE c.event_seq = ? ORDER BY 1 DESC, 2, 4",
                List.of(sequence, sequence));
        Table properties = reader.query(
                "SELECT bag, name, value, old_value FROM event_property WHERE event_seq = ? ORDER BY ordinal",
                List.of(sequence));
        Table reasons = reader.query(
                "SELECT r.family, r.db, r.text, r.events FROM verdict AS v JOIN reason AS r USING (session_no)"
                        + " WHERE v.event_seq = ? ORDER BY r.ordinal",
                List.of(sequence));
        Table links = reader.query(
                "SELECT l.kind, l.basis, e.family, e.event_id, e.event_time, e.operation, e.summary FROM ("
                        + "SELECT other_seq AS seq, kind, basis FROM event_link WHERE event_seq = ? UNION ALL"
                        + " SELECT event_seq, kind, basis FROM event_link WHERE other_seq = ?) AS l"
                        + " JOIN event AS e ON e.event_seq = l.seq ORDER BY e.event_seq",
                List.of(sequence, sequence));
        if (top().isJson()) {
            top().json(json -> write(json, fields, place, links, properties, reasons, raw));
            return;
        }
        top().print(upright(fields));
        part("Place in the evidence", place);
        part("The same act in other records; counted once", links);
        part("Properties", properties);
        part("Reasons of its session", reasons);
        top().out().println("Raw record");
        top().out().println(Problem.clean((String) raw.rows().get(0).get(0)));
        top().out().flush();
    }

    private void part(String heading, Table table) {
        if (!table.rows().isEmpty()) {
            top().out().println();
            top().out().println(heading);
            top().print(table);
        }
    }

    /** One line a field, without the empty ones. */
    private static Table upright(Table fields) {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < fields.columns().size(); i++) {
            Object value = fields.rows().get(0).get(i);
            if (value != null) {
                rows.add(Arrays.asList(fields.columns().get(i).name(), value));
            }
        }
        return new Table(List.of(new Column("field", "varchar"), new Column("value", "varchar")), rows);
    }

    private static void write(
            JsonText json, Table fields, Table place, Table links, Table properties, Table reasons, Table raw) {
        json.beginObject();
        for (int i = 0; i < fields.columns().size(); i++) {
            json.field(fields.columns().get(i).name(), fields.rows().get(0).get(i));
        }
        json.field("places", place)
                .field("links", links)
                .field("properties", properties)
                .field("reasons", reasons);
        json.field("raw", raw.rows().get(0).get(0)).endObject();
    }
}
