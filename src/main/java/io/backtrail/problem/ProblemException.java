package io.backtrail.problem;

/** Stops what cannot go on because of the reader's input; the doors print the problem and exit with 2. */
public final class ProblemException extends RuntimeException {
    private final transient Problem problem;

    /** Carries {@code problem} to the door. */
    public ProblemException(Problem problem) {
        super(problem.render());
        this.problem = problem;
    }

    /** What to tell the reader. */
    public Problem problem() {
        return problem;
    }
}
