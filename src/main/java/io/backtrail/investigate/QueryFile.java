package io.backtrail.investigate;

import io.backtrail.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A query file as read: its head and the investigation that the head describes.
 *
 * @param head the lines of the head
 * @param investigation what they say; parts that could not be read are missing or empty
 */
record QueryFile(Head head, Investigation investigation) {
    private static final String NO_SEVERITY = "info";

    /** Reads {@code file}; faults of the head are told. Empty if the file is no UTF-8 text or cannot be read. */
    static Optional<QueryFile> read(Path file, Consumer<Problem> problems) {
        String place = place(file);
        try {
            byte[] bytes = Files.readAllBytes(file);
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            Head head = Head.read(place, text, problems);
            return Optional.of(new QueryFile(head, investigation(head, text, sha256(bytes), file, problems)));
        } catch (CharacterCodingException e) {
            problems.accept(unreadable(place, "UTF-8 text", "other bytes"));
        } catch (IOException e) {
            problems.accept(unreadable(place, "a file that can be read", String.valueOf(e.getMessage())));
        }
        return Optional.empty();
    }

    /** The path for people, with slashes on every system. */
    static String place(Path file) {
        return file.toString().replace('\\', '/');
    }

    /** The id that the file's name demands. */
    static String idOf(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".sql") ? name.substring(0, name.length() - ".sql".length()) : name;
    }

    private static Investigation investigation(
            Head head, String text, String sha256, Path file, Consumer<Problem> problems) {
        HeadParts parts = new HeadParts(head, problems);
        return new Investigation(
                head.one("id", ""),
                head.one("question", ""),
                head.one("phase", ""),
                head.one("attack", ""),
                head.one("severity", NO_SEVERITY),
                parts.parameters(),
                parts.columns(),
                head.values("covers"),
                head.values("misses"),
                head.values("benign"),
                parts.pivots(),
                head.values("source"),
                parts.needs(),
                text,
                sha256,
                file);
    }

    private static Problem unreadable(String place, String expected, String found) {
        return new Problem("query.unreadable", place, expected, found, "the file is left out");
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
