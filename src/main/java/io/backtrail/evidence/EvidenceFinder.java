package io.backtrail.evidence;

import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipException;

/** Finds the files that a path holds: a file, all files of a folder, or what lies in an archive. */
public final class EvidenceFinder {
    private static final int HEAD = 8192;

    private final Consumer<Problem> problems;
    private final List<EvidenceInput> found = new ArrayList<>();

    private EvidenceFinder(Consumer<Problem> problems) {
        this.problems = problems;
    }

    /**
     * The inputs in a path, sorted by path.
     *
     * <p>Folders are walked to the bottom; hidden files are left out, links in a folder are told and not followed. Archives
     * are recognised by their first bytes, opened once, and never inside each other.
     *
     * @param given a file or folder
     * @param problems hears what was left out and why
     * @throws ProblemException when {@code given} does not exist or cannot be read
     */
    public static List<EvidenceInput> find(Path given, Consumer<Problem> problems) {
        if (!Files.exists(given)) {
            throw new ProblemException(new Problem(
                    "import.no-file",
                    given.toString(),
                    "a file or folder",
                    "nothing",
                    "check the path and its spelling"));
        }
        if (!Files.isReadable(given)) {
            throw new ProblemException(unreadable(given, "no permission"));
        }
        EvidenceFinder finder = new EvidenceFinder(problems);
        if (Files.isDirectory(given)) {
            finder.folder(given);
        } else {
            finder.file(given);
        }
        return List.copyOf(finder.found);
    }

    private void folder(Path folder) {
        List<Path> children;
        try (Stream<Path> listed = Files.list(folder)) {
            children = listed.sorted(Comparator.comparing(p -> p.getFileName().toString()))
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            problems.accept(unreadable(folder, reason(e)));
            return;
        }
        for (Path child : children) {
            if (isHidden(child.getFileName().toString())) {
                continue;
            }
            if (Files.isSymbolicLink(child)) {
                problems.accept(new Problem(
                        "evidence.link",
                        child.toString(),
                        "a file or folder",
                        "a link",
                        "it was left out; give what it points to by its own path"));
            } else if (Files.isDirectory(child)) {
                folder(child);
            } else {
                file(child);
            }
        }
    }

    private void file(Path file) {
        if (!Files.isRegularFile(file)) {
            problems.accept(unreadable(file, "a device or pipe"));
            return;
        }
        try {
            byte[] head = head(file);
            if (Magic.isGzip(head)) {
                gzip(file);
            } else if (Magic.isZip(head) && !Magic.isOffice(head)) {
                new ZipEntries(file, problems).into(found);
            } else {
                found.add(EvidenceInput.plain(file));
            }
        } catch (IOException e) {
            problems.accept(unreadable(file, reason(e)));
        }
    }

    private void gzip(Path file) throws IOException {
        EvidenceInput input = EvidenceInput.gzip(file);
        byte[] inside;
        try (InputStream in = input.open()) {
            inside = in.readNBytes(HEAD);
        }
        if (Magic.isZip(inside) || Magic.isGzip(inside)) {
            problems.accept(nested(input.path()));
        } else {
            found.add(input);
        }
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(HEAD);
        }
    }

    static boolean isHidden(String name) {
        return name.startsWith(".");
    }

    static Problem nested(String path) {
        return new Problem(
                "evidence.nested-archive",
                path,
                "a file that is no archive",
                "an archive inside an archive",
                "it was left out; unpack it and import the files");
    }

    static Problem unreadable(Path file, String found) {
        return new Problem(
                "evidence.unreadable",
                file.toString(),
                "a file that can be read",
                found,
                "it was left out; check its permissions, or copy it again");
    }

    private static String reason(Exception e) {
        if (e instanceof ZipException || e instanceof EOFException) {
            return "a damaged or cut archive";
        }
        return e instanceof AccessDeniedException
                ? "no permission"
                : e.getClass().getSimpleName();
    }
}
