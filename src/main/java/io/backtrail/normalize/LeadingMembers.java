package io.backtrail.normalize;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The members that stand whole at the beginning of an object's text before that breaks off. One text. */
final class LeadingMembers {
    private final JsonParser parser;
    private boolean broken;

    private LeadingMembers(JsonParser parser) {
        this.parser = parser;
    }

    /** An object of what can be read; without members when the text does not begin as one. */
    static Json of(String text) {
        String object = text.strip();
        try (JsonParser parser = JsonText.parser(object)) {
            return parser.nextToken() == JsonToken.START_OBJECT
                    ? new LeadingMembers(parser).object()
                    : Json.object(List.of(), List.of());
        } catch (IOException e) {
            return Json.object(List.of(), List.of());
        }
    }

    private Json object() {
        List<String> names = new ArrayList<>();
        List<Json> values = new ArrayList<>();
        for (String name = name(); name != null; name = name()) {
            Json value = value(next());
            if (value != null) {
                names.add(name);
                values.add(value);
            }
            if (broken) {
                break;
            }
        }
        trim(names, values);
        return Json.object(names, values);
    }

    private Json array() {
        List<Json> values = new ArrayList<>();
        for (JsonToken token = next(); token != null && token != JsonToken.END_ARRAY; token = next()) {
            Json value = value(token);
            if (value != null) {
                values.add(value);
            }
            if (broken) {
                break;
            }
        }
        trim(null, values);
        return Json.array(values);
    }

    /** A number that ends where the text does may have had more digits, and no quote says that it is whole. */
    private void trim(List<String> names, List<Json> values) {
        int last = values.size() - 1;
        if (broken && last >= 0 && values.get(last).kind() == Json.Kind.NUMBER) {
            values.remove(last);
            if (names != null) {
                names.remove(last);
            }
        }
    }

    /** Null for what is not whole. */
    private Json value(JsonToken token) {
        if (token == null) {
            return null;
        }
        try {
            return switch (token) {
                case START_OBJECT -> object();
                case START_ARRAY -> array();
                case VALUE_STRING -> Json.scalar(Json.Kind.TEXT, parser.getText());
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Json.scalar(Json.Kind.NUMBER, parser.getText());
                case VALUE_TRUE, VALUE_FALSE -> Json.scalar(Json.Kind.TRUTH, parser.getText());
                case VALUE_NULL -> Json.NOTHING;
                case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE -> null;
            };
        } catch (IOException e) {
            broken = true;
            return null;
        }
    }

    private String name() {
        try {
            String name = parser.nextFieldName();
            broken |= name == null && parser.currentToken() != JsonToken.END_OBJECT;
            return name;
        } catch (IOException e) {
            broken = true;
            return null;
        }
    }

    private JsonToken next() {
        try {
            JsonToken token = parser.nextToken();
            broken |= token == null;
            return token;
        } catch (IOException e) {
            broken = true;
            return null;
        }
    }
}
