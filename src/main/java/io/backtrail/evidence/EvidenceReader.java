package io.backtrail.evidence;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.LongConsumer;

/** Identifies evidence and hands its rows on, one by one. */
public final class EvidenceReader {
    private static final int BLOCK = 1 << 16;
    private static final int HEAD = 1 << 20;

    private EvidenceReader() {}

    /**
     * Hashes the input and says what it is.
     *
     * @param as the shape that the reader of the case knows it to have, or null to decide by content
     * @return the facts; {@link Shape#UNKNOWN} with the reason when it cannot be read
     * @throws io.backtrail.problem.ProblemException {@code evidence.changed} or {@code evidence.bomb}
     */
    public static Evidence identify(EvidenceInput input, Shape as) throws IOException {
        requireNonNull(input, "input is null");
        input.checkUnchanged();
        Hash hash = hash(input);
        ByteArrayOutputStream start = new ByteArrayOutputStream();
        Utf8Census census = new Utf8Census();
        try (InputStream in = input.open()) {
            byte[] block = new byte[BLOCK];
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                census.add(block, read);
                start.write(block, 0, Math.min(read, HEAD - start.size()));
            }
        }
        byte[] head = start.toByteArray();
        Encoding told = Encoding.ofHead(head);
        Encoding encoding = told == null ? census.encoding() : told;
        Verdict verdict = called(as, verdict(input, encoding, told, head));
        input.checkUnchanged();
        return new Evidence(
                input.file(),
                input.path(),
                hash.hex,
                hash.size,
                input.container(),
                encoding.word(),
                verdict.dialect(),
                verdict.shape(),
                verdict.reason());
    }

    /**
     * Hands every row to the sink exactly once, in their order, keeping one row in memory.
     *
     * @param evidence what {@link #identify} said of the same input; not UNKNOWN
     * @param bytesRead hears how much of {@link Evidence#sizeBytes} has been read so far
     * @return rows handed on, records and rejects
     * @throws io.backtrail.problem.ProblemException {@code evidence.changed} when the file is not the one identified;
     *     what was handed on then is void
     */
    public static long read(EvidenceInput input, Evidence evidence, RecordSink sink, LongConsumer bytesRead)
            throws IOException {
        if (evidence.shape() == Shape.UNKNOWN) {
            throw new IllegalArgumentException("evidence of no known shape has no rows: " + evidence.path());
        }
        input.checkUnchanged();
        Encoding encoding = Encoding.named(evidence.encoding());
        Rows rows = new Rows(sink);
        InputStream in = input.open(bytesRead);
        try (Window window = new Window(in, encoding)) {
            RowReader reader = reader(input, evidence, encoding, window);
            while (reader.next(rows)) {
                // Each call hands one row on.
            }
            if (EvidenceInput.damaged(in)) {
                rows.reject(window.offset(), "", 0, damaged());
            }
        }
        input.checkUnchanged();
        return rows.count();
    }

    private static Fault damaged() {
        return Fault.of(
                "evidence.damaged-archive",
                "The packed file should go on, but it ends or is damaged here; copy it again from where it came from.");
    }

    private static RowReader reader(EvidenceInput input, Evidence evidence, Encoding encoding, Window window)
            throws IOException {
        if (evidence.dialect().startsWith("json")) {
            return new JsonReader(window);
        }
        if (evidence.dialect().equals("clixml")) {
            return new CliXmlReader(window);
        }
        byte[] head;
        try (InputStream in = input.open()) {
            head = in.readNBytes(HEAD);
        }
        CsvLayout layout = new Sniffer(input, encoding, head).layout();
        boolean hasRecords = CsvShapes.holdRecords(evidence.shape());
        return new CsvReader(window, layout, hasRecords ? layout.jsonColumn() : -1);
    }

    private static Verdict verdict(EvidenceInput input, Encoding encoding, Encoding told, byte[] head)
            throws IOException {
        String foreign = Magic.foreign(head);
        if (foreign != null) {
            return Verdict.unknown(foreign);
        }
        if (told == null && Magic.isBinary(head)) {
            return Verdict.unknown("binary data; import the export as CSV or JSON");
        }
        return new Sniffer(input, encoding, head).verdict();
    }

    /** The verdict with the shape that the reader of the case gave it, where that can be. */
    private static Verdict called(Shape as, Verdict found) {
        if (as == null || found.shape() == Shape.UNKNOWN || as == Shape.UNKNOWN) {
            return found;
        }
        if (!CsvShapes.fits(as, found.dialect())) {
            return Verdict.unknown("said to be " + as.word() + ", but holds " + form(found.dialect())
                    + "; leave the shape out, or give another");
        }
        return new Verdict(as, found.dialect(), "It was said to be " + as.word() + ".");
    }

    private static String form(String dialect) {
        return dialect.equals("clixml") ? "XML" : dialect.startsWith("json") ? "JSON" : "a table";
    }

    private static Hash hash(EvidenceInput input) throws IOException {
        try (InputStream in = input.openHashed()) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] block = new byte[BLOCK];
            long size = 0;
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                digest.update(block, 0, read);
                size += read;
            }
            return new Hash(HexFormat.of().formatHex(digest.digest()), size);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private record Hash(String hex, long size) {}
}
