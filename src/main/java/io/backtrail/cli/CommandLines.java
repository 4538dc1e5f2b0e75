package io.backtrail.cli;

import io.backtrail.problem.Problem;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Makes the command line and runs it. */
public final class CommandLines {
    private CommandLines() {}

    /** Runs one command line and gives the exit code; without a command, the desk. */
    public static int run(Surroundings surroundings, String... words) {
        try {
            DeskDoor desk = new DeskDoor(surroundings);
            CommandLine few = Commands.addNamed(top(surroundings, desk), words);
            return settled(few, surroundings, desk.stopSign())
                    // What is said about a mistake speaks of all commands.
                    .setParameterExceptionHandler((e, typed) ->
                            line(surroundings, new DeskDoor(surroundings)).execute(typed))
                    .execute(words);
        } catch (OutOfMemoryError e) {
            PrintWriter err = surroundings.err();
            err.println(new Problem(
                            "memory",
                            "backtrail",
                            "enough memory",
                            "less than this needs",
                            "BACKTRAIL_HEAP=4g in front of the command gives it more")
                    .render());
            err.flush();
            return Exit.FAULT;
        }
    }

    /** The command line over some surroundings; used once, since options keep their values. */
    static CommandLine line(Surroundings surroundings, DeskDoor desk) {
        return settled(Commands.addAll(top(surroundings, desk)), surroundings, desk.stopSign());
    }

    private static CommandLine top(Surroundings surroundings, DeskDoor desk) {
        return new CommandLine(new Backtrail(surroundings, desk));
    }

    /** Settings reach only those commands that the line has already. */
    private static CommandLine settled(CommandLine line, Surroundings surroundings, StopSign stopSign) {
        Faults faults = new Faults(stopSign);
        return line.setOut(surroundings.out())
                .setErr(surroundings.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setExecutionExceptionHandler(faults)
                .setParameterExceptionHandler(faults);
    }
}
