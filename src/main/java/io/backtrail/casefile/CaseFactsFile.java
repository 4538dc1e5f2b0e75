package io.backtrail.casefile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** {@code case.json}: one object of strings and one list, written whole, read with the place of every fault. */
final class CaseFactsFile {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private CaseFactsFile() {}

    static void write(Path file, CaseFacts facts) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));
            json.writeStartObject();
            json.writeStringField("title", facts.title());
            json.writeStringField("examiner", facts.examiner());
            json.writeArrayFieldStart("own_domains");
            for (String domain : facts.ownDomains()) {
                json.writeString(domain);
            }
            json.writeEndArray();
            json.writeStringField("created", facts.created().toString());
            json.writeStringField("tool_version", facts.toolVersion());
            json.writeEndObject();
        }
        WholeFile.write(file, (text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads the facts; a key of a later version is passed over.
     *
     * @throws ProblemException if the file is no such object; the place has line and column
     */
    static CaseFacts read(Path file) throws IOException {
        try (JsonParser json = JSON.createParser(Files.readAllBytes(file))) {
            expect(json.nextToken() == JsonToken.START_OBJECT, json, "an object");
            Draft draft = new Draft();
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String key = json.currentName();
                json.nextToken();
                readField(json, key, draft);
            }
            return draft.facts(json);
        } catch (JsonProcessingException e) {
            String place = e.getLocation() == null
                    ? file.toString()
                    : file + ":" + e.getLocation().getLineNr() + ":"
                            + e.getLocation().getColumnNr();
            throw damaged(place, "the facts of a case as JSON", firstLine(e.getOriginalMessage()));
        } catch (Unexpected e) {
            throw damaged(file + ":" + e.line + ":" + e.column, e.expected, e.found);
        }
    }

    private static void readField(JsonParser json, String key, Draft draft) throws IOException {
        switch (key) {
            case "title" -> draft.title = text(json, key);
            case "examiner" -> draft.examiner = json.currentToken() == JsonToken.VALUE_NULL ? null : text(json, key);
            case "own_domains" -> draft.ownDomains = texts(json, key);
            case "created" -> draft.created = instant(json, key);
            case "tool_version" -> draft.toolVersion = text(json, key);
            default -> json.skipChildren();
        }
    }

    private static String text(JsonParser json, String key) throws IOException {
        expect(json.currentToken() == JsonToken.VALUE_STRING, json, "text for \"" + key + "\"");
        return json.getText();
    }

    private static List<String> texts(JsonParser json, String key) throws IOException {
        expect(json.currentToken() == JsonToken.START_ARRAY, json, "a list for \"" + key + "\"");
        List<String> texts = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            texts.add(text(json, key));
        }
        return texts;
    }

    private static Instant instant(JsonParser json, String key) throws IOException {
        try {
            return Instant.parse(text(json, key));
        } catch (DateTimeException e) {
            throw new Unexpected(json, "a UTC time like 2026-09-07T12:00:00Z for \"" + key + "\"");
        }
    }

    private static void expect(boolean fulfilled, JsonParser json, String expected) throws IOException {
        if (!fulfilled) {
            throw new Unexpected(json, expected);
        }
    }

    private static ProblemException damaged(String place, String expected, String found) {
        return new ProblemException(new Problem(
                "case.damaged",
                place,
                expected,
                found,
                "mend that place by hand, or put case.json back from a copy; database and ledger are untouched"));
    }

    private static String firstLine(String message) {
        return message == null ? "no JSON" : message.lines().findFirst().orElse("no JSON");
    }

    /** The fields as far as they were read. */
    private static final class Draft {
        private String title;
        private String examiner;
        private List<String> ownDomains = List.of();
        private Instant created;
        private String toolVersion;

        private CaseFacts facts(JsonParser json) throws IOException {
            expect(title != null, json, "\"title\" in the object");
            expect(created != null, json, "\"created\" in the object");
            expect(toolVersion != null, json, "\"tool_version\" in the object");
            return new CaseFacts(title, examiner, ownDomains, created, toolVersion);
        }
    }

    /** Good JSON that is not what the facts of a case look like. */
    private static final class Unexpected extends IOException {
        private final int line;
        private final int column;
        private final String expected;
        private final String found;

        private Unexpected(JsonParser json, String expected) throws IOException {
            this.line = json.currentTokenLocation().getLineNr();
            this.column = Math.max(1, json.currentTokenLocation().getColumnNr());
            this.expected = expected;
            this.found = json.currentToken() == null ? "nothing" : Problem.quote(json.getText());
        }
    }
}
