package io.backtrail.normalize;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Records of others with what a peer made of them, as they lie beside the project. */
final class PeerFiles {
    private static final String SUFFIX = "-expected.json";

    private PeerFiles() {}

    /**
     * A record and the peer's reading of it.
     *
     * @param file where it stands
     * @param raw the record's text
     * @param expected the peer's document
     */
    record Pair(String file, String raw, Json expected) {}

    /** The folder {@code shared/samples/name} beside or above the project, or null when there is none. */
    static Path folder(String name) {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path folder = at.resolve("shared/samples").resolve(name);
            if (Files.isDirectory(folder)) {
                return folder;
            }
        }
        return null;
    }

    static List<Pair> pairs(Path folder) throws IOException {
        List<Path> answers;
        try (Stream<Path> files = Files.list(folder)) {
            answers = files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        }
        List<Pair> pairs = new ArrayList<>();
        for (Path answer : answers) {
            String name = answer.getFileName().toString();
            Path question = folder.resolve(name.substring(0, name.length() - SUFFIX.length()));
            Json document = JsonText.read(text(answer));
            List<Json> expected = (document.isObject() ? document.at("expected") : document).values();
            List<String> records = records(question);
            if (records.size() != expected.size()) {
                throw new IOException(question + " and its answer are not of one size");
            }
            for (int i = 0; i < records.size(); i++) {
                pairs.add(new Pair(question.getFileName().toString(), records.get(i), expected.get(i)));
            }
        }
        return pairs;
    }

    private static List<String> records(Path file) throws IOException {
        if (!file.toString().endsWith(".json")) {
            return documents(text(file));
        }
        List<String> records = new ArrayList<>();
        for (Json event : JsonText.read(text(file)).at("events").values()) {
            Json audit = event.at("o365audit");
            Json message = event.at("message");
            Json record = audit.isNothing() ? message : audit;
            records.add((record.isNothing() ? event.at("event").at("original") : record).asText());
        }
        return records;
    }

    /** One document a line, or one document over all lines. */
    private static List<String> documents(String text) {
        try {
            return List.of(JsonText.read(text).asText());
        } catch (IOException e) {
            return text.lines().filter(line -> !line.isBlank()).toList();
        }
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    /** The scalar under a dotted name, whether the document is nested or flat, or null. */
    static String word(Json document, String dotted) {
        String flat = document.word(dotted);
        Json at = document;
        for (String name : dotted.split("\\.")) {
            at = at.at(name);
        }
        return flat == null ? at.word() : flat;
    }
}
