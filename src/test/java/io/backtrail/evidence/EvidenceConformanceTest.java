package io.backtrail.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real records beside the project read with the right shape and without one rejected row. */
@Tag("conformance")
class EvidenceConformanceTest {
    @Test
    void everyFileOfAttackTechniquesReads() throws IOException {
        List<String> wrong = read(
                "det-eng-samples/dataset",
                name -> true,
                file -> file.toString().endsWith(".csv")
                        ? Shape.UAL_CSV
                        : starts(file).contains("\"RecordType\":  \"Ex") ? Shape.UAL_JSON : Shape.AUDIT_DATA_JSON);
        assertEquals(List.of(), wrong);
    }

    @Test
    void thePortalsTableOf2023HasAll219Rows() throws IOException {
        Collected all = Collected.of(samples().resolve("huntress-ctf-2023/purview.csv"));
        assertEquals(Shape.PURVIEW_CSV, all.evidence.shape());
        assertEquals(219, all.records.size());
        assertEquals(List.of(), all.codes());
        assertTrue(all.records.get(0).raw().startsWith("{\"CreationTime\""));
        assertEquals("Certificate", all.records.get(0).envelope().get("UserId"));
    }

    @Test
    void thePortalsTableOf2022Reads() throws IOException {
        Collected all = Collected.of(samples().resolve("sof-elk-257/portal-2022-row.csv"));
        assertEquals(Shape.PURVIEW_CSV, all.evidence.shape());
        assertEquals(1, all.records.size());
        assertEquals(List.of(), all.codes());
    }

    @Test
    void formattedAuditDataReads() throws IOException {
        Collected all = Collected.of(samples().resolve("techjollof-ual-formatted/TestFormated.csv"));
        assertEquals(Shape.UAL_CSV, all.evidence.shape());
        assertTrue(all.records.size() > 1);
        assertEquals(List.of(), all.codes());
    }

    @Test
    void everyFileOfAuditRecordsReads() throws IOException {
        assertEquals(
                List.of(), read("elastic-o365", name -> !name.contains("expected"), file -> Shape.AUDIT_DATA_JSON));
    }

    @Test
    void everyFileOfSignInsReads() throws IOException {
        assertEquals(
                List.of(),
                read(
                        "elastic-signin",
                        name -> !name.contains("expected"),
                        file -> file.toString().contains("risk")
                                        || file.toString().contains("ricky")
                                ? Shape.GENERIC_JSON
                                : Shape.SIGNIN_JSON));
        assertEquals(List.of(), read("msticpy", name -> true, file -> Shape.SENTINEL));
    }

    @Test
    void everyFileOfDirectoryAuditsReads() throws IOException {
        assertEquals(
                List.of(),
                read(
                        "elastic-entra-audit",
                        name -> !name.contains("expected"),
                        file -> file.toString().contains("activitylogs")
                                ? Shape.GENERIC_JSON
                                : Shape.DIRECTORY_AUDIT_JSON));
    }

    @Test
    void everyMessageTraceReads() throws IOException {
        assertEquals(
                List.of(),
                read("elastic-message-trace", name -> !name.contains("expected"), file -> Shape.MESSAGE_TRACE_JSON));
        assertEquals(
                List.of(),
                read("graph2otel", name -> name.startsWith("m365__messagetrace"), file -> Shape.MESSAGE_TRACE_JSON));
    }

    @Test
    void everyTableOfSentinelReads() throws IOException {
        List<String> otherTables = List.of("AADUSerInfo.csv", "azureActivity_adele.csv", "signinLogs.csv");
        assertEquals(
                List.of(),
                read(
                        "sentinel",
                        name -> name.endsWith(".csv"),
                        file -> otherTables.contains(file.getFileName().toString())
                                ? Shape.GENERIC_CSV
                                : Shape.SENTINEL));
    }

    @ParameterizedTest
    @CsvSource({
        "m365__inboxrules__, INBOX_RULES",
        "m365__exchangemailboxes__, MAILBOXES",
        "m365__mailboxdelegation__, MAILBOX_PERMISSIONS",
        "m365__exchangetransportrules__, TRANSPORT_RULES",
        "entra__mfaregistration__, MFA_METHODS"
    })
    void everyObjectOfStateReads(String start, Shape shape) throws IOException {
        assertEquals(List.of(), read("graph2otel", name -> name.startsWith(start), file -> shape));
    }

    @Test
    void everyAlertReads() throws IOException {
        assertEquals(
                List.of(), read("elastic-defender", name -> name.equals("test-alert.log"), file -> Shape.ALERTS_JSON));
    }

    @Test
    void everyRowOfHuntingReads() throws IOException {
        assertEquals(
                List.of(),
                read(
                        "elastic-defender",
                        name -> name.endsWith(".log") && !name.contains("alert"),
                        file -> Shape.DEFENDER_HUNTING));
        assertEquals(
                List.of(),
                read(
                        "graph2otel",
                        name -> name.startsWith("defender__cloudapp__") || name.startsWith("defender__email__"),
                        file -> Shape.DEFENDER_HUNTING));
    }

    private static List<String> read(String folder, Function<String, Boolean> wanted, Function<Path, Shape> shape)
            throws IOException {
        List<String> wrong = new ArrayList<>();
        int files = 0;
        try (Stream<Path> listed = Files.list(samples().resolve(folder))) {
            for (Path file : listed.sorted().toList()) {
                String name = file.getFileName().toString();
                if (!wanted.apply(name) || name.startsWith("_") || name.startsWith("LICENSE")) {
                    continue;
                }
                files++;
                Collected all = Collected.of(file);
                if (all.evidence.shape() != shape.apply(file) || all.records.isEmpty() || !all.rejects.isEmpty()) {
                    wrong.add(name + " " + all.evidence.shape() + " " + all.evidence.shapeReason() + " "
                            + all.records.size() + " " + all.rejects);
                }
                assertEquals(all.records.size() + all.rejects.size(), all.returned, name);
            }
        }
        assertFalse(files == 0, folder + " holds no file");
        return wrong;
    }

    private static String starts(Path file) {
        try {
            String text = Files.readString(file);
            return text.substring(0, Math.min(100, text.length()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Path samples() {
        String given = System.getProperty("samples");
        if (given != null) {
            return Path.of(given);
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("shared/samples"))) {
                return at.resolve("shared/samples");
            }
        }
        assumeTrue(false, "no real records lie beside the project");
        return null;
    }
}
