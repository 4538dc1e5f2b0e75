package io.backtrail.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoBytesTest {
    @TempDir
    Path dir;

    /** Over what is inside the files, as the compression differs between machines. */
    @Test
    void theDemoIsStillTheDemo() throws Exception {
        WrittenExample demo = ExampleTenant.of(2044, Scale.demo()).write(dir);
        assertEquals("288720981dee3df6dcfeeb16219c5f215ec67f32d4814cb3aa15c9669047d000", hash(demo));
    }

    static String hash(WrittenExample example) throws IOException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        List<Path> files = new ArrayList<>(example.exports());
        files.add(example.labels());
        files.add(example.truth());
        for (Path file : files) {
            try (InputStream in = inside(file)) {
                digest.update(in.readAllBytes());
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static InputStream inside(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        if (file.toString().endsWith(".gz")) {
            return new GZIPInputStream(in);
        }
        if (file.toString().endsWith(".zip")) {
            ZipInputStream zip = new ZipInputStream(in);
            zip.getNextEntry();
            return zip;
        }
        return in;
    }
}
