package io.backtrail.casefile;

import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A folder that is a case, and the places of what lies in it. Holds nothing open; may be used by any thread. */
public final class CaseDirectory {
    private static final String FACTS = "case.json";
    private static final int MOST_CASES_LISTED = 10;

    private final Path dir;
    private final CaseFacts facts;

    private CaseDirectory(Path dir, CaseFacts facts) {
        this.dir = dir;
        this.facts = facts;
    }

    /**
     * Makes a case in {@code dir}, which may be missing or empty. The caller writes the first line of the ledger.
     *
     * @throws ProblemException {@code case.exists}, {@code case.not-empty}, {@code case.not-a-folder} or
     *     {@code case.unwritable}
     */
    public static CaseDirectory create(Path dir, CaseFacts facts) {
        refuseWhatIsThere(dir);
        CaseDirectory made = new CaseDirectory(dir, facts);
        try {
            Files.createDirectories(made.index());
            Files.createDirectories(made.reports());
            // Last, because this file makes the folder a case.
            CaseFactsFile.write(dir.resolve(FACTS), facts);
        } catch (IOException e) {
            throw unwritable(dir, e);
        }
        return made;
    }

    /**
     * Opens the case in {@code dir} without changing anything.
     *
     * @throws ProblemException {@code case.none} if no case is there, {@code case.damaged} if {@code case.json} cannot be
     *     read
     */
    public static CaseDirectory open(Path dir) {
        Path file = dir.resolve(FACTS);
        if (!Files.isRegularFile(file)) {
            throw none(dir);
        }
        try {
            return new CaseDirectory(dir, CaseFactsFile.read(file));
        } catch (IOException e) {
            throw new ProblemException(new Problem(
                    "case.unreadable",
                    file.toString(),
                    "a file that can be read",
                    reason(e),
                    "check the file's rights"));
        }
    }

    /** The folder itself, as given. */
    public Path dir() {
        return dir;
    }

    /** The DuckDB file; missing until the first import. */
    public Path database() {
        return dir.resolve("case.duckdb");
    }

    /** The folder of the full-text index; may be missing or empty, and can be rebuilt. */
    public Path index() {
        return dir.resolve("index");
    }

    /** The folder of what was written for people. */
    public Path reports() {
        return dir.resolve("reports");
    }

    /** The folder of copied evidence; missing until {@code import --copy} makes it. */
    public Path copies() {
        return dir.resolve("evidence");
    }

    /** What the case says of itself. */
    public CaseFacts facts() {
        return facts;
    }

    /**
     * The same case with other own domains, already written to {@code case.json}. The caller holds the case's lock.
     *
     * @throws ProblemException {@code case.unwritable}
     */
    public CaseDirectory withOwnDomains(List<String> domains) {
        CaseFacts changed = facts.withOwnDomains(domains);
        try {
            CaseFactsFile.write(dir.resolve(FACTS), changed);
        } catch (IOException e) {
            throw unwritable(dir, e);
        }
        return new CaseDirectory(dir, changed);
    }

    /**
     * Makes this process the one writer of the case, until the lock is closed.
     *
     * @param who what wants to write, in words that another person understands: {@code import mail.csv}
     * @throws ProblemException {@code case.locked} if somebody else writes, saying who and since when;
     *     {@code case.unwritable}
     */
    public CaseLock lock(String who, Clock clock) {
        return CaseLock.take(dir, who, clock);
    }

    /**
     * Does {@code work} as the only writer of the case.
     *
     * @throws ProblemException as {@link #lock}
     */
    @SuppressWarnings("try") // the lock is held, not asked
    public <T> T asOnlyWriter(String who, Clock clock, Supplier<T> work) {
        try (CaseLock lock = lock(who, clock)) {
            return work.get();
        }
    }

    /** The lock that a killed process left here, or empty. */
    public Optional<LeftLock> leftLock() {
        return CaseLock.left(dir);
    }

    /** True while a process that lives holds the lock, this one among them. */
    public boolean isBeingWritten() {
        return Files.exists(dir.resolve("lock")) && leftLock().isEmpty();
    }

    /** The import that began and did not come to its end, or that runs now; or empty. */
    public Optional<UnfinishedImport> unfinishedImport() {
        return UnfinishedImport.of(dir);
    }

    /** Says how far an import has come, on the disk before this returns. The caller holds the lock. */
    public void markUnfinished(UnfinishedImport mark) {
        mark.write(dir);
    }

    /** Every import is done. The caller holds the lock. */
    public void markFinished() {
        UnfinishedImport.clear(dir);
    }

    /** What was done with this case. Needs no lock. */
    public Ledger ledger(Clock clock) {
        return new Ledger(dir.resolve("ledger.jsonl"), clock);
    }

    private static void refuseWhatIsThere(Path dir) {
        if (!Files.exists(dir)) {
            return;
        }
        if (!Files.isDirectory(dir)) {
            throw problem(
                    "case.not-a-folder", dir, "a new or empty folder", "a file", "name a folder that is not there yet");
        }
        if (Files.exists(dir.resolve(FACTS))) {
            String help = "use it with '--case " + dir + "', or name another folder";
            throw problem("case.exists", dir, "a new or empty folder", "a case", help);
        }
        String stranger = firstStranger(dir);
        if (stranger != null) {
            String help = "name a folder that is not there yet; a case keeps its folder to itself";
            throw problem("case.not-empty", dir, "a new or empty folder", Problem.quote(stranger), help);
        }
    }

    /** What an interrupted {@link #create} left behind does not count. Null if there is nothing else. */
    private static String firstStranger(Path dir) {
        Set<String> leftovers = Set.of(
                "index",
                "reports",
                WholeFile.draft(dir.resolve(FACTS)).getFileName().toString());
        try (Stream<Path> inside = Files.list(dir)) {
            for (Path path : inside.sorted().toList()) {
                boolean ours = leftovers.contains(path.getFileName().toString());
                if (!ours || (Files.isDirectory(path) && !isEmpty(path))) {
                    return path.getFileName().toString();
                }
            }
            return null;
        } catch (IOException e) {
            throw problem("case.unreadable", dir, "a folder that can be read", reason(e), "check the folder's rights");
        }
    }

    private static boolean isEmpty(Path dir) throws IOException {
        try (Stream<Path> inside = Files.list(dir)) {
            return inside.findAny().isEmpty();
        }
    }

    private static ProblemException none(Path dir) {
        List<String> near = casesIn(dir);
        String found = Files.isDirectory(dir) ? "no case.json" : "no such folder";
        String help = near.isEmpty()
                ? "make one with 'backtrail new " + dir + "', or name another folder with '--case DIR'"
                : "cases here: " + String.join(", ", near) + "; open one with '--case " + near.get(0) + "'";
        return problem("case.none", dir, "a case", found, help);
    }

    /** Paths of the cases that lie directly in the folder, or beside it if it is not there. */
    private static List<String> casesIn(Path dir) {
        Path folder = Files.isDirectory(dir) ? dir : dir.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.filter(path -> Files.isRegularFile(path.resolve(FACTS)))
                    .map(Path::toString)
                    .sorted()
                    .limit(MOST_CASES_LISTED)
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    static ProblemException unwritable(Path dir, IOException e) {
        String help = "check the folder's rights and the free space, or name another folder";
        return problem("case.unwritable", dir, "a folder that can be written to", reason(e), help);
    }

    static String reason(IOException e) {
        if (e instanceof FileAlreadyExistsException) {
            return "a file where a folder should be";
        }
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    private static ProblemException problem(String code, Path place, String expected, String found, String help) {
        return new ProblemException(new Problem(code, place.toString(), expected, found, help));
    }
}
