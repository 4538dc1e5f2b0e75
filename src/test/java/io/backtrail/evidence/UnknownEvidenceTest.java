package io.backtrail.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnknownEvidenceTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            an empty file   | ``
            an empty file   | ` \\n\\n `
            XML or HTML     | <Objects Version="1.1.0.1"></Objects>
            without an object | <Objs Version="1.1.0.1" xmlns="x"><S>a</S></Objs>
            XML or HTML     | <!DOCTYPE html><html></html>
            Format-List     | RecordType   : ExchangeAdmin\\nCreationDate : 3/2/2026\\nUserIds      : a\\nOperations   : Send
            Export-Csv      | Name   Value\\n----   -----\\na      b
            neither a table | # Readme\\n\\nThis is a text, with commas, and more.\\nAnd another line.
            neither a table | Dear all,\\nplease find, as said, the files.\\nBest wishes,\\nAda
            neither a table | [comment]
            """)
    void textThatIsNoExportIsUnknownAndSaysWhatItIs(String reason, String text) throws IOException {
        Collected all = Collected.of(folder, "a.csv", text.replace("\\n", "\n"), StandardCharsets.UTF_8);
        assertEquals(Shape.UNKNOWN, all.evidence.shape(), all.evidence.shapeReason());
        boolean bracket = text.startsWith("[");
        assertTrue(all.evidence.shapeReason().contains(bracket ? "no JSON" : reason), all.evidence.shapeReason());
    }

    @ParameterizedTest
    @CsvSource({
        "89504E470D0A1A0A0000000D49484452, a picture",
        "FFD8FFE000104A464946, a picture",
        "255044462D312E37, a PDF",
        "D0CF11E0A1B11AE1, an old Office",
        "7F454C4602010100000000, binary data",
        "50415231, a Parquet file",
    })
    void binaryFilesAreUnknown(String hex, String reason) throws IOException {
        byte[] bytes = java.util.HexFormat.of().parseHex(hex);
        Collected all = Collected.of(Files.write(folder.resolve("a.csv"), bytes));
        assertEquals(Shape.UNKNOWN, all.evidence.shape());
        assertTrue(all.evidence.shapeReason().contains(reason), all.evidence.shapeReason());
    }

    @Test
    void aWorkbookIsUnknownAndSaysToExportCsvAgain() throws IOException {
        Path file = folder.resolve("a.xlsx");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String name : new String[] {"[Content_Types].xml", "_rels/.rels", "xl/workbook.xml"}) {
                out.putNextEntry(new ZipEntry(name));
                out.write('x');
            }
        }
        Collected all = Collected.of(file);
        assertEquals(Shape.UNKNOWN, all.evidence.shape());
        assertTrue(all.evidence.shapeReason().contains("32,767"));
    }

    @Test
    void aShapeThatIsGivenIsTakenWhereTheLayoutAllowsIt() throws IOException {
        Path table = Files.writeString(folder.resolve("a.csv"), "a,b\n1,2\n");
        assertEquals(
                Shape.MESSAGE_TRACE_CSV,
                Collected.of(table, Shape.MESSAGE_TRACE_CSV).evidence.shape());
        assertEquals(Shape.UNKNOWN, Collected.of(table, Shape.UAL_JSON).evidence.shape());
    }

    @Test
    void evidenceOfNoKnownShapeIsNotRead() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "");
        EvidenceInput input = EvidenceFinder.find(file, problem -> {}).get(0);
        Evidence evidence = EvidenceReader.identify(input, null);
        assertThrows(
                IllegalArgumentException.class,
                () -> EvidenceReader.read(input, evidence, new Collected(), bytes -> {}));
    }
}
