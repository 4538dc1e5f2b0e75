package io.backtrail.casefile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The right to write to a case, held by one process at a time until it is closed.
 *
 * <p>Two files: {@code lock.guard} is what the operating system locks, so the lock of a dead process is gone with it;
 * {@code lock} says who holds it. They are apart because a POSIX system drops every lock of a process on a file as soon as
 * the process closes any channel of that file: whoever reads {@code lock} must not open the guard.
 */
public final class CaseLock implements AutoCloseable {
    private static final JsonFactory JSON = new JsonFactory();

    /** Tells this process from an earlier one with the same number, as containers have it. */
    private static final String THIS_PROCESS = UUID.randomUUID().toString();

    private final FileChannel channel;
    private final Path holder;

    private CaseLock(FileChannel channel, Path holder) {
        this.channel = channel;
        this.holder = holder;
    }

    /** One thread at a time: a process that asks for a lock it has already would drop it by closing the second channel. */
    static synchronized CaseLock take(Path dir, String who, Clock clock) {
        Path holder = dir.resolve("lock");
        Map<String, String> current = read(holder);
        if (THIS_PROCESS.equals(current.get("process"))) {
            throw locked(dir, current);
        }
        try {
            FileChannel channel =
                    FileChannel.open(dir.resolve("lock.guard"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw locked(dir, read(holder));
            }
            return hold(channel, holder, who, clock);
        } catch (IOException e) {
            throw CaseDirectory.unwritable(dir, e);
        }
    }

    private static CaseLock hold(FileChannel channel, Path holder, String who, Clock clock) throws IOException {
        try {
            WholeFile.write(holder, describe(who, clock));
            return new CaseLock(channel, holder);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Gives the case back. A second call does nothing. */
    @Override
    public void close() {
        synchronized (CaseLock.class) {
            if (!channel.isOpen()) {
                return;
            }
            try (channel) {
                Files.deleteIfExists(holder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static byte[] describe(String who, Clock clock) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("who", who);
            json.writeStringField(
                    "since", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
            json.writeStringField("pid", Long.toString(ProcessHandle.current().pid()));
            json.writeStringField("process", THIS_PROCESS);
            json.writeEndObject();
        }
        return (text + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** What the holder says of itself; empty if there is none, or nothing that can be read. */
    private static Map<String, String> read(Path holder) {
        Map<String, String> fields = new TreeMap<>();
        try (JsonParser json = JSON.createParser(Files.readAllBytes(holder))) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.VALUE_STRING) {
                    fields.put(json.currentName(), json.getText());
                }
            }
            return fields;
        } catch (IOException e) {
            return Map.of();
        }
    }

    private static ProblemException locked(Path dir, Map<String, String> holder) {
        String found = holder.isEmpty()
                ? "another program writing to it"
                : Problem.quote(holder.getOrDefault("who", "?")) + " since " + holder.getOrDefault("since", "?")
                        + " (process " + holder.getOrDefault("pid", "?") + ")";
        return new ProblemException(new Problem(
                "case.locked",
                dir.toString(),
                "a case that nobody writes to",
                found,
                "wait until it is done, or end that process; reading needs no lock"));
    }
}
