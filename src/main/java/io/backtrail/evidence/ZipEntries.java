package io.backtrail.evidence;

import io.backtrail.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Lists the entries of one zip archive that may be evidence. */
final class ZipEntries {
    private static final int MOST = 10_000;
    private static final int HEAD = 8192;

    private final Path archive;
    private final Consumer<Problem> problems;
    private final Set<String> seen = new HashSet<>();

    ZipEntries(Path archive, Consumer<Problem> problems) {
        this.archive = archive;
        this.problems = problems;
    }

    /** Adds the entries in the order of their names. */
    void into(List<EvidenceInput> found) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            if (zip.size() > MOST) {
                tell("evidence.too-many-entries", "", "at most 10,000 files in an archive", zip.size() + " files");
                return;
            }
            List<ZipEntry> entries = zip.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry.class::cast)
                    .sorted(Comparator.comparing(ZipEntry::getName))
                    .toList();
            for (ZipEntry entry : entries) {
                add(zip, entry, found);
            }
        } catch (ZipException e) {
            refused(e);
        }
    }

    private void add(ZipFile zip, ZipEntry entry, List<EvidenceInput> found) throws IOException {
        String name = entry.getName();
        if (leavesArchive(name)) {
            tell("evidence.entry-name", "!/" + name, "a name inside the archive", "a name that leads out of it");
        } else if (!seen.add(name)) {
            tell("evidence.entry-twice", "!/" + name, "one file of a name", "a second one");
        } else if (!isHidden(name) && opens(zip, entry)) {
            found.add(EvidenceInput.zipEntry(archive, name));
        }
    }

    private boolean opens(ZipFile zip, ZipEntry entry) {
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] head = in.readNBytes(HEAD);
            if (Magic.isGzip(head) || Magic.isZip(head) && !Magic.isOffice(head)) {
                problems.accept(EvidenceFinder.nested(archive + "!/" + entry.getName()));
                return false;
            }
            return true;
        } catch (IOException e) {
            tell("evidence.unreadable", "!/" + entry.getName(), "a file that can be unpacked", "damaged data");
            return false;
        }
    }

    private void refused(ZipException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("encrypted")) {
            problems.accept(new Problem(
                    "evidence.encrypted",
                    archive.toString(),
                    "an archive without a password",
                    "an encrypted one",
                    "unpack it with its password and import the files"));
        } else {
            tell("evidence.unreadable", "", "a whole zip archive", "a damaged or cut one");
        }
    }

    private void tell(String code, String inside, String expected, String found) {
        problems.accept(new Problem(
                code, archive + inside, expected, found, "it was left out; unpack the archive and look at it by hand"));
    }

    private static boolean leavesArchive(String name) {
        return name.startsWith("/")
                || name.startsWith("\\")
                || name.matches("(?s)[A-Za-z]:.*")
                || List.of(name.split("[/\\\\]")).contains("..");
    }

    private static boolean isHidden(String name) {
        return name.startsWith("__MACOSX/") || List.of(name.split("/")).stream().anyMatch(EvidenceFinder::isHidden);
    }
}
