package io.backtrail.example;

import java.nio.file.Path;
import java.util.List;

/**
 * What was written.
 *
 * @param exports the export files, in the order in which they were written
 * @param labels one line of JSON for each readable event
 * @param truth the case's answers as one JSON object
 * @param records distinct audit log records in the tenant's life, of which three are unreadable in the exports
 * @param ownDomains the tenant's own domains
 */
public record WrittenExample(List<Path> exports, Path labels, Path truth, long records, List<String> ownDomains) {
    public WrittenExample {
        exports = List.copyOf(exports);
        ownDomains = List.copyOf(ownDomains);
    }
}
