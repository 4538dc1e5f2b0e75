import io.backtrail.example.BulkExport;
import java.nio.file.Path;

/** Writes the export that the benchmarks read: a Search-UnifiedAuditLog CSV of so many records; same seed, same bytes. */
final class MakeBulk {
    public static void main(String[] words) throws Exception {
        BulkExport.writeCsv(Path.of(words[0]), Long.parseLong(words[1]), 2018);
    }
}
