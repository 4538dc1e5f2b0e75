package io.backtrail.repl;

import java.util.List;

/** What the desk can run; the door gives it. Called by the thread that runs the desk. */
public interface DeskCommands {
    /**
     * Runs a command line. Results go to the writer of the {@link DeskScreen}.
     *
     * @param words the line split at blanks, quotes taken off; never empty
     * @return the exit code that the command would end the program with
     * @throws io.backtrail.problem.ProblemException shown by the desk, which goes on; any other exception ends the desk
     */
    int run(List<String> words);

    /** The person pressed Ctrl-C while {@link #run} is under way: it shall end soon. Called by any thread. */
    default void interrupt() {}

    /**
     * What could stand where the cursor is.
     *
     * @param words the line so far, quotes taken off; the word under the cursor is there even if it is empty
     * @param wordIndex which word the cursor is in, from 0
     * @param cursorInWord characters of that word before the cursor
     */
    List<Suggestion> complete(List<String> words, int wordIndex, int cursorInWord);
}
