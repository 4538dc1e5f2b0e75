package io.backtrail.intake;

import io.backtrail.evidence.RecordSink;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.LongConsumer;

/**
 * Reads a file on a thread of its own and makes events of its rows on others, so that whoever stores them finds them ready,
 * in the order of the file. The text on the way at any time is bounded by {@link #MOST_WEIGHT}. Whoever makes one takes from
 * it and closes it, on one thread; closing stops the reading.
 */
final class RowFeed implements AutoCloseable {
    /** Characters on the way from the file to the case: as many as the longest row has, which then goes alone. */
    static final int MOST_WEIGHT = 64 << 20;

    /** Batches on the way. */
    private static final int MOST_BATCHES = 12;

    /** Reads a file from its start to its end into a sink. */
    interface Reading {
        /** Tells {@code bytesRead} how far it got. */
        void into(RecordSink sink, LongConsumer bytesRead) throws IOException;
    }

    private final Workers workers;
    private final EventMaker maker;
    private final BlockingQueue<Future<RowBatch<IntakeRow>>> queue = new LinkedBlockingQueue<>();
    private final Semaphore weight = new Semaphore(MOST_WEIGHT);
    private final Semaphore batches = new Semaphore(MOST_BATCHES);
    private final Thread reader;
    private RowBatch<IntakeRow> taken;
    private volatile boolean closed;

    RowFeed(Workers workers, EventMaker maker, Reading reading) {
        this.workers = workers;
        this.maker = maker;
        this.reader = Workers.thread(() -> read(reading), "read");
        reader.start();
    }

    /**
     * The next rows, or null at the end of the file. The rows before are done with.
     *
     * @throws IOException what the reading ran into
     * @throws CancellationException if this thread is interrupted
     */
    RowBatch<IntakeRow> next() throws IOException {
        release();
        try {
            taken = queue.take().get();
            return taken;
        } catch (InterruptedException e) {
            throw Workers.interrupted();
        } catch (ExecutionException e) {
            throw Workers.failure(e, IOException.class);
        }
    }

    @Override
    public void close() {
        closed = true;
        reader.interrupt();
        boolean interrupted = false;
        while (reader.isAlive()) {
            try {
                reader.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        queue.forEach(future -> future.cancel(false));
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void release() {
        if (taken != null) {
            weight.release(taken.weight());
            batches.release();
            taken = null;
        }
    }

    private void read(Reading reading) {
        RowPacker packer = new RowPacker(this::pass);
        Future<RowBatch<IntakeRow>> end;
        try {
            reading.into(packer, packer::read);
            packer.end();
            end = CompletableFuture.completedFuture(null);
        } catch (Throwable e) {
            // Whatever it was, the thread that stores has to know.
            end = CompletableFuture.failedFuture(e);
        }
        queue.add(end);
    }

    private void pass(RowBatch<FileRow> batch) {
        try {
            batches.acquire();
            weight.acquire(batch.weight());
        } catch (InterruptedException e) {
            throw new CancellationException("the reading was stopped");
        }
        if (closed) {
            throw new CancellationException("the reading was stopped");
        }
        queue.add(workers.submit(() -> maker.make(batch)));
    }
}
