package io.backtrail.reconstruct;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The table {@code attack.csv}: which ATT&CK technique an act in a phase is an instance of, of the version it names. */
final class Techniques {
    /**
     * One technique.
     *
     * @param id as {@code T1114.002}
     * @param name with the name of the technique above it in front
     */
    record Technique(String id, String name) {}

    private final Map<String, Technique> byAct = new LinkedHashMap<>();
    private String version = "";

    private Techniques() {}

    /** The table that comes with Backtrail. */
    static Techniques builtIn() {
        Techniques techniques = new Techniques();
        try (InputStream in = Techniques.class.getResourceAsStream("attack.csv")) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(techniques::line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return techniques;
    }

    /** The version that the ids are of. */
    String version() {
        return version;
    }

    /** The technique, or null if none fits. */
    Technique of(String phase, Deed deed) {
        Technique exact = byAct.get(phase + '/' + deed.name());
        return exact == null ? byAct.get(phase + "/*") : exact;
    }

    /** Phase and deed of every row, joined by a slash. */
    Iterable<String> keys() {
        return byAct.keySet();
    }

    private void line(String line) {
        if (line.startsWith("#")) {
            version = version.isEmpty() ? line.substring(1).strip() : version;
            return;
        }
        String[] cells = line.split(",", 4);
        byAct.put(cells[0] + '/' + cells[1], new Technique(cells[2], cells[3]));
    }
}
