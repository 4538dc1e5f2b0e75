package io.backtrail.evidence;

import java.io.IOException;
import java.util.Set;

/** Tells an object that wraps a list of records, as {@code {"value":[…]}}, from one that is a record. */
final class JsonWrapper {
    private static final Set<String> LISTS = Set.of("value", "records", "events", "Results", "results");
    private static final Set<String> STEPS = Set.of("hits", "d");
    private static final Set<String> MARKS = Set.of(
            "CreationTime",
            "Id",
            "id",
            "Operation",
            "AuditData",
            "auditData",
            "createdDateTime",
            "activityDateTime",
            "category",
            "TimeGenerated",
            "RecordType",
            "Operations");
    private static final int LONGEST_NAME = 64;

    private final Window window;
    private final JsonExtent extent;

    JsonWrapper(Window window, JsonExtent extent) {
        this.window = window;
        this.extent = extent;
    }

    /** Whether the object at unit 0 has such a list, and no field before it that only a record has. */
    boolean wraps() throws IOException {
        int at = space(1);
        while (window.unit(at) == '"') {
            int end = extent.end(at);
            int value = end < 0 ? end : valueAfter(end);
            if (value < 0) {
                return false;
            }
            String name = name(at, end);
            if (MARKS.contains(name)) {
                return false;
            }
            if (opens(name, value)) {
                return true;
            }
            int behind = extent.end(value);
            if (behind < 0) {
                return false;
            }
            at = space(behind);
            if (window.unit(at) != ',') {
                return false;
            }
            at = space(at + 1);
        }
        return false;
    }

    /** Whether the value at {@code at} of the field {@code name} is a list of records or leads to one. */
    boolean opens(String name, int at) throws IOException {
        if (window.unit(at) == '{') {
            return STEPS.contains(name);
        }
        if (window.unit(at) != '[' || !LISTS.contains(name) && !STEPS.contains(name)) {
            return false;
        }
        int first = window.unit(space(at + 1));
        return first == '{' || first == ']' || first == Window.END;
    }

    /** Index of the value of the field whose name ends before {@code end}, or negative. */
    int valueAfter(int end) throws IOException {
        int colon = space(end);
        return window.unit(colon) == ':' ? space(colon + 1) : JsonExtent.DAMAGED;
    }

    /** The name between the quotes; empty when it is longer than any that is looked for. */
    String name(int from, int to) {
        return to - from > LONGEST_NAME ? "" : window.text(from + 1, to - 1);
    }

    /** Index of the first unit from {@code at} on that is no white space. */
    int space(int at) throws IOException {
        int i = at;
        while (JsonExtent.isSpace(window.unit(i))) {
            i++;
        }
        return i;
    }
}
