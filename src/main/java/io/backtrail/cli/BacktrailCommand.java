package io.backtrail.cli;

import io.backtrail.casefile.CaseDirectory;
import io.backtrail.model.Table;
import io.backtrail.store.CaseReader;
import io.backtrail.store.CaseWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine.ParentCommand;

/** One command of the command line, with what all of them need: the top, and the case it is about. */
abstract class BacktrailCommand implements Callable<Integer> {
    /** The top, or the command that this one belongs to. */
    @ParentCommand
    private Object parent;

    final Backtrail top() {
        return parent instanceof BacktrailCommand command ? command.top() : (Backtrail) parent;
    }

    /** Reads the open case; Ctrl-C at the desk ends the query. */
    @SuppressWarnings("try") // the means are held, not asked
    final <T> T reading(Function<CaseReader, T> question) {
        CaseDirectory openCase = top().openCase();
        try (CaseReader reader = CaseReader.open(openCase.database(), () -> Content.references(top(), openCase));
                StopSign.Means means = top().desk().stopSign().with(reader::cancel)) {
            return question.apply(reader);
        }
    }

    /** Prints what a question to the open case gives. */
    final int printing(String sql, List<Object> parameters) {
        Table table = reading(reader -> reader.query(sql, parameters));
        top().print(table);
        return Exit.DONE;
    }

    /** Prints what a question to the results of the reconstruction gives. */
    final int printingResults(String sql, List<Object> parameters) {
        Table table = reading(reader -> {
            Results.demand(top(), reader);
            return reader.query(sql, parameters);
        });
        top().print(table);
        return Exit.DONE;
    }

    /** Writes to the open case under its lock. */
    final void writing(CaseDirectory openCase, Consumer<CaseWriter> change) {
        openCase.asOnlyWriter(who(), top().surroundings().clock(), () -> {
            try (CaseWriter writer = CaseWriter.open(openCase.database())) {
                change.accept(writer);
                return null;
            }
        });
    }

    /** Who sits at the machine, for locks and marks. */
    final String who() {
        return System.getProperty("user.name", "unknown");
    }
}
