package io.backtrail.investigate;

import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The investigations that can be run, found in folders of query files. Immutable once loaded; any thread. */
public final class Catalogue {
    private final SortedMap<String, Investigation> byId;

    private Catalogue(SortedMap<String, Investigation> byId) {
        this.byId = byId;
    }

    /**
     * Reads every {@code .sql} file below the folders. Only heads are read here; {@link QueryFileCheck} looks at the SQL.
     *
     * @param folders looked through in order; of two files with one id the first stays
     * @param problems hears of each folder that is not there and each file that is left out
     */
    public static Catalogue load(List<Path> folders, Consumer<Problem> problems) {
        SortedMap<String, Investigation> byId = new TreeMap<>();
        for (Path folder : folders) {
            for (Path file : filesBelow(folder, problems)) {
                add(file, byId, problems);
            }
        }
        return new Catalogue(byId);
    }

    /** Every query file below {@code folder}, sorted by path; a folder that is not there is told and has none. */
    public static List<Path> filesBelow(Path folder, Consumer<Problem> problems) {
        if (!Files.isDirectory(folder)) {
            problems.accept(new Problem(
                    "query.folder",
                    QueryFile.place(folder),
                    "a folder of investigations",
                    "no such folder",
                    "no investigation is taken from it"));
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(path -> path.toString().endsWith(".sql"))
                    .sorted(Comparator.comparing(QueryFile::place))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All of them, sorted by id. */
    public List<Investigation> all() {
        return List.copyOf(byId.values());
    }

    /**
     * The investigation of this id.
     *
     * @throws ProblemException if there is none; the help names the nearest ids
     */
    public Investigation find(String id) {
        Investigation found = byId.get(id);
        if (found == null) {
            List<String> near = NearNames.of(id, byId.keySet());
            String help = near.isEmpty() ? "no investigation is installed" : "near it: " + String.join(", ", near);
            throw new ProblemException(new Problem(
                    "investigate.unknown",
                    "investigate",
                    "the id of an investigation",
                    Problem.quote(id),
                    help + "; 'investigations' lists all"));
        }
        return found;
    }

    private static void add(Path file, SortedMap<String, Investigation> byId, Consumer<Problem> problems) {
        List<Problem> faults = new ArrayList<>();
        QueryFile.read(file, faults::add).ifPresent(read -> {
            Investigation investigation = read.investigation();
            if (!investigation.id().equals(QueryFile.idOf(file)) || byId.containsKey(investigation.id())) {
                faults.add(notTaken(read, byId.get(investigation.id())));
            }
            if (faults.isEmpty()) {
                byId.put(investigation.id(), investigation);
            }
        });
        faults.forEach(problems);
    }

    private static Problem notTaken(QueryFile read, Investigation earlier) {
        String expected = earlier == null
                ? "the id to be the file's name, "
                        + QueryFile.idOf(read.investigation().file())
                : "an id that " + QueryFile.place(earlier.file()) + " does not have";
        return new Problem(
                "query.id",
                read.head().place(read.head().lineOf("id")),
                expected,
                Problem.quote(read.investigation().id()),
                "the file is left out");
    }
}
