package io.backtrail.cli;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;

/**
 * What a run of Backtrail finds around it.
 *
 * @param out where results go
 * @param err where talk goes
 * @param clock the time of the machine, UTC
 * @param home folder of the installation, which holds {@code queries}, {@code geo-data} and {@code case-templates}
 * @param userFolder folder for the user's own queries, templates and history; may not exist
 * @param here the working directory
 * @param interactive true if results go to a terminal
 * @param width columns of that terminal, or 0 for no limit
 */
public record Surroundings(
        PrintWriter out,
        PrintWriter err,
        Clock clock,
        Path home,
        Path userFolder,
        Path here,
        boolean interactive,
        int width) {
    public Surroundings {
        requireNonNull(out, "out is null");
        requireNonNull(err, "err is null");
        requireNonNull(clock, "clock is null");
        requireNonNull(home, "home is null");
        requireNonNull(userFolder, "userFolder is null");
        requireNonNull(here, "here is null");
    }

    /** The same surroundings seen from the desk: results and talk go to its screen. */
    Surroundings at(PrintWriter screen, boolean terminal, int columns) {
        return new Surroundings(screen, screen, clock, home, userFolder, here, terminal, columns);
    }
}
