package io.backtrail;

import io.backtrail.cli.CommandLines;
import io.backtrail.cli.Surroundings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;

/** Wires Backtrail to the process it runs in. */
public final class Main {
    private Main() {}

    /** Runs one command line, or the desk, and ends the process with its exit code. */
    public static void main(String[] words) {
        PrintWriter out = writer(FileDescriptor.out);
        PrintWriter err = writer(FileDescriptor.err);
        Surroundings surroundings = new Surroundings(
                out,
                err,
                Clock.systemUTC(),
                Path.of(System.getProperty("backtrail.home", ".")).normalize(),
                Path.of(System.getProperty("user.home"), ".backtrail"),
                Path.of("").toAbsolutePath(),
                Boolean.getBoolean("backtrail.terminal"),
                Integer.getInteger("backtrail.columns", 0));
        int code = CommandLines.run(surroundings, words);
        out.flush();
        err.flush();
        System.exit(code);
    }

    /** Terminals and files alike get UTF-8; the platform's own charset would lose names. */
    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8));
    }
}
