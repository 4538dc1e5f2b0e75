package io.backtrail.intake;

import java.io.Serial;

/** Ends an import at a point where everything that is in the case is whole, because somebody asked for it. */
final class StoppedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    StoppedException() {
        super("the import was stopped", null, false, false);
    }

    static void throwIf(ImportWatcher watcher) {
        if (watcher.wantsToStop()) {
            throw new StoppedException();
        }
    }
}
