package io.backtrail.intake;

import io.backtrail.casefile.CaseDirectory;
import io.backtrail.evidence.Evidence;
import io.backtrail.evidence.EvidenceInput;
import io.backtrail.evidence.EvidenceReader;
import io.backtrail.evidence.Shape;
import io.backtrail.problem.ProblemException;
import io.backtrail.store.CaseReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads every original again and compares it with the case: the bytes of the file, and the text and place of each row. What
 * cannot be found, cannot be read or differs is a result and stops nothing.
 */
public final class Verification {
    private final CaseReader reader;
    private final Consumer<String> begins;

    private Verification(CaseReader reader, Consumer<String> begins) {
        this.reader = reader;
        this.begins = begins;
    }

    /**
     * Compares all files of a case, in the order they were imported.
     *
     * @param evidence folder or file below which the originals are now, or null when they are where they were
     * @param begins hears the path of each file before it is read
     * @throws ProblemException if {@code evidence} does not exist
     */
    public static List<VerifiedSource> of(
            CaseDirectory openCase, CaseReader reader, Path evidence, Consumer<String> begins) {
        Verification verification = new Verification(reader, begins);
        List<ImportedSource> sources = ImportedSource.all(reader);
        OriginalFinder finder = new OriginalFinder(evidence, openCase.copies(), sources);
        List<VerifiedSource> verified = new ArrayList<>();
        for (ImportedSource source : sources) {
            verified.add(verification.verify(source, finder.find(source)));
        }
        return verified;
    }

    private VerifiedSource verify(ImportedSource source, EvidenceInput input) {
        begins.accept(source.path());
        if (input == null) {
            return result(
                    source,
                    null,
                    VerifiedState.MISSING,
                    null,
                    "The file is not where it was; give the folder that holds it now with --evidence.");
        }
        try {
            return compare(source, input);
        } catch (ProblemException e) {
            return unreadable(source, input, e.problem().found());
        } catch (IOException e) {
            return unreadable(source, input, e.getClass().getSimpleName());
        }
    }

    private VerifiedSource compare(ImportedSource source, EvidenceInput input) throws IOException {
        // Read as it was at import, also where somebody had said what it is.
        Evidence evidence = EvidenceReader.identify(input, source.shape() == Shape.UNKNOWN ? null : source.shape());
        boolean sameBytes = evidence.sha256().equals(source.sha256());
        RowCheck check = new RowCheck(new ExpectedRows(reader, source.id()));
        if (source.shape() != Shape.UNKNOWN && evidence.shape() != Shape.UNKNOWN) {
            EvidenceReader.read(input, evidence, check, bytes -> {});
        }
        check.end(source.rows());
        VerifiedState state =
                sameBytes && check.difference() == null ? VerifiedState.AS_IMPORTED : VerifiedState.DIFFERS;
        return result(source, input, state, check, text(source, evidence, sameBytes, check));
    }

    private static String text(ImportedSource source, Evidence evidence, boolean sameBytes, RowCheck check) {
        String difference = check.difference();
        if (sameBytes && difference == null) {
            return source.shape() == Shape.UNKNOWN
                    ? "The file is as it was; nothing of it was imported."
                    : "The file and all of its rows are as they were.";
        }
        String rows = difference == null
                ? "; every row is as it was"
                : "; row " + check.firstDiffering() + " is the first that differs: " + difference;
        return sameBytes
                ? "The file is as it was, so the case was changed" + rows + "."
                : "The file has SHA-256 " + evidence.sha256() + " now, so it was changed" + rows + ".";
    }

    private static VerifiedSource unreadable(ImportedSource source, EvidenceInput input, String found) {
        return result(
                source,
                input,
                VerifiedState.UNREADABLE,
                null,
                "The file could not be read to its end (" + found + "); copy it again from where it came from.");
    }

    private static VerifiedSource result(
            ImportedSource source, EvidenceInput input, VerifiedState state, RowCheck check, String text) {
        return new VerifiedSource(
                source.id(),
                source.path(),
                source.sha256(),
                input == null ? null : input.path(),
                state,
                source.rows(),
                check == null ? 0 : check.same(),
                check == null ? null : check.firstDiffering(),
                text);
    }
}
