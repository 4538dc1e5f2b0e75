package io.backtrail.intake;

import io.backtrail.evidence.EvidenceFinder;
import io.backtrail.evidence.EvidenceInput;
import io.backtrail.evidence.EvidenceReader;
import io.backtrail.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Finds originals again: below a folder, where they were, or among the copies that the case keeps. Folders are walked once,
 * and a file is hashed at most once.
 */
final class OriginalFinder {
    private static final String IN_ARCHIVE = "!/";

    private final List<EvidenceInput> given;
    private final List<EvidenceInput> copies;
    private final Set<String> known;
    private final Map<String, List<EvidenceInput>> opened = new TreeMap<>();
    private final Map<String, String> hashes = new HashMap<>();

    /**
     * Looks below {@code evidence} first.
     *
     * @param evidence folder or file to look in, or null
     * @param copies folder of the case's own copies; need not exist
     * @param sources all files of the case: a file that is one of them is not taken for another
     */
    OriginalFinder(Path evidence, Path copies, List<ImportedSource> sources) {
        this.given = evidence == null ? List.of() : EvidenceFinder.find(evidence, problem -> {});
        this.copies = inputs(copies);
        this.known = sources.stream().map(ImportedSource::sha256).collect(Collectors.toSet());
    }

    /** The file to read again, or null. */
    EvidenceInput find(ImportedSource source) {
        EvidenceInput found = sameBytes(given, source);
        found = found == null ? sameName(source) : found;
        found = found == null ? inItsPlace(source) : found;
        return found == null ? sameBytes(copies, source) : found;
    }

    private EvidenceInput sameBytes(List<EvidenceInput> inputs, ImportedSource source) {
        for (boolean named : new boolean[] {true, false}) {
            for (EvidenceInput input : inputs) {
                boolean hasName = name(input.path()).equals(name(source.path()));
                if (hasName == named && hash(input).equals(source.sha256())) {
                    return input;
                }
            }
        }
        return null;
    }

    private EvidenceInput sameName(ImportedSource source) {
        for (EvidenceInput input : given) {
            if (name(input.path()).equals(name(source.path())) && !known.contains(hash(input))) {
                return input;
            }
        }
        return null;
    }

    private EvidenceInput inItsPlace(ImportedSource source) {
        String path = source.path();
        int entry = source.container().equals("zip") ? path.lastIndexOf(IN_ARCHIVE) : -1;
        String file = entry < 0 ? path : path.substring(0, entry);
        return opened.computeIfAbsent(file, OriginalFinder::inputs).stream()
                .filter(input -> input.path().equals(path))
                .findFirst()
                .orElse(null);
    }

    private static List<EvidenceInput> inputs(String file) {
        try {
            return inputs(Path.of(file));
        } catch (InvalidPathException e) {
            // A case that was made on another system: no such file can be here.
            return List.of();
        }
    }

    private static List<EvidenceInput> inputs(Path place) {
        try {
            return Files.exists(place) ? EvidenceFinder.find(place, problem -> {}) : List.of();
        } catch (ProblemException e) {
            return List.of();
        }
    }

    private String hash(EvidenceInput input) {
        return hashes.computeIfAbsent(input.path(), path -> {
            try {
                return EvidenceReader.identify(input, null).sha256();
            } catch (IOException | ProblemException e) {
                return "";
            }
        });
    }

    private static String name(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }
}
