package io.backtrail.evidence;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the rows of a table, one a call. */
final class CsvReader implements RowReader {
    private static final int LONGEST_NAME = 200;

    private final Window window;
    private final CsvLayout layout;
    private final List<String> columns;
    private final int jsonColumn;
    private final List<String> folded;
    private final CsvExtent extent;
    private final CsvFields parser;
    private final CsvRowStart rowStart;

    /** Passes the header; {@code jsonColumn} is the column that holds the record, or -1 when the row itself is one. */
    CsvReader(Window window, CsvLayout layout, int jsonColumn) throws IOException {
        this.window = window;
        this.layout = layout;
        this.columns = layout.columns();
        this.jsonColumn = jsonColumn;
        this.folded = layout.folded();
        this.extent = new CsvExtent(window, layout.delimiter(), layout.backslash());
        this.parser = new CsvFields(layout.delimiter(), layout.backslash());
        this.rowStart = new CsvRowStart(layout.delimiter(), columns.size(), jsonColumn);
        new CsvHead(window).passPreamble();
        extent.measure(0);
        dropRow(extent.length());
        for (int i = 0; i < layout.sample().size(); i++) {
            if (fault(layout.sample().get(i), CsvExtent.End.LINE) == null) {
                rowStart.learn(layout.texts().get(i), layout.sample().get(i));
            }
        }
    }

    @Override
    public boolean next(Rows rows) throws IOException {
        while (extent.lineEnd(0) > 0) {
            window.drop(extent.lineEnd(0));
        }
        if (window.unit(0) == Window.END) {
            return false;
        }
        CsvExtent.End end = extent.measure(0);
        switch (end) {
            case LINE, FILE -> row(end, extent.length(), rows);
            case FILE_IN_QUOTES -> damaged(cut(), rows);
            case BROKEN -> damaged(broken(), rows);
            case TOO_LONG -> damaged(tooLong(), rows);
        }
        window.shrink();
        return true;
    }

    @Override
    public String dialect() {
        return layout.dialect();
    }

    private void row(CsvExtent.End end, int length, Rows rows) throws IOException {
        String text = window.text(0, length);
        List<String> fields = parser.of(text);
        Fault fault = fault(fields, end);
        Fault inCell = fault == null ? cellFault(fields) : null;
        if (fault == null && inCell == null) {
            rowStart.learn(text, fields);
            rows.record(window.offset(), jsonColumn < 0 ? text : fields.get(jsonColumn), envelope(fields));
            dropRow(length);
        } else if (swallowsRow(length)) {
            damaged(broken(), rows);
        } else if (inCell != null) {
            rows.damaged(window.offset(), text, envelope(fields), Damage.of(inCell, fields.get(jsonColumn)));
            dropRow(length);
        } else {
            rows.reject(window, length, fault);
            dropRow(length);
        }
    }

    private Map<String, String> envelope(List<String> fields) {
        Map<String, String> envelope = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            if (i != jsonColumn) {
                envelope.put(columns.get(i), fields.get(i));
            }
        }
        return envelope;
    }

    /** Why the row is no record, or null. */
    private Fault fault(List<String> fields, CsvExtent.End end) {
        if (fields == null) {
            return broken();
        }
        if (isHeader(fields)) {
            return Fault.of(
                    "csv.repeated-header",
                    "A row should stand here, but the header stands again; two files were put together.");
        }
        if (fields.size() < columns.size() && end == CsvExtent.End.FILE) {
            return cut();
        }
        if (fields.size() < columns.size() || hasMore(fields)) {
            return Fault.of(
                    "csv.field-count",
                    "A row of " + columns.size() + " fields should stand here, but it has " + fields.size()
                            + "; look at its quotes and delimiters.");
        }
        return null;
    }

    /** Why the cell that should hold the record does not, in a row that is whole otherwise; or null. */
    private Fault cellFault(List<String> fields) {
        return jsonColumn < 0 ? null : AuditCell.fault(columns.get(jsonColumn), fields.get(jsonColumn));
    }

    private boolean isHeader(List<String> fields) {
        // Folding a long cell would cost more than reading it, and it is no name.
        return fields.size() == folded.size()
                && fields.get(0).length() < LONGEST_NAME
                && Names.folded(fields.subList(0, 1)).equals(folded.subList(0, 1))
                && Names.folded(Names.ofColumns(fields)).equals(folded);
    }

    /** Empty fields behind the last column say nothing; some tools write a delimiter at the end of each row. */
    private boolean hasMore(List<String> fields) {
        return fields.subList(columns.size(), fields.size()).stream().anyMatch(f -> !f.isBlank());
    }

    /** Whether a line inside the first {@code length} units looks like the start of another row. */
    private boolean swallowsRow(int length) throws IOException {
        for (int i = 0; i < length; i++) {
            int lineEnd = extent.lineEnd(i);
            if (lineEnd > 0 && i + lineEnd < length && rowStart.at(window, i + lineEnd)) {
                return true;
            }
        }
        return false;
    }

    /** Rejects from unit 0 to the next line that looks like a row, or to the end of the file. */
    private void damaged(Fault fault, Rows rows) throws IOException {
        long offset = window.offset();
        String head = null;
        int i = 0;
        while (window.unit(i) != Window.END) {
            if (i > Window.LONGEST / 4) {
                head = head == null ? Rows.head(window, i) : head;
                window.drop(i);
                i = 0;
            }
            int lineEnd = extent.lineEnd(i);
            if (lineEnd > 0 && (rowStart.at(window, i + lineEnd) || window.unit(i + lineEnd) == Window.END)) {
                break;
            }
            i += Math.max(lineEnd, 1);
        }
        head = head == null ? Rows.head(window, i) : head;
        rows.reject(offset, head, window.offset() + window.bytes(i) - offset, fault);
        dropRow(i);
    }

    private void dropRow(int length) throws IOException {
        window.drop(length);
        window.drop(extent.lineEnd(0));
    }

    private static Fault cut() {
        return Fault.of(
                "csv.cut-record", "A whole row should stand here, but the file ends inside it; it was cut off.");
    }

    private static Fault broken() {
        return Fault.of(
                "csv.broken-quotes",
                "A row with closed quotes should stand here, but they do not close; reading went on at the next line"
                        + " that looks like a row.");
    }

    private static Fault tooLong() {
        return Fault.of(
                "csv.too-long",
                "A row should be shorter than 64 MiB, but no end was found in that; look at its quotes.");
    }
}
