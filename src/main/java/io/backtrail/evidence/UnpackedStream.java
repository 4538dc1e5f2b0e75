package io.backtrail.evidence;

import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;
import java.util.zip.ZipException;

/**
 * What comes out of a packed file: bounded, and ending where the packing is damaged.
 *
 * <p>A file that unpacks to far more than audit text ever does is a bomb, and stops with {@code evidence.bomb}.
 */
final class UnpackedStream extends FilterInputStream {
    /** Bytes that anything may unpack to, whatever its ratio. */
    static final long HARMLESS = 64L << 20;
    /** Audit text packs 10 to 60 times; a bomb 1,000 times. */
    static final long STEEPEST = 300;
    /** Bytes that nothing may exceed. */
    static final long LARGEST = 64L << 30;

    private final String path;
    private final LongSupplier packed;
    private long count;
    private boolean damaged;

    UnpackedStream(InputStream in, String path, LongSupplier packed) {
        super(in);
        this.path = path;
        this.packed = packed;
    }

    /** Whether the stream ended before the packed file said so. */
    boolean damaged() {
        return damaged;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        if (damaged) {
            return -1;
        }
        try {
            int read = super.read(bytes, from, length);
            count += Math.max(read, 0);
            check();
            return read;
        } catch (EOFException | ZipException e) {
            damaged = true;
            return -1;
        }
    }

    private void check() {
        if (count > LARGEST || count > HARMLESS && count / STEEPEST > packed.getAsLong()) {
            throw new ProblemException(new Problem(
                    "evidence.bomb",
                    path,
                    "a packed file that unpacks to at most " + STEEPEST + " times its size and 64 GiB",
                    count + " bytes out of " + packed.getAsLong(),
                    "it was left out; unpack it by hand if you trust it, and import the files"));
        }
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
