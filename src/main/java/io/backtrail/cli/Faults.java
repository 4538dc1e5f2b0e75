package io.backtrail.cli;

import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import io.backtrail.store.QueryException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What becomes of exceptions at the door: bad input is told as a problem, a fault of ours asks for a report. */
final class Faults implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private final StopSign stopSign;

    Faults(StopSign stopSign) {
        this.stopSign = stopSign;
    }

    @Override
    public int handleExecutionException(Exception fault, CommandLine command, ParseResult result) {
        if (fault instanceof QueryException && stopSign.isRaised()) {
            command.getErr().println("stopped, as you wished; nothing was changed");
            command.getErr().flush();
            return Exit.INCOMPLETE;
        }
        return tell(fault, command.getErr());
    }

    @Override
    public int handleParseException(ParameterException e, String[] words) {
        CommandLine command = e.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println(Problem.clean(name + ": " + e.getMessage() + " [usage]"));
        UnmatchedArgumentException.printSuggestions(e, command.getErr());
        command.getErr().println("  help: '" + name + " --help' lists what it takes");
        command.getErr().flush();
        return Exit.USAGE;
    }

    /** Tells {@code fault} and gives the exit code. */
    static int tell(Exception fault, PrintWriter err) {
        int code;
        if (fault instanceof ProblemException bad) {
            err.println(bad.problem().render());
            code = Exit.USAGE;
        } else {
            err.println("backtrail: our fault, not yours: " + Problem.clean(fault.toString()));
            err.println("  help: what was being written is rolled back; " + details(fault));
            code = Exit.FAULT;
        }
        err.flush();
        return code;
    }

    /** Where the details were put; a person at a terminal is spared them. */
    private static String details(Exception fault) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            text.append(cause).append('\n');
            for (StackTraceElement element : cause.getStackTrace()) {
                text.append("  ").append(element).append('\n');
            }
        }
        try {
            Path file = Files.createTempFile("backtrail-fault-", ".txt");
            Files.writeString(file, text, StandardCharsets.UTF_8);
            return "send us " + file + " (look first: it may quote evidence)";
        } catch (IOException e) {
            return "the details could not be written: " + e.getMessage();
        }
    }
}
