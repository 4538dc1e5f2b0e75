package io.backtrail.normalize;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The lines of this room's small tables. */
final class Facts {
    private Facts() {}

    /** The lines of the resource behind its heading; its cells hold no quotes, and only the last may hold commas. */
    static List<String> lines(String resource) {
        try (InputStream in = Facts.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + resource + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
