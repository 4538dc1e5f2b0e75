package io.backtrail.evidence;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Decides what a file is from its bytes. */
final class Sniffer {
    private static final int SAMPLE = 50;
    private static final int PATIENCE = 1000;
    private static final Pattern LIST_LINE = Pattern.compile("(?m)^[\\w@. -]{1,60}\\s*: ?.*$");
    private static final Pattern TABLE_RULE = Pattern.compile("(?m)^-{3,}(?: +-{3,})+ *$");

    private final EvidenceInput input;
    private final Encoding encoding;
    private final byte[] head;

    /** {@code head} is the unpacked start of the file. */
    Sniffer(EvidenceInput input, Encoding encoding, byte[] head) {
        this.input = input;
        this.encoding = encoding;
        this.head = head;
    }

    /** What the file is; its shape is {@link Shape#UNKNOWN} when it cannot be read. */
    Verdict verdict() throws IOException {
        String text = headText();
        String start = text.stripLeading();
        if (start.isEmpty()) {
            return Verdict.unknown("an empty file");
        }
        char first = start.charAt(0);
        if (first == '[' || first == '{') {
            return json(start);
        }
        if (first == '<') {
            return start.startsWith("<Objs ")
                    ? clixml()
                    : Verdict.unknown("XML or HTML; export CSV or JSON at the source");
        }
        CsvLayout layout = layout();
        Verdict table = layout == null ? null : CsvShapes.of(layout);
        return table != null ? table : noTable(text);
    }

    /** The layout of a table, from the head alone; null when there is none. */
    CsvLayout layout() throws IOException {
        try (Window window = window()) {
            return new CsvHead(window).layout();
        }
    }

    private Window window() throws IOException {
        return new Window(new ByteArrayInputStream(head), encoding);
    }

    private String headText() throws IOException {
        try (Window window = window()) {
            int units = 0;
            while (units < 1 << 16 && window.unit(units) >= 0) {
                units++;
            }
            return window.text(0, units);
        }
    }

    private Verdict json(String start) throws IOException {
        JsonShapes shapes = new JsonShapes();
        Rejections rejections = new Rejections();
        Rows rows = new Rows(rejections);
        String dialect;
        try (Window window = new Window(input.open(), encoding)) {
            JsonReader reader = new JsonReader(window);
            while (shapes.elements() < SAMPLE && rows.count() < PATIENCE && reader.next(rows)) {
                if (reader.last() != null) {
                    shapes.add(reader.last());
                }
            }
            dialect = reader.dialect();
        }
        if (shapes.elements() > 0) {
            return shapes.verdict(dialect);
        }
        if (rows.count() == 0) {
            return new Verdict(Shape.GENERIC_JSON, dialect, "An empty JSON list: the search found nothing.");
        }
        return withoutElements(start, dialect, rejections);
    }

    /** JSON by its start, but not one element in it is whole: kept, so that its rows are rejected one by one. */
    private static Verdict withoutElements(String start, String dialect, Rejections rejections) {
        String behind = start.substring(1).stripLeading();
        boolean opens = !behind.isEmpty() && (behind.charAt(0) == '"' || behind.charAt(0) == '{');
        if (opens || rejections.auditData) {
            Shape shape = rejections.auditData ? Shape.UAL_JSON : Shape.GENERIC_JSON;
            return new Verdict(shape, dialect, "It starts as JSON does, but no element in it is whole.");
        }
        return Verdict.unknown("text that starts with a bracket but is no JSON; export CSV or JSON at the source");
    }

    private Verdict clixml() throws IOException {
        Rows rows = new Rows(new Rejections());
        int seen = 0;
        int records = 0;
        Map<Shape, Integer> states = new EnumMap<>(Shape.class);
        try (Window window = new Window(input.open(), encoding)) {
            CliXmlReader reader = new CliXmlReader(window);
            while (seen < SAMPLE && rows.count() < PATIENCE && reader.next(rows)) {
                seen += reader.last() == null ? 0 : 1;
                records += reader.holdsRecord() ? 1 : 0;
                Shape state = reader.last() == null ? null : StateShapes.of(reader.last());
                if (state != null) {
                    states.merge(state, 1, Integer::sum);
                }
            }
        }
        if (rows.count() == 0) {
            return Verdict.unknown(
                    "PowerShell's Export-Clixml without an object; export the search's results themselves");
        }
        if (records == 0 && !states.isEmpty()) {
            Shape most = states.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .orElseThrow()
                    .getKey();
            return new Verdict(
                    most,
                    "clixml",
                    states.get(most) + " of the first " + seen + (seen == 1 ? " object" : " objects")
                            + " of Export-Clixml have "
                            + StateShapes.fields(most) + ".");
        }
        String objects = seen == 1 ? " object" : " objects";
        return new Verdict(
                Shape.CLIXML,
                "clixml",
                records + " of the first " + seen + objects + " of Export-Clixml hold audit records in AuditData.");
    }

    private static Verdict noTable(String text) {
        if (TABLE_RULE.matcher(text).find()) {
            return Verdict.unknown(
                    "the screen's view of a PowerShell table, which cuts cells; use Export-Csv or ConvertTo-Json");
        }
        long lines = text.lines().filter(l -> !l.isBlank()).limit(200).count();
        long pairs = text.lines()
                .filter(l -> !l.isBlank())
                .limit(200)
                .filter(l -> LIST_LINE.matcher(l).matches())
                .count();
        if (lines >= 3 && pairs * 5 >= lines * 3) {
            return Verdict.unknown(
                    "the screen's view of a PowerShell list (Format-List); use Export-Csv or ConvertTo-Json");
        }
        return Verdict.unknown("text that is neither a table with a header nor JSON; import the export itself");
    }

    /** Remembers only whether AuditData was what made rows bad. */
    private static final class Rejections implements RecordSink {
        private boolean auditData;

        @Override
        public void record(RawRecord record) {
            // The fields of a whole record are not needed: the reader keeps those of the last.
            auditData |= record.damage() != null;
        }

        @Override
        public void reject(RejectedRow row) {
            // Rows that are no rows say nothing of AuditData.
        }
    }
}
