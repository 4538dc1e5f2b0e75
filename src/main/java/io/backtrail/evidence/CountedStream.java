package io.backtrail.evidence;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** A stream that tells how many bytes have come through it. */
final class CountedStream extends FilterInputStream {
    private final LongConsumer told;
    private long count;

    CountedStream(InputStream in, LongConsumer told) {
        super(in);
        this.told = told;
    }

    long count() {
        return count;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int read = super.read(bytes, from, length);
        if (read > 0) {
            count += read;
            told.accept(count);
        }
        return read;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
