package io.backtrail.enrich;

import io.backtrail.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A file {@code <set>.csv} by which an investigator changes a reference set: lines {@code value,note,weight}, of which note
 * and weight may be missing. A line that begins with {@code -} takes its value out; a blank line, one that begins with
 * {@code #} and a first line {@code value,…} say nothing. A value that itself begins so is quoted.
 */
record SetFile(String set, Path file, String text, String version) {
    /** A list of words is small; a file beyond this is no list of words. */
    private static final long LARGEST = 4_000_000;

    private static final String OWN = "own-";

    /** The files of a folder, sorted by name; what is no set of ours and none of the reader's own is told. */
    static List<SetFile> in(Path folder, List<String> known, Consumer<Problem> problems) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<SetFile> files = new ArrayList<>();
        try (Stream<Path> inside = Files.list(folder)) {
            for (Path file : inside.filter(path -> path.toString().endsWith(".csv"))
                    .sorted()
                    .toList()) {
                String set = file.getFileName().toString().replaceFirst("\\.csv$", "");
                if (known.contains(set) || set.matches(OWN + "[a-z0-9]+(-[a-z0-9]+)*")) {
                    read(set, file, files, problems);
                } else {
                    problems.accept(new Problem(
                            "packs.unknown-set",
                            file.toString(),
                            "the name of a reference set, or one of your own that begins with " + OWN,
                            Problem.quote(set),
                            "the file is left out; sets: " + String.join(", ", known)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** Changes {@code entries} as the file says; a line that cannot be taken is told and left out. */
    SetChange change(Map<String, ReferenceEntry> entries, Consumer<Problem> problems) {
        int added = 0;
        int removed = 0;
        int number = 0;
        for (String line : text.split("\r?\n", -1)) {
            number++;
            boolean isHead = number == 1 && line.startsWith("value,");
            if (line.isBlank() || line.startsWith("#") || isHead) {
                continue;
            }
            if (line.startsWith("-")) {
                String value = Pack.cells(line.substring(1)).get(0).strip().toLowerCase(Locale.ROOT);
                if (entries.remove(value) == null) {
                    problems.accept(wrong(number, "a value that the set has", line));
                } else {
                    removed++;
                }
                continue;
            }
            ReferenceEntry entry = entry(number, line, problems);
            if (entry != null) {
                entries.put(entry.value(), entry);
                added++;
            }
        }
        return new SetChange(set, file, version, added, removed);
    }

    private ReferenceEntry entry(int number, String line, Consumer<Problem> problems) {
        List<String> cells = Pack.cells(line);
        String value = cells.get(0).strip().toLowerCase(Locale.ROOT);
        String weight = cells.size() > 2 ? cells.get(2).strip() : "1";
        if (value.isEmpty() || cells.size() > 3 || !weight.matches("[0-9]{1,3}")) {
            problems.accept(wrong(number, "value, note and a whole number as weight, with commas between", line));
            return null;
        }
        return new ReferenceEntry(set, value, cells.size() > 1 ? cells.get(1).strip() : "", Integer.parseInt(weight));
    }

    private Problem wrong(int number, String expected, String line) {
        return new Problem(
                "packs.line", file + ":" + number, expected, Problem.quote(line), "the line is left out; mend it");
    }

    private static void read(String set, Path file, List<SetFile> files, Consumer<Problem> problems)
            throws IOException {
        if (Files.size(file) > LARGEST) {
            problems.accept(new Problem(
                    "packs.too-large",
                    file.toString(),
                    "a list of at most 4 MB",
                    Files.size(file) + " bytes",
                    "the file is left out"));
            return;
        }
        byte[] bytes = Files.readAllBytes(file);
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            files.add(new SetFile(set, file, text.startsWith("\uFEFF") ? text.substring(1) : text, sha256(bytes)));
        } catch (CharacterCodingException e) {
            problems.accept(
                    new Problem("packs.encoding", file.toString(), "text in UTF-8", "other bytes", "save it as UTF-8"));
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
