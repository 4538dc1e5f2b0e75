package io.backtrail.evidence;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the objects of a file of Export-Clixml, one a call. */
final class CliXmlReader implements RowReader {
    private final Window window;
    private final CliXmlElements elements;
    private Map<String, String> last;

    CliXmlReader(Window window) {
        this.window = window;
        this.elements = new CliXmlElements(window);
    }

    @Override
    public boolean next(Rows rows) throws IOException {
        last = null;
        switch (elements.next()) {
            case OBJECT -> object(rows);
            case DAMAGED -> refuse(rows, broken());
            case CUT -> refuse(rows, cut());
            case UNCLOSED -> rows.reject(window.offset(), "", 0, unclosed());
            case END -> {
                return false;
            }
        }
        window.shrink();
        return true;
    }

    /** The properties of the last object, or null when that row was rejected. */
    Map<String, String> last() {
        return last;
    }

    /** Whether the last object was one around an audit record. */
    boolean holdsRecord() {
        return last != null && auditData(last) != null;
    }

    @Override
    public String dialect() {
        return "clixml";
    }

    private void refuse(Rows rows, Fault fault) throws IOException {
        rows.reject(window, elements.length(), fault);
        window.drop(elements.length());
    }

    private void object(Rows rows) throws IOException {
        String text = window.text(0, elements.length());
        Map<String, String> properties;
        try {
            properties = CliXmlObject.properties(text);
        } catch (IOException e) {
            refuse(rows, broken());
            return;
        }
        String name = auditData(properties);
        Fault fault = name == null ? null : AuditCell.fault(name, properties.get(name));
        Map<String, String> around = new LinkedHashMap<>(properties);
        String record = name == null ? null : around.remove(name);
        if (fault != null) {
            rows.damaged(window.offset(), text, around, Damage.of(fault, record));
            window.drop(elements.length());
            return;
        }
        last = properties;
        rows.record(window.offset(), record == null ? text : record, around);
        window.drop(elements.length());
    }

    private static String auditData(Map<String, String> properties) {
        for (String name : properties.keySet()) {
            if (name.equalsIgnoreCase("AuditData")) {
                return name;
            }
        }
        return null;
    }

    private static Fault cut() {
        return Fault.of("xml.cut", "An <Obj> should be closed, but the file ends inside it; it was cut off.");
    }

    private static Fault broken() {
        return Fault.of(
                "xml.broken",
                "A whole <Obj> should stand here, but its tags do not close; reading goes on at the next one.");
    }

    private static Fault unclosed() {
        return Fault.of(
                "xml.unclosed",
                "The file should end with </Objs>, but it ends before; the export was broken off and later objects are"
                        + " missing.");
    }
}
