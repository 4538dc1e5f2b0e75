package io.backtrail.normalize;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An object in the making; a dotted name puts a value one level down. */
final class Nested {
    private final Map<String, Object> values = new LinkedHashMap<>();

    /** Puts a text; a null is left out. */
    void put(String name, String text) {
        if (text != null) {
            put(name, Json.scalar(Json.Kind.TEXT, text));
        }
    }

    void put(String name, Json value) {
        int dot = name.indexOf('.');
        boolean nested = dot > 0 && name.indexOf(' ') < 0;
        if (!nested) {
            values.put(name, value);
        } else if (values.computeIfAbsent(name.substring(0, dot), key -> new Nested()) instanceof Nested inner) {
            inner.put(name.substring(dot + 1), value);
        }
    }

    /** Puts a value where none of this plain name stands yet. */
    void putIfAbsent(String name, Json value) {
        if (!value.isNothing()) {
            values.putIfAbsent(name, value);
        }
    }

    Json object() {
        List<Json> objects = new ArrayList<>();
        values.values().forEach(each -> objects.add(each instanceof Nested inner ? inner.object() : (Json) each));
        return Json.object(new ArrayList<>(values.keySet()), objects);
    }
}
