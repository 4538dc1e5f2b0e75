package io.backtrail.intake;

import io.backtrail.evidence.Shape;
import io.backtrail.store.CaseReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the case says of one file that was imported.
 *
 * @param id number of the file
 * @param path as given; an entry of an archive as {@code a.zip!/b.csv}
 * @param sha256 lower-case hex
 * @param container {@code plain}, {@code gzip} or {@code zip}
 * @param shape what it was read as; UNKNOWN when nothing was read
 * @param rows rows seen
 */
record ImportedSource(long id, String path, String sha256, String container, Shape shape, long rows) {
    static List<ImportedSource> all(CaseReader reader) {
        List<ImportedSource> all = new ArrayList<>();
        String sql = "SELECT source_id, path, sha256, container, shape, rows FROM source ORDER BY source_id";
        reader.scan(
                sql,
                List.of(),
                row -> all.add(new ImportedSource(
                        row.number(0), row.text(1), row.text(2), row.text(3), shape(row.text(4)), row.number(5))));
        return all;
    }

    private static Shape shape(String word) {
        return Arrays.stream(Shape.values())
                .filter(shape -> shape.word().equals(word))
                .findFirst()
                .orElse(Shape.UNKNOWN);
    }
}
