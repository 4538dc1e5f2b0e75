package io.backtrail.normalize;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * JSON text to values and back. Control characters inside strings are let pass, because spreadsheets put line breaks
 * there. Keys of OData notes ({@code X@odata.type}) are left out: they say nothing about the record.
 */
final class JsonText {
    /** Deeper than any real record by far, and shallow enough for the stack. */
    static final int DEEPEST = 200;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private JsonText() {}

    /** A parser with this room's tolerance, at the start of the text. */
    static JsonParser parser(String text) throws IOException {
        return FACTORY.createParser(text);
    }

    /**
     * Reads one value.
     *
     * @throws IOException if the text is no JSON, is nested too deep, or goes on after the value
     */
    static Json read(String text) throws IOException {
        try (JsonParser parser = parser(text)) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw new IOException("the text is empty");
            }
            Json value = value(parser, token);
            if (parser.nextToken() != null) {
                throw new IOException("the text goes on after its first value");
            }
            return value;
        }
    }

    /** What {@code text} holds if it is an object or an array, else {@code otherwise}. */
    static Json inside(Json otherwise, String text) {
        int start = firstSignificant(text);
        if (start < 0 || text.charAt(start) != '{' && text.charAt(start) != '[') {
            return otherwise;
        }
        try {
            return read(text);
        } catch (IOException e) {
            return otherwise;
        }
    }

    private static int firstSignificant(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > ' ') {
                return i;
            }
        }
        return -1;
    }

    private static Json value(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> Json.scalar(Json.Kind.TEXT, parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Json.scalar(Json.Kind.NUMBER, parser.getText());
            case VALUE_TRUE, VALUE_FALSE -> Json.scalar(Json.Kind.TRUTH, parser.getText());
            case VALUE_NULL -> Json.NOTHING;
            case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw new IOException("a value is missing");
        };
    }

    private static Json object(JsonParser parser) throws IOException {
        List<String> names = new ArrayList<>();
        List<Json> values = new ArrayList<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            Json value = value(parser, parser.nextToken());
            if (name.indexOf("@odata.") < 0 && name.indexOf("@data.") < 0) {
                names.add(name);
                values.add(value);
            }
        }
        return Json.object(names, values);
    }

    private static Json array(JsonParser parser) throws IOException {
        List<Json> values = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            values.add(value(parser, token));
        }
        return Json.array(values);
    }

    /** Appends {@code value} as compact JSON. */
    static void write(Json value, StringBuilder out) {
        switch (value.kind()) {
            case OBJECT -> writeObject(value, out);
            case ARRAY -> writeArray(value, out);
            case TEXT -> writeText(value.asText(), out);
            case NUMBER, TRUTH -> out.append(value.asText());
            case NULL -> out.append("null");
        }
    }

    private static void writeObject(Json value, StringBuilder out) {
        out.append('{');
        for (int i = 0; i < value.names().size(); i++) {
            out.append(i == 0 ? "" : ",");
            writeText(value.names().get(i), out);
            out.append(':');
            write(value.values().get(i), out);
        }
        out.append('}');
    }

    private static void writeArray(Json value, StringBuilder out) {
        out.append('[');
        for (int i = 0; i < value.values().size(); i++) {
            out.append(i == 0 ? "" : ",");
            write(value.values().get(i), out);
        }
        out.append(']');
    }

    private static void writeText(String text, StringBuilder out) {
        out.append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, out);
        out.append('"');
    }
}
