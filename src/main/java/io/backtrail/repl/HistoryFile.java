package io.backtrail.repl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Lines typed at earlier desks, oldest first, each once: a text file with one line for each. */
final class HistoryFile {
    private static final int MOST = 1000;

    private final Path file;
    private final Set<String> lines = new LinkedHashSet<>();

    /** @param file need not be there; or null, and nothing is kept */
    HistoryFile(Path file) {
        this.file = file;
    }

    /** What was kept; empty if there is no file, or none that can be read. */
    List<String> load() {
        if (file != null && Files.isRegularFile(file)) {
            try {
                String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
                text.lines().forEach(this::put);
            } catch (IOException e) {
                return List.of();
            }
        }
        return List.copyOf(lines);
    }

    /** Keeps a line, unless it begins with a blank or has nothing in it. */
    void keep(String line) throws IOException {
        boolean wanted = !line.isBlank() && !Character.isWhitespace(line.charAt(0)) && line.indexOf('\n') < 0;
        if (file == null || !wanted) {
            return;
        }
        put(line.stripTrailing());
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(draft, String.join("\n", lines) + "\n");
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void put(String line) {
        lines.remove(line);
        lines.add(line);
        if (lines.size() > MOST) {
            lines.remove(new ArrayList<>(lines).get(0));
        }
    }
}
