package io.backtrail.evidence;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.backtrail.problem.Problem;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads one JSON value that is held as text. */
final class JsonText {
    /** Brackets that may be open in a record at once. */
    static final int DEEPEST = 1000;

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(2 * Window.LONGEST)
                    .maxNameLength(1 << 20)
                    .maxNumberLength(1 << 12)
                    .build())
            .build();

    private JsonText() {}

    /**
     * A field of an object.
     *
     * @param text a string without its quotes and escapes, an object or array exactly as it stands, any other value as
     *     written; a null is empty
     * @param isText whether it is a string
     */
    record Field(String text, boolean isText) {
        boolean holdsObject() {
            return !text.isBlank() && text.stripLeading().charAt(0) == '{';
        }
    }

    /** Whether the text is one whole object. */
    static boolean isObject(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            parser.skipChildren();
            return parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    /** The text inside a whole JSON string; null when it is none. */
    static String string(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            boolean found = parser.nextToken() == JsonToken.VALUE_STRING;
            String value = found ? parser.getText() : null;
            return found && parser.nextToken() == null ? value : null;
        } catch (IOException e) {
            return null;
        }
    }

    /**
     * The fields of a whole object in their order; a second one of a name has {@code (2)} behind it.
     *
     * @throws IOException when the text is anything else, or beyond the limits
     */
    static Map<String, Field> fields(String text) throws IOException {
        Map<String, Field> fields = new LinkedHashMap<>();
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("an object was expected");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                fields.put(Names.unused(fields.keySet(), name), field(parser, text));
            }
            if (parser.nextToken() != null) {
                throw new IOException("text stands behind the object");
            }
        }
        return fields;
    }

    private static Field field(JsonParser parser, String text) throws IOException {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw new IOException("the object ends in a field");
        }
        if (token.isStructStart()) {
            int from = (int) parser.currentTokenLocation().getCharOffset();
            parser.skipChildren();
            int to = (int) parser.currentTokenLocation().getCharOffset() + 1;
            return new Field(text.substring(from, to), false);
        }
        String value = token == JsonToken.VALUE_NULL ? "" : parser.getText();
        return new Field(value, token == JsonToken.VALUE_STRING);
    }

    /** Why Jackson refused, without the text that it read. */
    static String reason(IOException e) {
        String message = e instanceof JsonProcessingException refused ? refused.getOriginalMessage() : e.getMessage();
        String line = message == null ? "" : message.lines().findFirst().orElse("");
        return Problem.clean(line.length() > 200 ? line.substring(0, 200) + "…" : line);
    }
}
