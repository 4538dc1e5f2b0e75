package io.backtrail.repl;

import java.util.concurrent.atomic.AtomicInteger;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.utils.Signals;

/** Ctrl-C, while something runs that knows a better end than to be killed. */
public final class InterruptKey implements AutoCloseable {
    private static final String SIGNAL = "INT";
    private static final int KILLED_BY_INTERRUPT = 130;

    private final Runnable release;

    private InterruptKey(Runnable release) {
        this.release = release;
    }

    /**
     * Until the result is closed, the first Ctrl-C does {@code pressed}, on a thread of its own; the second ends the process at
     * once.
     */
    public static InterruptKey once(Runnable pressed) {
        AtomicInteger times = new AtomicInteger();
        return on(null, () -> {
            if (times.getAndIncrement() > 0) {
                Runtime.getRuntime().halt(KILLED_BY_INTERRUPT);
            }
            pressed.run();
        });
    }

    /** Until the result is closed, every Ctrl-C does {@code pressed}; {@code terminal} may be null. */
    static InterruptKey on(Terminal terminal, Runnable pressed) {
        if (terminal != null) {
            SignalHandler before = terminal.handle(Terminal.Signal.INT, signal -> pressed.run());
            return new InterruptKey(() -> terminal.handle(Terminal.Signal.INT, before));
        }
        Object before = Signals.register(SIGNAL, pressed);
        return new InterruptKey(() -> Signals.unregister(SIGNAL, before));
    }

    @Override
    public void close() {
        release.run();
    }
}
