package io.backtrail.cli;

import io.backtrail.casefile.CaseDirectory;
import io.backtrail.casefile.LeftLock;
import io.backtrail.casefile.UnfinishedImport;
import io.backtrail.problem.Problem;
import java.util.Optional;

/** What a program that was killed or stopped left behind in a case, told to whoever opens it. */
final class LeftBehind {
    private LeftBehind() {}

    /** Empty when all is well, and while somebody writes. */
    static Optional<Problem> of(CaseDirectory openCase) {
        Optional<UnfinishedImport> unfinished = openCase.unfinishedImport();
        Optional<LeftLock> lock = openCase.leftLock();
        if (lock.isEmpty() && (unfinished.isEmpty() || openCase.isBeingWritten())) {
            return Optional.empty();
        }
        String taken = lock.isEmpty() ? "" : "; the lock that it left is taken over by whoever writes next";
        if (unfinished.isPresent()) {
            UnfinishedImport last = unfinished.get();
            String process = lock.map(left -> " (process " + left.pid() + ", which is gone)")
                    .orElse("");
            return Optional.of(new Problem(
                    "case.unfinished-import",
                    openCase.dir().toString(),
                    "an import that came to its end",
                    "one by " + Problem.quote(last.who()) + " since " + last.since() + process
                            + " that was broken off while " + last.step(),
                    "every file that it finished is whole in the case, and nothing of any other file is there: run the same"
                            + " import again, and it goes on" + taken));
        }
        return lock.map(left -> new Problem(
                "case.left-lock",
                openCase.dir().toString(),
                "no lock, or that of a program that runs",
                "the lock of " + Problem.quote(left.who()) + " since " + left.since() + " (process " + left.pid()
                        + "), which is gone",
                "what it did may not be done: do it again" + taken));
    }
}
