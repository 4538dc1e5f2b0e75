package io.backtrail.casefile;

import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The right to write to a case, held by one process at a time until it is closed.
 *
 * <p>Two files: {@code lock.guard} is what the operating system locks, so the lock of a dead process is gone with it;
 * {@code lock} says who holds it. They are apart because a POSIX system drops every lock of a process on a file as soon as
 * the process closes any channel of that file: whoever reads {@code lock} must not open the guard.
 */
public final class CaseLock implements AutoCloseable {
    private static final String NAME = "lock";
    private static final String GUARD = "lock.guard";
    /** A reader that looks whether a lock was left holds the guard for a moment: a writer tries again. */
    private static final int TRIES = 10;

    private static final long MILLIS_BETWEEN_TRIES = 20;

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
        Path holder = dir.resolve(NAME);
        Map<String, String> current = FlatFile.read(holder);
        if (THIS_PROCESS.equals(current.get("process"))) {
            throw locked(dir, current);
        }
        try {
            FileChannel channel =
                    FileChannel.open(dir.resolve(GUARD), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isLocked(channel)) {
                channel.close();
                throw locked(dir, FlatFile.read(holder));
            }
            return hold(channel, holder, who, clock);
        } catch (IOException e) {
            throw CaseDirectory.unwritable(dir, e);
        }
    }

    /** The lock that a process left which is gone, or empty when nobody holds the case or somebody does. */
    static synchronized Optional<LeftLock> left(Path dir) {
        Map<String, String> holder = FlatFile.read(dir.resolve(NAME));
        boolean ours = THIS_PROCESS.equals(holder.get("process"));
        if (ours || !Files.exists(dir.resolve(NAME)) || isHeld(dir)) {
            return Optional.empty();
        }
        if (!Files.exists(dir.resolve(NAME))
                || !FlatFile.read(dir.resolve(NAME)).equals(holder)) {
            // Given back, or taken over, between the two looks.
            return Optional.empty();
        }
        return Optional.of(new LeftLock(
                holder.getOrDefault("who", "?"), holder.getOrDefault("since", "?"), holder.getOrDefault("pid", "?")));
    }

    /** True if another process writes to the case; not to be asked where this one does. */
    private static boolean isHeld(Path dir) {
        try (FileChannel channel = FileChannel.open(dir.resolve(GUARD), StandardOpenOption.READ);
                FileLock free = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return free == null;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            // It cannot be told: so nothing is said of it.
            return true;
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            if (channel.tryLock() != null) {
                return true;
            }
            try {
                Thread.sleep(MILLIS_BETWEEN_TRIES);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return false;
    }

    private static CaseLock hold(FileChannel channel, Path holder, String who, Clock clock) throws IOException {
        try {
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("who", who);
            fields.put("since", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
            fields.put("pid", Long.toString(ProcessHandle.current().pid()));
            fields.put("process", THIS_PROCESS);
            FlatFile.write(holder, fields);
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
