package io.backtrail.casefile;

import static java.util.Objects.requireNonNull;

import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * {@code ledger.jsonl}: what was done with a case, in order. Each line carries the SHA-256 of the line before it, so nobody
 * edits one without breaking the next. May be used by any thread and several processes.
 */
public final class Ledger {
    private final Path file;
    private final Clock clock;

    Ledger(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /**
     * Adds a line, and returns when it is on the disk. After a line that was cut, the new one begins on a line of its own
     * and vouches for what is left of it.
     *
     * @param kind {@code new}, {@code import}, {@code query}, {@code reconstruct}, {@code judgement}, {@code report} or
     *     {@code export}
     * @param details names and values, none null
     * @throws ProblemException {@code ledger.unwritable}
     */
    public void append(String kind, Map<String, String> details) {
        requireNonNull(kind, "kind is null");
        // Locks are per process, and closing any channel of the file would drop ours: see CaseLock.
        synchronized (Ledger.class) {
            try (FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                channel.lock();
                append(channel, kind, details);
                channel.force(true);
            } catch (IOException e) {
                throw new ProblemException(new Problem(
                        "ledger.unwritable",
                        file.toString(),
                        "a ledger that can be written to",
                        CaseDirectory.reason(e),
                        "check the file's rights and the free space; nothing was noted"));
            }
        }
    }

    /** Every line in order, also those that cannot be read. */
    public List<LedgerEntry> entries() {
        List<LedgerEntry> entries = new ArrayList<>();
        walk((number, line, fault) -> entries.add(
                line == null
                        ? new LedgerEntry(number, null, null, Map.of(), false)
                        : new LedgerEntry(number, line.time(), line.kind(), line.details(), fault == null)));
        return entries;
    }

    /** Walks along the whole chain. */
    public LedgerCheck verify() {
        Findings findings = new Findings();
        String head = walk(findings);
        return new LedgerCheck(findings.lines, findings.brokenLine, findings.why, head);
    }

    private void append(FileChannel channel, String kind, Map<String, String> details) throws IOException {
        byte[] before = readAll(channel);
        boolean cut = before.length > 0 && before[before.length - 1] != '\n';
        List<byte[]> lines = split(before);
        String previous = lines.isEmpty() ? LedgerLine.NOTHING_BEFORE : LedgerLine.hash(lines.get(lines.size() - 1));
        LedgerLine line = new LedgerLine(
                lines.size() + 1L, clock.instant().truncatedTo(ChronoUnit.MILLIS), kind, details, previous);
        byte[] bytes = line.bytes();
        ByteBuffer out = ByteBuffer.allocate(bytes.length + 2);
        if (cut) {
            out.put((byte) '\n');
        }
        out.put(bytes).put((byte) '\n').flip();
        channel.position(before.length);
        WholeFile.writeAll(channel, out);
    }

    /** Shows every line to the visitor and returns the hash of the last. */
    private String walk(Visitor visitor) {
        byte[] bytes = readAll();
        List<byte[]> lines = split(bytes);
        boolean cut = bytes.length > 0 && bytes[bytes.length - 1] != '\n';
        String previous = LedgerLine.NOTHING_BEFORE;
        for (int i = 0; i < lines.size(); i++) {
            visit(visitor, i + 1L, lines.get(i), previous, cut && i == lines.size() - 1);
            previous = LedgerLine.hash(lines.get(i));
        }
        return previous;
    }

    private static void visit(Visitor visitor, long number, byte[] bytes, String previous, boolean cut) {
        try {
            LedgerLine line = LedgerLine.read(bytes);
            visitor.line(number, line, cut ? "the line was cut: it has no end" : fault(line, number, previous));
        } catch (IOException e) {
            visitor.line(number, null, cut ? "the line was cut: it has no end" : "the line cannot be read");
        }
    }

    private static String fault(LedgerLine line, long number, String previous) {
        if (line.number() != number) {
            return "the line says it is number " + line.number();
        }
        return line.previous().equals(previous) ? null : "the line before it is not the one that was there";
    }

    private byte[] readAll() {
        synchronized (Ledger.class) {
            try {
                return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static byte[] readAll(FileChannel channel) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        while (all.hasRemaining() && channel.read(all) >= 0) {
            // A read may bring less than was asked for.
        }
        return Arrays.copyOf(all.array(), all.position());
    }

    private static List<byte[]> split(byte[] bytes) {
        List<byte[]> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                lines.add(Arrays.copyOfRange(bytes, start, i));
                start = i + 1;
            }
        }
        if (start < bytes.length) {
            lines.add(Arrays.copyOfRange(bytes, start, bytes.length));
        }
        return lines;
    }

    /** Sees every line: its number, what it says or null, and what is wrong with it or null. */
    private interface Visitor {
        void line(long number, LedgerLine line, String fault);
    }

    /** Remembers the first fault. */
    private static final class Findings implements Visitor {
        private long lines;
        private long brokenLine;
        private String why;

        @Override
        public void line(long number, LedgerLine line, String fault) {
            lines = number;
            if (fault != null && brokenLine == 0) {
                brokenLine = number;
                why = fault;
            }
        }
    }
}
