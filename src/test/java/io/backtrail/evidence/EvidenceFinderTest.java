package io.backtrail.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceFinderTest {
    private static final byte[] RECORD =
            "{\"CreationTime\":\"2026-03-02T10:11:12\",\"Operation\":\"Send\"}\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private final List<Problem> problems = new ArrayList<>();

    @Test
    void aFolderIsWalkedInTheOrderOfItsPaths() throws IOException {
        Files.createDirectories(folder.resolve("b/c"));
        Files.write(folder.resolve("b/c/2.json"), RECORD);
        Files.write(folder.resolve("b/1.json"), RECORD);
        Files.write(folder.resolve("a.json"), RECORD);
        Files.write(folder.resolve(".hidden"), RECORD);
        Files.createDirectories(folder.resolve(".git"));
        Files.write(folder.resolve(".git/config"), RECORD);
        Files.write(folder.resolve("z.json.gz"), gzip(RECORD));
        assertEquals(List.of("a.json", "b/1.json", "b/c/2.json", "z.json.gz"), names(folder));
        assertEquals(List.of(), problems);
    }

    @Test
    void aLinkInAFolderIsToldAndNotFollowed(@TempDir Path elsewhere) throws IOException {
        Files.write(elsewhere.resolve("secret.json"), RECORD);
        Files.createSymbolicLink(folder.resolve("link"), elsewhere);
        assertEquals(List.of(), names(folder));
        assertEquals(List.of("evidence.link"), codes());
    }

    @Test
    void aPathThatDoesNotExistStops() {
        ProblemException stopped = assertThrows(
                ProblemException.class, () -> EvidenceFinder.find(folder.resolve("nothing"), problems::add));
        assertEquals("import.no-file", stopped.problem().code());
    }

    @Test
    void theEntriesOfAnArchiveAreEvidenceEach() throws IOException {
        Path zip = zip("a.zip", "b/2.json", RECORD, "b/1.json", RECORD, "__MACOSX/x", RECORD, "b/.DS_Store", RECORD);
        List<EvidenceInput> inputs = EvidenceFinder.find(zip, problems::add);
        assertEquals(
                List.of(zip + "!/b/1.json", zip + "!/b/2.json"),
                inputs.stream().map(EvidenceInput::path).toList());
        Collected all = Collected.of(inputs.get(0), null);
        assertEquals(1, all.records.size());
        assertEquals("zip", all.evidence.container());
        assertEquals(RECORD.length, all.evidence.sizeBytes());
        assertEquals(zip, all.evidence.file());
    }

    @Test
    void anArchiveIsKnownByItsBytesAndNotByItsName() throws IOException {
        Files.write(folder.resolve("a.csv"), gzip(RECORD));
        Files.write(folder.resolve("b.gz"), RECORD);
        List<EvidenceInput> inputs = EvidenceFinder.find(folder, problems::add);
        assertEquals(
                List.of("gzip", "plain"),
                inputs.stream().map(EvidenceInput::container).toList());
        for (EvidenceInput input : inputs) {
            assertEquals(1, Collected.of(input, null).records.size());
        }
    }

    @Test
    void theHashOfAGzipFileIsThatOfItsPackedBytes() throws Exception {
        byte[] packed = gzip(RECORD);
        Collected all = Collected.of(Files.write(folder.resolve("a.json.gz"), packed));
        byte[] hash = java.security.MessageDigest.getInstance("SHA-256").digest(packed);
        assertEquals(java.util.HexFormat.of().formatHex(hash), all.evidence.sha256());
        assertEquals(packed.length, all.evidence.sizeBytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"../a.json", "x/../../a.json", "/a.json", "..\\a.json", "C:\\a.json", "\\a.json"})
    void anEntryThatLeadsOutOfTheArchiveIsRefused(String name) throws IOException {
        assertEquals(List.of(), names(zip("a.zip", name, RECORD)));
        assertEquals(List.of("evidence.entry-name"), codes());
    }

    @Test
    void anArchiveInAnArchiveIsToldAndNotOpened() throws IOException {
        Path inner = zip("inner.zip", "a.json", RECORD);
        Path outer = zip("outer.zip", "a.json.gz", gzip(RECORD), "inner.zip", Files.readAllBytes(inner));
        assertEquals(List.of(), names(outer));
        assertEquals(List.of("evidence.nested-archive", "evidence.nested-archive"), codes());
        Path twice = Files.write(folder.resolve("twice.gz"), gzip(gzip(RECORD)));
        assertEquals(List.of(), names(twice));
        assertEquals(3, problems.size());
    }

    @Test
    void anEncryptedArchiveIsToldWithWhatToDo() throws IOException {
        byte[] bytes = Files.readAllBytes(zip("a.zip", "a.json", RECORD));
        for (int i = 0; i + 4 < bytes.length; i++) {
            if (bytes[i] == 'P' && bytes[i + 1] == 'K' && bytes[i + 2] == 1 && bytes[i + 3] == 2) {
                bytes[i + 8] |= 1;
            } else if (bytes[i] == 'P' && bytes[i + 1] == 'K' && bytes[i + 2] == 3 && bytes[i + 3] == 4) {
                bytes[i + 6] |= 1;
            }
        }
        assertEquals(List.of(), names(Files.write(folder.resolve("secret.zip"), bytes)));
        assertEquals(List.of("evidence.encrypted"), codes());
    }

    @Test
    void aCutArchiveIsTold() throws IOException {
        byte[] bytes = Files.readAllBytes(zip("a.zip", "a.json", RECORD));
        assertEquals(List.of(), names(Files.write(folder.resolve("cut.zip"), Arrays.copyOf(bytes, bytes.length - 30))));
        assertEquals(List.of("evidence.unreadable"), codes());
    }

    @Test
    void aBombStopsBeforeItFillsTheDisk() throws IOException {
        Path bomb = folder.resolve("bomb.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(bomb))) {
            byte[] blanks = new byte[1 << 20];
            Arrays.fill(blanks, (byte) ' ');
            for (int i = 0; i < 100; i++) {
                out.write(blanks);
            }
        }
        EvidenceInput input = EvidenceFinder.find(bomb, problems::add).get(0);
        ProblemException stopped = assertThrows(ProblemException.class, () -> EvidenceReader.identify(input, null));
        assertEquals("evidence.bomb", stopped.problem().code());
    }

    @Test
    void aCutGzipFileGivesItsWholeRowsAndSaysWhereItEnds() throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (int i = 0; i < 20_000; i++) {
            lines.write(("{\"CreationTime\":\"2026-03-02T10:11:12\",\"Operation\":\"" + Integer.toHexString(i * 7919)
                            + "\"}\n")
                    .getBytes(StandardCharsets.UTF_8));
        }
        byte[] packed = gzip(lines.toByteArray());
        Collected all = Collected.of(Files.write(folder.resolve("a.gz"), Arrays.copyOf(packed, packed.length / 2)));
        assertTrue(all.records.size() > 1000);
        assertTrue(all.codes().contains("evidence.damaged-archive"));
        assertEquals(all.returned, all.records.size() + all.rejects.size());
    }

    @Test
    void aFileThatChangedAfterItWasFoundStops() throws IOException {
        Path file = Files.write(folder.resolve("a.json"), RECORD);
        EvidenceInput input = EvidenceFinder.find(file, problems::add).get(0);
        Evidence evidence = EvidenceReader.identify(input, null);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
        ProblemException stopped = assertThrows(
                ProblemException.class, () -> EvidenceReader.read(input, evidence, new Collected(), bytes -> {}));
        assertEquals("evidence.changed", stopped.problem().code());
    }

    @Test
    void theBytesReadAddUpToTheSizeOfTheEvidence() throws IOException {
        Files.write(folder.resolve("a.json"), RECORD);
        Files.write(folder.resolve("b.gz"), gzip(RECORD));
        zip("c.zip", "c.json", RECORD);
        for (EvidenceInput input : EvidenceFinder.find(folder, problems::add)) {
            Evidence evidence = EvidenceReader.identify(input, null);
            long[] last = {0};
            EvidenceReader.read(input, evidence, new Collected(), bytes -> last[0] = bytes);
            assertEquals(evidence.sizeBytes(), last[0], input.path());
        }
    }

    private List<String> names(Path given) {
        return EvidenceFinder.find(given, problems::add).stream()
                .map(input -> folder.relativize(Path.of(input.path())).toString())
                .toList();
    }

    private List<String> codes() {
        return problems.stream().map(Problem::code).toList();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    private Path zip(String name, Object... namesAndBytes) throws IOException {
        Path file = folder.resolve(name);
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < namesAndBytes.length; i += 2) {
                out.putNextEntry(new ZipEntry((String) namesAndBytes[i]));
                out.write((byte[]) namesAndBytes[i + 1]);
            }
        }
        return file;
    }
}
