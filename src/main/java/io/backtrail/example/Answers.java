package io.backtrail.example;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The answers that lie beside the exports of an example tenant: {@code labels.jsonl} and {@code truth.json}. A part that the
 * truth file does not tell is empty or null.
 *
 * @param labels {@code attacker}, {@code owner} or {@code system} by the event's {@link #key}
 * @param accused accounts that somebody got into
 * @param entryVector the way in, or null
 * @param patientZero the account taken over first, or null
 * @param firstSuccess when the intruder first got in, or null
 * @param lastAttacker the intruder's last act, or null
 * @param persistence what the intruder set up
 * @param exposedMessages ids of the messages that the intruder read
 */
public record Answers(
        Map<String, String> labels,
        TreeSet<String> accused,
        String entryVector,
        String patientZero,
        Instant firstSuccess,
        Instant lastAttacker,
        List<SetUp> persistence,
        TreeSet<String> exposedMessages) {
    /**
     * One thing set up to stay.
     *
     * @param type word as {@code inbox-rule}
     * @param account whose it is
     * @param start when it was set up
     */
    public record SetUp(String type, String account, Instant start) {}

    /**
     * Reads both files in {@code folder}.
     *
     * @throws IOException when one is missing or is no JSON
     */
    public static Answers read(Path folder) throws IOException {
        Map<String, String> labels = new TreeMap<>();
        try (var lines = Files.lines(folder.resolve("labels.jsonl"))) {
            for (String line : (Iterable<String>) lines::iterator) {
                Map<?, ?> label = (Map<?, ?>) json(line);
                labels.put(key(text(label, "family"), text(label, "event_id")), text(label, "label"));
            }
        }
        Map<?, ?> truth = (Map<?, ?>) json(Files.readString(folder.resolve("truth.json")));
        return new Answers(
                labels,
                texts(truth, "accused"),
                text(truth, "entry_vector"),
                text(truth, "patient_zero"),
                time(truth, "first_success"),
                time(truth, "last_attacker"),
                persistence(truth),
                texts(truth, "exposed_messages"));
    }

    /** What labels are found by: ids are unique within a family of logs only. */
    public static String key(String family, String eventId) {
        return family + '|' + eventId;
    }

    private static List<SetUp> persistence(Map<?, ?> truth) {
        List<SetUp> items = new ArrayList<>();
        if (truth.get("persistence") instanceof List<?> list) {
            for (Object each : list) {
                Map<?, ?> item = (Map<?, ?>) each;
                items.add(new SetUp(text(item, "type"), text(item, "account"), time(item, "start")));
            }
        }
        return items;
    }

    private static String text(Map<?, ?> object, String name) {
        return object.get(name) instanceof String text && !text.isEmpty() ? text : null;
    }

    private static Instant time(Map<?, ?> object, String name) {
        String text = text(object, name);
        return text == null ? null : Instant.parse(text);
    }

    private static TreeSet<String> texts(Map<?, ?> object, String name) {
        TreeSet<String> texts = new TreeSet<>();
        if (object.get(name) instanceof List<?> list) {
            list.forEach(text -> texts.add((String) text));
        }
        return texts;
    }

    private static Object json(String text) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            parser.nextToken();
            return value(parser);
        }
    }

    /** The value that the parser stands on: a Map, a List, a text or null; numbers and truths as their text. */
    private static Object value(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            Map<String, Object> object = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                object.put(name, value(parser));
            }
            return object;
        }
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            List<Object> list = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                list.add(value(parser));
            }
            return list;
        }
        return parser.currentToken() == JsonToken.VALUE_NULL ? null : parser.getText();
    }
}
