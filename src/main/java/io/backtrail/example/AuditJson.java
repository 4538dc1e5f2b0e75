package io.backtrail.example;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** One JSON object, written key by key in the order of the calls. */
final class AuditJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    /** Something that writes into the object, or into an object or list inside it. */
    interface Part {
        void write() throws IOException;
    }

    private final StringWriter text = new StringWriter(2048);
    private final JsonGenerator json;

    AuditJson() {
        try {
            json = FACTORY.createGenerator(text);
            json.writeStartObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    AuditJson put(String key, String value) {
        return part(() -> json.writeStringField(key, value));
    }

    AuditJson put(String key, long value) {
        return part(() -> json.writeNumberField(key, value));
    }

    AuditJson put(String key, boolean value) {
        return part(() -> json.writeBooleanField(key, value));
    }

    AuditJson putNull(String key) {
        return part(() -> json.writeNullField(key));
    }

    AuditJson object(String key, Runnable inside) {
        return part(() -> {
            json.writeObjectFieldStart(key);
            inside.run();
            json.writeEndObject();
        });
    }

    AuditJson list(String key, Runnable inside) {
        return part(() -> {
            json.writeArrayFieldStart(key);
            inside.run();
            json.writeEndArray();
        });
    }

    /** An object as an element of the list that is open. */
    AuditJson element(Runnable inside) {
        return part(() -> {
            json.writeStartObject();
            inside.run();
            json.writeEndObject();
        });
    }

    AuditJson texts(String key, List<String> values) {
        return list(key, () -> values.forEach(v -> part(() -> json.writeString(v))));
    }

    /** A list of objects with the given two keys; values come in pairs. */
    AuditJson pairs(String key, String first, String second, List<String> values) {
        return list(key, () -> {
            for (int i = 0; i < values.size(); i += 2) {
                String one = values.get(i);
                String two = values.get(i + 1);
                element(() -> put(first, one).put(second, two));
            }
        });
    }

    /** The usual list of Name and Value. */
    AuditJson named(String key, String... values) {
        return pairs(key, "Name", "Value", List.of(values));
    }

    /** A typed identity of a directory record, as an element of the list that is open. */
    AuditJson typed(String id, int type) {
        return element(() -> put("ID", id).put("Type", type));
    }

    /** Closes the object; the text on one line. */
    String text() {
        part(json::close);
        return text.toString();
    }

    private AuditJson part(Part part) {
        try {
            part.write();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return this;
    }
}
