package io.backtrail.cli;

import io.backtrail.casefile.CaseDirectory;
import io.backtrail.problem.Problem;
import io.backtrail.repl.Desk;
import io.backtrail.repl.DeskCommands;
import io.backtrail.repl.DeskScreen;
import io.backtrail.repl.Suggestion;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The way to the interactive desk, and what it has open. Outside of a desk nothing is open. */
final class DeskDoor implements DeskCommands {
    private final Surroundings surroundings;
    private final StopSign stopSign = new StopSign();
    private DeskScreen screen;
    private Path caseFolder;

    DeskDoor(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** True while the interactive desk runs. */
    boolean isOpen() {
        return screen != null;
    }

    /** Raised when the person at the desk presses Ctrl-C. */
    StopSign stopSign() {
        return stopSign;
    }

    /** The folder of the case that is open at the desk, or null. */
    Path caseFolder() {
        return caseFolder;
    }

    /** Takes a case to the desk; throws a problem if it is none. */
    void open(Path folder) {
        Path resolved = surroundings.here().resolve(folder).normalize();
        CaseDirectory opened = CaseDirectory.open(resolved);
        caseFolder = opened.dir();
        PrintWriter talk = screen == null ? surroundings.err() : screen.out();
        LeftBehind.of(opened).ifPresent(problem -> talk.println(problem.render()));
        talk.flush();
    }

    /**
     * Runs the desk until the user goes.
     *
     * @param folder the case to open, or null for that of the working directory, if there is one
     */
    int start(Path folder) {
        if (folder != null) {
            open(folder);
        } else if (Files.exists(surroundings.here().resolve("case.json"))) {
            open(surroundings.here());
        }
        screen = DeskScreen.open();
        greet();
        return new Desk(screen, this, this::prompt, surroundings.userFolder().resolve("history")).run();
    }

    @Override
    public int run(List<String> words) {
        stopSign.lower();
        return CommandLines.line(atDesk(), this).execute(words.toArray(String[]::new));
    }

    @Override
    public void interrupt() {
        stopSign.raise();
    }

    @Override
    public List<Suggestion> complete(List<String> words, int wordIndex, int cursorInWord) {
        var line = CommandLines.line(atDesk(), this);
        Backtrail top = (Backtrail) line.getCommandSpec().userObject();
        return new Completion(top, line).of(words, wordIndex);
    }

    private Surroundings atDesk() {
        return surroundings.at(screen.out(), screen.interactive(), screen.interactive() ? screen.width() : 0);
    }

    private String prompt() {
        return caseFolder == null ? "backtrail> " : "backtrail " + Problem.clean(name()) + "> ";
    }

    private String name() {
        return caseFolder.toAbsolutePath().normalize().getFileName().toString();
    }

    private void greet() {
        if (screen.interactive()) {
            screen.out()
                    .println("Backtrail " + Version.text()
                            + ". 'help' lists the commands, TAB completes, 'quit' leaves.");
            if (caseFolder == null) {
                screen.out().println("No case is open: 'open DIR', or 'new DIR' to make one.");
            }
            screen.out().flush();
        }
    }
}
