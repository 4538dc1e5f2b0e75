package io.backtrail.evidence;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CliXmlReadingTest {
    private static final String ROOT = "<Objs Version=\"1.1.0.1\" xmlns=\"x\">";
    private static final String RECORD = "{\"CreationTime\":\"2026-03-02T10:11:12\",\"Operation\":\"Send\"}";

    @TempDir
    Path folder;

    @Test
    void everyRecordStandsAtItsByte() throws IOException {
        String object = "<Obj RefId=\"0\"><MS><S N=\"AuditData\">" + RECORD + "</S></MS></Obj>";
        Collected all = read(ROOT + "\n  " + object + "\n  " + object + "\n</Objs>");
        assertEquals(Shape.CLIXML, all.evidence.shape());
        assertEquals(List.of(RECORD, RECORD), all.raws());
        assertEquals((ROOT + "\n  ").length(), all.records.get(0).byteOffset());
        assertEquals(
                (ROOT + "\n  " + object + "\n  ").length(), all.records.get(1).byteOffset());
    }

    @Test
    void aFileThatEndsTooEarlySaysSo() throws IOException {
        String object = "  <Obj RefId=\"0\"><MS><S N=\"AuditData\">" + RECORD + "</S></MS></Obj>\n";
        assertEquals(List.of("xml.unclosed"), read(ROOT + "\n" + object).codes());
        assertEquals(
                List.of("xml.cut"),
                read(ROOT + "\n" + object + object.substring(0, 40)).codes());
    }

    @Test
    void objectsBeyondAllDepthAreRejected() throws IOException {
        String deep = "<Obj N=\"a\">".repeat(5000) + "</Obj>".repeat(5000);
        Collected all = read(ROOT + "<Obj RefId=\"0\">" + deep + "</Obj></Objs>");
        assertEquals(List.of("xml.broken"), all.codes());
    }

    @Test
    void namesOfTypesThatNeverEndDoNotMakeReadingSlow() {
        String file = ROOT + "\n" + "  <Obj RefId=\"0\"><TN RefId=\"0\"><T>x</T>\n".repeat(20_000);
        Collected all = assertTimeoutPreemptively(ofSeconds(60), () -> read(file));
        assertEquals(20_000, all.rejects.size());
    }

    private Collected read(String text) throws IOException {
        return Collected.of(folder, "a.xml", text, StandardCharsets.UTF_8);
    }
}
