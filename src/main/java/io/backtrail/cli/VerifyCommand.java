package io.backtrail.cli;

import io.backtrail.casefile.CaseDirectory;
import io.backtrail.intake.Verification;
import io.backtrail.intake.VerifiedSource;
import io.backtrail.intake.VerifiedState;
import io.backtrail.model.Column;
import io.backtrail.model.Table;
import io.backtrail.print.JsonText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Reads the originals again and compares them with the case. */
@Command(
        name = "verify",
        description = {
            "Read every original again and compare every file and row with the case.",
            "Exit code: 0 all as imported, 1 something could not be read again, 2 something differs."
        })
final class VerifyCommand extends BacktrailCommand {
    @Option(
            names = "--evidence",
            paramLabel = "DIR",
            description = "Look for the originals below DIR: by name, or by content when they were renamed.")
    private Path evidence;

    @Override
    public Integer call() {
        CaseDirectory openCase = top().openCase();
        Path below = evidence == null ? null : top().surroundings().here().resolve(evidence);
        List<VerifiedSource> sources =
                reading(reader -> Verification.of(openCase, reader, below, path -> top().say("reading " + path)));
        if (top().isJson()) {
            top().json(json -> write(json, sources));
        } else {
            top().print(table(sources));
            top().say(sum(sources));
        }
        note(openCase, sources);
        if (count(sources, VerifiedState.DIFFERS) > 0) {
            return Exit.DIFFERS;
        }
        return count(sources, VerifiedState.AS_IMPORTED) == sources.size() ? Exit.DONE : Exit.INCOMPLETE;
    }

    private static long count(List<VerifiedSource> sources, VerifiedState state) {
        return sources.stream().filter(source -> source.state() == state).count();
    }

    private static String sum(List<VerifiedSource> sources) {
        return sources.size() + (sources.size() == 1 ? " file: " : " files: ")
                + count(sources, VerifiedState.AS_IMPORTED) + " as imported, "
                + count(sources, VerifiedState.DIFFERS) + " differ, "
                + count(sources, VerifiedState.MISSING) + " missing, "
                + count(sources, VerifiedState.UNREADABLE) + " unreadable";
    }

    private static Table table(List<VerifiedSource> sources) {
        List<Column> columns = List.of(
                new Column("file", "varchar"),
                new Column("state", "varchar"),
                new Column("rows", "bigint"),
                new Column("same", "bigint"),
                new Column("first_differing", "bigint"),
                new Column("found_at", "varchar"),
                new Column("text", "varchar"));
        List<List<Object>> rows = new ArrayList<>();
        for (VerifiedSource source : sources) {
            rows.add(Arrays.asList(
                    source.path(),
                    source.state().word(),
                    source.rows(),
                    source.same(),
                    source.firstDiffering(),
                    source.foundAt(),
                    source.text()));
        }
        return new Table(columns, rows);
    }

    private static void write(JsonText json, List<VerifiedSource> sources) {
        json.beginObject().name("sources").beginArray();
        for (VerifiedSource source : sources) {
            json.beginObject().field("path", source.path()).field("sha256", source.sha256());
            json.field("found_at", source.foundAt())
                    .field("state", source.state().word());
            json.field("rows", source.rows()).field("same", source.same());
            json.field("first_differing", source.firstDiffering())
                    .field("text", source.text())
                    .endObject();
        }
        json.endArray().name("totals").beginObject();
        for (VerifiedState state : VerifiedState.values()) {
            json.field(state.word().replace(' ', '_'), count(sources, state));
        }
        json.endObject().endObject();
    }

    private void note(CaseDirectory openCase, List<VerifiedSource> sources) {
        Map<String, String> details = new TreeMap<>();
        for (VerifiedState state : VerifiedState.values()) {
            details.put(state.word().replace(' ', '_'), Long.toString(count(sources, state)));
        }
        openCase.ledger(top().surroundings().clock()).append("verify", details);
    }
}
