package io.backtrail.intake;

import io.backtrail.casefile.Ledger;
import io.backtrail.casefile.LedgerEntry;
import io.backtrail.evidence.Evidence;
import io.backtrail.store.SourceCounts;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The lines about imports in a case's ledger: one a file. One thread. */
final class NotedImports {
    private static final String KIND = "import";
    private static final String HASH = "sha256";

    private final Ledger ledger;
    private Set<String> noted;

    NotedImports(Ledger ledger) {
        this.ledger = ledger;
    }

    /** A file became part of the case. */
    void add(Evidence evidence, SourceCounts counts) {
        Map<String, String> details = new TreeMap<>();
        details.put("path", evidence.path());
        details.put(HASH, evidence.sha256());
        details.put("shape", evidence.shape().word());
        details.put("rows", Long.toString(counts.rows()));
        details.put("stored", Long.toString(counts.stored()));
        details.put("repeated", Long.toString(counts.repeated()));
        details.put("rejected", Long.toString(counts.rejected()));
        ledger.append(KIND, details);
        if (noted != null) {
            noted.add(evidence.sha256());
        }
    }

    /** A file is part of the case already: a crash between the two may have kept the line from being written. */
    void complete(Evidence evidence, SourceCounts counts) {
        if (noted == null) {
            noted = new HashSet<>();
            for (LedgerEntry entry : ledger.entries()) {
                if (KIND.equals(entry.kind())) {
                    noted.add(entry.details().get(HASH));
                }
            }
        }
        if (!noted.contains(evidence.sha256())) {
            add(evidence, counts);
        }
    }
}
