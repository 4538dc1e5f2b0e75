package io.backtrail.intake;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The threads that share the work of an import, one a processor. They never wait for each other. Whoever makes them closes
 * them; what is not begun then is not done.
 */
final class Workers implements AutoCloseable {
    private static final int MOST = 16;

    private final int count;
    private final ExecutorService threads;

    Workers(int processors) {
        this.count = Math.max(1, Math.min(MOST, processors));
        this.threads = Executors.newFixedThreadPool(count, work -> thread(work, "work"));
    }

    int count() {
        return count;
    }

    <T> Future<T> submit(Callable<T> work) {
        return threads.submit(work);
    }

    /** A thread that keeps no program alive. */
    static Thread thread(Runnable work, String name) {
        Thread thread = new Thread(work, "backtrail-" + name);
        thread.setDaemon(true);
        return thread;
    }

    /** Keeps this thread interrupted, and gives what to throw. */
    static CancellationException interrupted() {
        Thread.currentThread().interrupt();
        return new CancellationException("the import was interrupted");
    }

    /** The failure of another thread, to be thrown on this one: unchecked ones are thrown at once, the others are {@code kind}. */
    static <E extends Exception> E failure(ExecutionException e, Class<E> kind) {
        Throwable cause = e.getCause();
        if (cause instanceof RuntimeException bug) {
            throw bug;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return kind.cast(cause);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
