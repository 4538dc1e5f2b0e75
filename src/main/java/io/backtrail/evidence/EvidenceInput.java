package io.backtrail.evidence;

import static java.util.Objects.requireNonNull;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** One stream of bytes that may be evidence: a file, what a gzip file holds, or an entry of a zip archive. */
public final class EvidenceInput {
    static final String PLAIN = "plain";
    static final String GZIP = "gzip";
    static final String ZIP = "zip";

    private final Path file;
    private final String container;
    private final String entry;
    private final Stamp stamp;

    private EvidenceInput(Path file, String container, String entry) throws IOException {
        this.file = requireNonNull(file, "file is null");
        this.container = container;
        this.entry = entry;
        this.stamp = Stamp.of(file);
    }

    static EvidenceInput plain(Path file) throws IOException {
        return new EvidenceInput(file, PLAIN, null);
    }

    static EvidenceInput gzip(Path file) throws IOException {
        return new EvidenceInput(file, GZIP, null);
    }

    static EvidenceInput zipEntry(Path archive, String entry) throws IOException {
        return new EvidenceInput(archive, ZIP, requireNonNull(entry, "entry is null"));
    }

    /** The file as given; an entry as {@code a.zip!/b.csv}. */
    public String path() {
        return entry == null ? file.toString() : file + "!/" + entry;
    }

    /** The file on disk; for an entry of a zip archive, the archive. */
    public Path file() {
        return file;
    }

    /** {@code plain}, {@code gzip} or {@code zip}. */
    public String container() {
        return container;
    }

    /**
     * The bytes of the evidence, unpacked. A packed stream that is damaged ends early; one that unpacks to far more than
     * evidence does stops with a {@link io.backtrail.problem.ProblemException}, {@code evidence.bomb}.
     */
    public InputStream open() throws IOException {
        return open(bytes -> {});
    }

    /** The same; {@code told} hears the bytes read so far, of the file for plain and gzip, unpacked for a zip entry. */
    InputStream open(LongConsumer told) throws IOException {
        return switch (container) {
            case GZIP -> openGzip(told);
            case ZIP -> openEntry(told);
            default -> new CountedStream(Files.newInputStream(file), told);
        };
    }

    /** The bytes that the hash is made of. */
    InputStream openHashed() throws IOException {
        return container.equals(GZIP) ? Files.newInputStream(file) : open();
    }

    /** Stops with {@code evidence.changed} when the file is no longer the one that was found. */
    void checkUnchanged() throws IOException {
        stamp.check(file);
    }

    private InputStream openGzip(LongConsumer told) throws IOException {
        CountedStream packed = new CountedStream(Files.newInputStream(file), told);
        try {
            return new UnpackedStream(new GZIPInputStream(packed, 1 << 16), path(), packed::count);
        } catch (IOException e) {
            packed.close();
            throw e;
        }
    }

    private InputStream openEntry(LongConsumer told) throws IOException {
        ZipFile archive = new ZipFile(file.toFile());
        try {
            ZipEntry found = archive.getEntry(entry);
            if (found == null) {
                throw new IOException("no entry " + entry);
            }
            InputStream unpacked = new UnpackedStream(
                    archive.getInputStream(found), path(), () -> Math.max(found.getCompressedSize(), 1));
            return new Entry(unpacked, archive, told);
        } catch (IOException e) {
            archive.close();
            throw e;
        }
    }

    /** Closes the archive with the entry, and keeps both streams known. */
    static final class Entry extends FilterInputStream {
        private final UnpackedStream unpacked;
        private final ZipFile archive;

        Entry(InputStream unpacked, ZipFile archive, LongConsumer told) {
            super(new CountedStream(unpacked, told));
            this.unpacked = (UnpackedStream) unpacked;
            this.archive = archive;
        }

        @Override
        public void close() throws IOException {
            try (archive) {
                super.close();
            }
        }
    }

    /** Whether the stream that {@link #open} gave ended before the packed file said so. */
    static boolean damaged(InputStream opened) {
        if (opened instanceof Entry inZip) {
            return inZip.unpacked.damaged();
        }
        return opened instanceof UnpackedStream unpacked && unpacked.damaged();
    }
}
