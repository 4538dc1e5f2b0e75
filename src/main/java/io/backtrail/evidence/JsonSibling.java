package io.backtrail.evidence;

import java.io.IOException;
import java.util.List;

/**
 * How the elements of a file without lines begin: with the same two fields, behind the brace and comma of the one before.
 * Asked only when an element is damaged, to find the next one that can be trusted.
 */
final class JsonSibling {
    private final Window window;
    private final JsonExtent extent;
    private final JsonWrapper text;
    private List<String> names = List.of();

    JsonSibling(Window window) {
        this.window = window;
        this.extent = new JsonExtent(window);
        this.text = new JsonWrapper(window, extent);
    }

    /** Learns from the first whole element. */
    void learn(String element) throws IOException {
        if (names.isEmpty()) {
            names = JsonText.fields(element).keySet().stream().limit(2).toList();
        }
    }

    /** Whether the comma at {@code at} lies between two elements. */
    boolean isNext(int at) throws IOException {
        if (names.size() < 2 || at == 0 || window.unit(at - 1) != '}') {
            return false;
        }
        int brace = text.space(at + 1);
        if (window.unit(brace) != '{') {
            return false;
        }
        int value = valueOf(names.get(0), text.space(brace + 1));
        // Only a plain value is looked across: it is short, however hostile the file.
        boolean plain = value >= 0 && window.unit(value) != '{' && window.unit(value) != '[';
        int behind = plain ? extent.end(value) : JsonExtent.DAMAGED;
        int comma = behind < 0 ? behind : text.space(behind);
        return comma >= 0 && window.unit(comma) == ',' && valueOf(names.get(1), text.space(comma + 1)) >= 0;
    }

    /** Index of the value of the field at {@code at}, or negative when it has another name. */
    private int valueOf(String name, int at) throws IOException {
        int end = window.unit(at) == '"' ? extent.end(at) : JsonExtent.DAMAGED;
        return end >= 0 && text.name(at, end).equals(name) ? text.valueAfter(end) : JsonExtent.DAMAGED;
    }
}
