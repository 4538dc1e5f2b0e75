package io.backtrail.casefile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Replaces a small file so that a reader, or a machine that loses power, sees the old bytes or the new, never half. */
final class WholeFile {
    private WholeFile() {}

    /** Where the new bytes stand until they are complete. */
    static Path draft(Path file) {
        return file.resolveSibling(file.getFileName() + ".new");
    }

    static void write(Path file, byte[] bytes) throws IOException {
        Path draft = draft(file);
        try (FileChannel channel = FileChannel.open(
                draft, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            writeAll(channel, ByteBuffer.wrap(bytes));
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
