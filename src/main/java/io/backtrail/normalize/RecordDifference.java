package io.backtrail.normalize;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How two texts of one id differ: only as tools write the same record differently, or in what they say. Tools change the order
 * of keys, escapes, the zone mark of a time, numbers to texts, names of a service's lists to numbers, and add notes of OData.
 */
public final class RecordDifference {
    /** The same record, written differently. */
    public static final String WRITING = "writing";
    /** The same record, but one text lost the letters outside of English. */
    public static final String LETTERS = "letters";
    /** Two kinds of export that write a record each in its own words, so that their texts cannot be compared. */
    public static final String FORM = "form";

    private static final int MOST_NAMED = 5;
    private static final int LONGEST_NUMBER = 40;
    private static final Map<String, Integer> LOGON_TYPES = Map.of(
            "owner",
            0,
            "admin",
            1,
            "delegate",
            2,
            "transport",
            3,
            "systemservice",
            4,
            "bestaccess",
            5,
            "delegatedadmin",
            6);

    private final RecordTypes recordTypes = new RecordTypes();

    /**
     * {@link #WRITING}, {@link #LETTERS} or {@link #FORM} for what is no contradiction; {@code fields: A, B} when one text lacks
     * fields of the other, {@code content: A, B} when both have them and they say something else.
     */
    public String of(String first, String other) {
        Json one = TableRows.cell(first);
        Json two = TableRows.cell(other);
        if (one.isObject() != two.isObject()) {
            return FORM;
        }
        return one.isObject() ? ofObjects(one, two) : ofRows(first, other);
    }

    private String ofObjects(Json one, Json two) {
        Map<String, String> first = fields(one);
        Map<String, String> other = fields(two);
        if (first.equals(other)) {
            return WRITING;
        }
        List<String> contradicting = new ArrayList<>();
        List<String> lacking = new ArrayList<>();
        boolean letters = false;
        int common = 0;
        Map<String, String> all = new TreeMap<>(first);
        all.putAll(other);
        for (String name : all.keySet()) {
            String a = first.get(name);
            String b = other.get(name);
            common += a != null && b != null ? 1 : 0;
            if (a == null || b == null) {
                lacking.add(name);
            } else if (!a.equals(b) && ascii(a).equals(ascii(b))) {
                letters = true;
            } else if (!a.equals(b)) {
                contradicting.add(name);
            }
        }
        if (common * 2 < Math.min(first.size(), other.size())) {
            return FORM;
        }
        if (!contradicting.isEmpty()) {
            return "content: " + named(contradicting);
        }
        if (!lacking.isEmpty()) {
            return "fields: " + named(lacking);
        }
        return letters ? LETTERS : WRITING;
    }

    /** Rows of a table: quotes and blanks say nothing. */
    private static String ofRows(String first, String other) {
        String one = first.replace("\"", "").replace(" ", "");
        String two = other.replace("\"", "").replace(" ", "");
        if (one.equals(two)) {
            return WRITING;
        }
        return ascii(one).equals(ascii(two)) ? LETTERS : "content: row";
    }

    private static String named(List<String> names) {
        String some = String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size())));
        return Words.clean(names.size() > MOST_NAMED ? some + " …" : some);
    }

    /** As a tool that knows only English letters would have written it. */
    private static String ascii(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            folded.append(text.charAt(i) < 128 ? text.charAt(i) : '?');
        }
        return folded.toString();
    }

    /** What the object says, one text a field; fields that hold nothing are left out. */
    private Map<String, String> fields(Json object) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < object.names().size(); i++) {
            String name = object.names().get(i);
            String said = said(name, object.values().get(i));
            if (!said.isEmpty()) {
                fields.merge(name, said, (a, b) -> a + '\n' + b);
            }
        }
        return fields;
    }

    private String said(String name, Json value) {
        Json inside = value.unfolded();
        return switch (inside.kind()) {
            case OBJECT -> {
                Map<String, String> sorted = new TreeMap<>(fields(inside));
                yield sorted.isEmpty() ? "" : sorted.toString();
            }
            case ARRAY -> {
                List<String> parts = inside.values().stream()
                        .map(each -> said(name, each))
                        .filter(part -> !part.isEmpty())
                        .toList();
                yield parts.isEmpty() ? "" : parts.toString();
            }
            case NULL -> "";
            case TEXT, NUMBER, TRUTH -> scalar(name, inside.asText());
        };
    }

    private String scalar(String name, String text) {
        Integer listed = switch (name) {
            case "RecordType" -> recordTypes.number(text);
            case "UserType" -> Actors.type(text);
            case "LogonType", "InternalLogonType" -> LOGON_TYPES.get(text.toLowerCase(Locale.ROOT));
            default -> null;
        };
        if (listed != null) {
            return listed.toString();
        }
        if (text.equals("__NULL__")) {
            return "";
        }
        Instant time = text.length() >= 19 && text.charAt(4) == '-' ? TimeText.iso(text) : null;
        if (time != null) {
            return time.toString();
        }
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return text.toLowerCase(Locale.ROOT);
        }
        return number(text);
    }

    private static String number(String text) {
        char first = text.isEmpty() ? ' ' : text.charAt(0);
        if (text.length() > LONGEST_NUMBER || first != '-' && (first < '0' || first > '9')) {
            return text;
        }
        try {
            return new BigDecimal(text).stripTrailingZeros().toString();
        } catch (NumberFormatException e) {
            return text;
        }
    }
}
