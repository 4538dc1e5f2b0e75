package io.backtrail.reconstruct;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The table of weights, {@code weights.csv}: what each piece of evidence counts, and how it is put into words. */
final class Weights {
    private record Weight(String family, int db, String text) {}

    private final Map<String, Weight> byId = new HashMap<>();
    private String version = "";

    private Weights() {}

    /** The table that comes with Backtrail. */
    static Weights builtIn() {
        Weights weights = new Weights();
        try (InputStream in = Weights.class.getResourceAsStream("weights.csv")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                weights.line(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return weights;
    }

    /** The first line of the table. */
    String version() {
        return version;
    }

    /** The reason {@code id} with its words filled in. */
    Reason reason(String id, List<String> events, Object... words) {
        return reason(id, get(id).db(), events, words);
    }

    /** The same with a weight that was worked out. */
    Reason reason(String id, int db, List<String> events, Object... words) {
        Weight weight = get(id);
        String text = weight.text();
        for (int i = 0; i < words.length; i++) {
            text = text.replace("{" + i + "}", String.valueOf(words[i]));
        }
        return new Reason(weight.family(), db, text, events);
    }

    int db(String id) {
        return get(id).db();
    }

    /** Lowest sum of a family, or the lowest int if it has none. */
    int floor(String family) {
        Weight weight = byId.get("floor." + family);
        return weight == null ? Integer.MIN_VALUE : weight.db();
    }

    /** Highest sum of a family, or the highest int if it has none. */
    int cap(String family) {
        Weight weight = byId.get("cap." + family);
        return weight == null ? Integer.MAX_VALUE : weight.db();
    }

    private Weight get(String id) {
        Weight weight = byId.get(id);
        if (weight == null) {
            throw new IllegalArgumentException("no weight " + id);
        }
        return weight;
    }

    private void line(String line) {
        if (line.startsWith("#")) {
            version = version.isEmpty() ? line.substring(1).strip() : version;
            return;
        }
        String[] cells = line.split(",", 5);
        if (cells.length == 5) {
            byId.put(cells[0], new Weight(cells[1], Integer.parseInt(cells[2]), cells[4].strip()));
        }
    }
}
