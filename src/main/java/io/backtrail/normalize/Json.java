package io.backtrail.normalize;

import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON value as it stood: an object keeps the order of its keys and repeated keys, a number keeps its digits. Asking a
 * value for what it is not gives {@link #NOTHING}, an empty list or null, so that odd records need no special paths.
 */
final class Json {
    /** The kinds of JSON values. */
    enum Kind {
        OBJECT,
        ARRAY,
        TEXT,
        NUMBER,
        TRUTH,
        NULL
    }

    /** JSON null, and what stands for an absent value. */
    static final Json NOTHING = new Json(Kind.NULL, null, List.of(), List.of());

    private static final int FEW = 8;

    private final Kind kind;
    private final String text;
    private final List<String> names;
    private final List<Json> values;
    private final Map<String, Json> first;
    private final BitSet marks;

    private Json(Kind kind, String text, List<String> names, List<Json> values) {
        this.kind = kind;
        this.text = text;
        this.names = names;
        this.values = values;
        this.first = names.size() > FEW ? index(names, values) : null;
        this.marks = first == null ? null : marks(names);
    }

    static Json scalar(Kind kind, String text) {
        return new Json(kind, text, List.of(), List.of());
    }

    static Json array(List<Json> values) {
        return new Json(Kind.ARRAY, null, List.of(), Collections.unmodifiableList(values));
    }

    static Json object(List<String> names, List<Json> values) {
        return new Json(Kind.OBJECT, null, Collections.unmodifiableList(names), Collections.unmodifiableList(values));
    }

    /** Which lengths and first letters the keys have, in any case. */
    private static BitSet marks(List<String> names) {
        BitSet marks = new BitSet(256);
        for (String name : names) {
            if (!name.isEmpty()) {
                marks.set(mark(name));
            }
        }
        return marks;
    }

    private static int mark(String name) {
        return (name.length() & 15) << 4 | name.charAt(0) & 15;
    }

    private static Map<String, Json> index(List<String> names, List<Json> values) {
        Map<String, Json> index = new HashMap<>(names.size() * 2);
        for (int i = 0; i < names.size(); i++) {
            index.putIfAbsent(names.get(i), values.get(i));
        }
        return index;
    }

    Kind kind() {
        return kind;
    }

    boolean isObject() {
        return kind == Kind.OBJECT;
    }

    boolean isArray() {
        return kind == Kind.ARRAY;
    }

    boolean isNothing() {
        return kind == Kind.NULL;
    }

    /** Keys of an object in their order, repeats and all. */
    List<String> names() {
        return names;
    }

    /** Values of an object, one a key, or the elements of an array. */
    List<Json> values() {
        return values;
    }

    /** The first value of this key; spelled exactly if there is one, else in any case, else nothing. */
    Json at(String name) {
        Json exact = exactly(name);
        return exact != null ? exact : inAnyCase(name);
    }

    /** The first of these keys that holds something. */
    Json at(String name, String otherwise) {
        Json value = at(name);
        return value.isNothing() ? at(otherwise) : value;
    }

    private Json exactly(String name) {
        if (first != null) {
            return first.get(name);
        }
        int place = names.indexOf(name);
        return place < 0 ? null : values.get(place);
    }

    /** Most questions are about absent keys, so the marks spare the walk. */
    private Json inAnyCase(String name) {
        if (name.isEmpty() || first != null && !marks.get(mark(name))) {
            return NOTHING;
        }
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                return values.get(i);
            }
        }
        return NOTHING;
    }

    /** The elements of an array, nothing as an empty list, and any other value as the only element. */
    List<Json> elements() {
        if (kind == Kind.ARRAY) {
            return values;
        }
        return kind == Kind.NULL ? List.of() : List.of(this);
    }

    /** The scalar of this key, trimmed, or null when it is absent, blank or no scalar. */
    String word(String name) {
        return at(name).word();
    }

    /** A scalar's text, trimmed, or null when it is blank or no scalar. */
    String word() {
        if (text == null) {
            return null;
        }
        String word = text.strip();
        return word.isEmpty() ? null : word;
    }

    /** A scalar's text as it stood; an object or array as JSON; null for nothing. */
    String asText() {
        if (kind == Kind.OBJECT || kind == Kind.ARRAY) {
            StringBuilder json = new StringBuilder();
            JsonText.write(this, json);
            return json.toString();
        }
        return text;
    }

    /** The value itself, or what its text holds when that is an object or an array in JSON. */
    Json unfolded() {
        return kind == Kind.TEXT ? JsonText.inside(this, text) : this;
    }
}
