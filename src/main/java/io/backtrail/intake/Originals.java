package io.backtrail.intake;

import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Copies of originals that the case keeps on request. */
final class Originals {
    /** What a crash may leave: never taken for a copy, and replaced by the next one. */
    private static final String DRAFT = ".unfinished-copy";

    private Originals() {}

    /** Copies {@code original} into {@code folder}, which is made if need be; the same bytes are kept once. */
    static void keep(Path folder, Path original) {
        try {
            Files.createDirectories(folder);
            Path copy = placeFor(folder, original);
            if (!Files.exists(copy)) {
                Path draft = folder.resolve(DRAFT);
                Files.copy(original, draft, StandardCopyOption.REPLACE_EXISTING);
                Files.move(draft, copy, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new ProblemException(new Problem(
                    "import.copy",
                    original.toString(),
                    "room for a copy in " + folder,
                    String.valueOf(e.getMessage()),
                    "nothing of this file was read; free some space, or import without --copy"));
        }
    }

    /** The file's own name, or that name behind a number while another file has it. */
    private static Path placeFor(Path folder, Path original) throws IOException {
        String name = original.getFileName().toString();
        Path copy = folder.resolve(name);
        for (int number = 2; Files.exists(copy) && Files.mismatch(copy, original) >= 0; number++) {
            copy = folder.resolve(number + "-" + name);
        }
        return copy;
    }
}
