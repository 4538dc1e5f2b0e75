package io.backtrail.cli;

/** Whether the person at the machine wants the running command to stop, and what stops it. Any thread. */
final class StopSign {
    private static final Runnable NOTHING = () -> {};

    private volatile boolean raised;
    private volatile Runnable means = NOTHING;

    /** Somebody pressed the key: whatever runs is told at once. */
    void raise() {
        raised = true;
        means.run();
    }

    /** A command begins, that nobody wants to stop so far. */
    void lower() {
        raised = false;
    }

    boolean isRaised() {
        return raised;
    }

    /** While the result is open, {@code stop} is what a raised sign does. */
    Means with(Runnable stop) {
        means = stop;
        return () -> means = NOTHING;
    }

    /** Closed when there is nothing to stop any more. */
    interface Means extends AutoCloseable {
        @Override
        void close();
    }
}
