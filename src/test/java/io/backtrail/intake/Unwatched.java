package io.backtrail.intake;

import io.backtrail.evidence.Evidence;

/** A watcher for imports that nobody looks at. */
public final class Unwatched implements ImportWatcher {
    @Override
    public void begins(Evidence evidence) {
        // Nobody looks.
    }

    @Override
    public void reads(long bytes, long rows) {
        // Nobody looks.
    }

    @Override
    public void ends(SourceBooks books) {
        // Nobody looks.
    }

    @Override
    public void catchesUp(String what) {
        // Nobody looks.
    }
}
