package io.backtrail.casefile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A small file of one JSON object that holds texts, as a lock and the mark of an unfinished import are. */
final class FlatFile {
    private static final JsonFactory JSON = new JsonFactory();

    private FlatFile() {}

    /** Replaces the file as a whole; fields in the order of the map. */
    static void write(Path file, Map<String, String> fields) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (Map.Entry<String, String> field : fields.entrySet()) {
                json.writeStringField(field.getKey(), field.getValue());
            }
            json.writeEndObject();
        }
        WholeFile.write(file, (text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** What the file says; empty if there is none, or nothing that can be read. */
    static Map<String, String> read(Path file) {
        Map<String, String> fields = new TreeMap<>();
        try (JsonParser json = JSON.createParser(Files.readAllBytes(file))) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.VALUE_STRING) {
                    fields.put(json.currentName(), json.getText());
                }
            }
            return fields;
        } catch (IOException e) {
            return Map.of();
        }
    }
}
