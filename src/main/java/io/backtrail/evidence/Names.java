package io.backtrail.evidence;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Names of columns and fields. */
final class Names {
    private Names() {}

    /** The name, or with {@code (2)}, {@code (3)} behind it when it is used already. */
    static String unused(Set<String> used, String name) {
        if (!used.contains(name)) {
            return name;
        }
        int place = 2;
        while (used.contains(name + " (" + place + ")")) {
            place++;
        }
        return name + " (" + place + ")";
    }

    /** The names of a header, trimmed and each made its own. */
    static List<String> ofColumns(List<String> header) {
        Set<String> names = new LinkedHashSet<>();
        for (String name : header) {
            names.add(unused(names, trimmed(name)));
        }
        return new ArrayList<>(names);
    }

    /** The names as they are compared: trimmed, without a byte order mark, in lower case. */
    static List<String> folded(List<String> header) {
        return header.stream().map(n -> trimmed(n).toLowerCase(Locale.ROOT)).toList();
    }

    private static String trimmed(String name) {
        String bare = name.strip();
        return bare.startsWith("\uFEFF") ? bare.substring(1).strip() : bare;
    }
}
