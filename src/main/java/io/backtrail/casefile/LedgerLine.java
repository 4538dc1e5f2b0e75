package io.backtrail.casefile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What one line of {@code ledger.jsonl} says.
 *
 * @param number place in the file, from 1
 * @param time UTC
 * @param kind what was done
 * @param details what exactly
 * @param previous SHA-256 of the bytes of the line before, without its line end
 */
record LedgerLine(long number, Instant time, String kind, Map<String, String> details, String previous) {
    /** Stands in the first line, before which there is nothing. */
    static final String NOTHING_BEFORE = "0".repeat(64);

    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<String> FIELDS = Set.of("number", "time", "kind", "previous");

    /** The line without its line end; details sorted, so that the same entry has the same bytes. */
    byte[] bytes() throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("number", number);
            json.writeStringField("time", time.toString());
            json.writeStringField("kind", kind);
            json.writeObjectFieldStart("details");
            for (Map.Entry<String, String> detail : new TreeMap<>(details).entrySet()) {
                json.writeStringField(detail.getKey(), detail.getValue());
            }
            json.writeEndObject();
            json.writeStringField("previous", previous);
            json.writeEndObject();
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads a line.
     *
     * @throws IOException if it is not one whole object with all fields
     */
    static LedgerLine read(byte[] line) throws IOException {
        Map<String, String> details = new TreeMap<>();
        Map<String, String> fields = new TreeMap<>();
        try (JsonParser json = JSON.createParser(line)) {
            require(json.nextToken() == JsonToken.START_OBJECT, json);
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String key = json.currentName();
                if (json.nextToken() == JsonToken.START_OBJECT) {
                    require(key.equals("details"), json);
                    readTexts(json, details);
                } else {
                    require(json.currentToken().isScalarValue(), json);
                    fields.put(key, json.getText());
                }
            }
            require(json.nextToken() == null, json);
            require(fields.keySet().equals(FIELDS), json);
            return new LedgerLine(
                    Long.parseLong(fields.get("number")),
                    Instant.parse(fields.get("time")),
                    fields.get("kind"),
                    details,
                    fields.get("previous"));
        } catch (NumberFormatException | DateTimeException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static void readTexts(JsonParser json, Map<String, String> texts) throws IOException {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            require(json.nextToken() == JsonToken.VALUE_STRING, json);
            texts.put(key, json.getText());
        }
    }

    private static void require(boolean fulfilled, JsonParser json) throws IOException {
        if (!fulfilled) {
            throw new JsonParseException(json, "no line of a ledger");
        }
    }

    /** SHA-256 of the bytes in lower-case hex. */
    static String hash(byte[] line) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(line));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
