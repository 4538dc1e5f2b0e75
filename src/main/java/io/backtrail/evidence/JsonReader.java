package io.backtrail.evidence;

import java.io.IOException;

/** Reads the rows of a JSON file, one a call. */
final class JsonReader implements RowReader {
    private final Window window;
    private final JsonElements elements;
    private final JsonRepair repair;
    private JsonUnwrap last;

    JsonReader(Window window) {
        this.window = window;
        this.elements = new JsonElements(window);
        this.repair = new JsonRepair(window);
    }

    @Override
    public boolean next(Rows rows) throws IOException {
        last = null;
        return switch (elements.next()) {
            case ELEMENT -> {
                element(rows);
                yield true;
            }
            case DAMAGED -> {
                damaged(rows);
                yield true;
            }
            case UNCLOSED -> {
                rows.reject(window.offset(), "", 0, unclosed());
                yield true;
            }
            case END -> false;
        };
    }

    /** The record that the last call handed on, or null when that row was rejected. */
    JsonUnwrap last() {
        return last;
    }

    @Override
    public String dialect() {
        return elements.dialect();
    }

    private void element(Rows rows) throws IOException {
        String text = window.text(0, elements.length());
        if (text.charAt(0) == '"') {
            String inside = JsonText.string(text);
            text = inside != null && JsonText.isObject(inside) ? inside : text;
        }
        if (text.charAt(0) != '{' && !text.strip().startsWith("{")) {
            rows.reject(window, elements.length(), notAnObject());
        } else {
            object(text, rows);
        }
        elements.skip();
    }

    private void object(String text, Rows rows) throws IOException {
        JsonUnwrap found;
        try {
            found = JsonUnwrap.of(text);
        } catch (IOException e) {
            rows.reject(window, elements.length(), invalid(e));
            return;
        }
        if (found.damage() == null) {
            last = found;
            repair.learn(elements.indent(), text);
            rows.record(window.offset(), found.raw(), found.envelope());
        } else {
            rows.damaged(window.offset(), text, found.envelope(), found.damage());
        }
    }

    private void damaged(Rows rows) throws IOException {
        Fault between = elements.cause() == JsonExtent.TOO_DEEP ? tooDeep() : broken();
        Fault atEnd = switch (elements.cause()) {
            case Window.END -> cut();
            case Window.TOO_LONG -> tooLong();
            default -> between;
        };
        boolean atLineStart = repair.reject(elements.indent(), rows, between, atEnd);
        elements.resume(atLineStart);
    }

    private static Fault cut() {
        return Fault.of("json.cut", "A JSON object should be closed, but the file ends inside it; it was cut off.");
    }

    private static Fault broken() {
        return Fault.of(
                "json.broken",
                "A whole JSON object should stand here, but its brackets or quotes do not close; reading goes on at the"
                        + " next line that opens an object.");
    }

    private static Fault tooDeep() {
        return Fault.of(
                "json.too-deep",
                "A JSON object should have at most 1000 brackets open at once, but more are; no export is nested like that.");
    }

    private static Fault tooLong() {
        return Fault.of("json.too-long", "A JSON object should be shorter than 64 MiB, but its end was not found.");
    }

    private static Fault notAnObject() {
        return Fault.of("json.not-object", "A record as a JSON object should stand here, but another JSON value does.");
    }

    private static Fault invalid(IOException e) {
        return Fault.of(
                "json.invalid", "A JSON object should stand here, but it cannot be read: " + JsonText.reason(e) + ".");
    }

    private static Fault unclosed() {
        return Fault.of(
                "json.unclosed",
                "The list of records should be closed, but the file ends in it; the export was broken off and later"
                        + " records are missing.");
    }
}
