package io.backtrail.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** A command line as typed: what it printed and how it ended. Runs in this process, with a fixed clock. */
record Typed(int code, String out, String err) {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T09:00:00Z"), ZoneOffset.UTC);

    /** Runs {@code words} with {@code here} as the working directory. */
    static Typed in(Path here, String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Surroundings surroundings = new Surroundings(
                new PrintWriter(out),
                new PrintWriter(err),
                CLOCK,
                Path.of("").toAbsolutePath(),
                here.resolve("no-user-folder"),
                here,
                false,
                0);
        int code = CommandLines.run(surroundings, words);
        return new Typed(code, out.toString(), err.toString());
    }
}
