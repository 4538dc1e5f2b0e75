package io.backtrail.cli;

import io.backtrail.casefile.CaseDirectory;
import io.backtrail.casefile.LedgerEntry;
import io.backtrail.search.SearchHit;
import io.backtrail.search.TextIndex;
import io.backtrail.store.CaseReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** All that a case says apart from the clock, in a form that can be compared: tables, ledger of imports, hits of searches. */
record WholeCase(Map<String, String> tables, List<Map<String, String>> imports, Map<String, String> hits) {
    private static final List<String> QUERIES =
            List.of("MailItemsAccessed", "result:failure", "key:ClientIPAddress", "country:NL OR country:US", "*:*");

    static WholeCase of(Path dir) {
        CaseDirectory openCase = CaseDirectory.open(dir);
        return new WholeCase(tables(openCase), imports(openCase), hits(openCase));
    }

    private static Map<String, String> tables(CaseDirectory openCase) {
        Map<String, String> tables = new TreeMap<>();
        try (CaseReader reader = CaseReader.open(openCase.database())) {
            reader.query("SELECT table_name FROM duckdb_tables() WHERE NOT internal ORDER BY 1", List.of())
                    .rows()
                    .forEach(row -> tables.put((String) row.get(0), content(reader, (String) row.get(0))));
        }
        return tables;
    }

    /** Every row counts, whatever the order; two rows that differ in a sign differ in the sum. */
    private static String content(CaseReader reader, String table) {
        String columns = table.equals("source") ? "* EXCLUDE (import_started, import_ended)" : "*";
        String sql = "SELECT count(*) || ' rows, ' || coalesce(CAST(sum(hash(t)) AS VARCHAR), '') FROM (SELECT "
                + columns + " FROM " + table + ") AS t";
        return (String) reader.query(sql, List.of()).rows().get(0).get(0);
    }

    private static List<Map<String, String>> imports(CaseDirectory openCase) {
        return openCase.ledger(Typed.CLOCK).entries().stream()
                .filter(entry -> "import".equals(entry.kind()))
                .map(LedgerEntry::details)
                .toList();
    }

    private static Map<String, String> hits(CaseDirectory openCase) {
        Map<String, String> hits = new TreeMap<>();
        try (TextIndex index = TextIndex.open(openCase.index(), Map::of)) {
            for (String query : QUERIES) {
                var found = index.search(query, 200);
                hits.put(
                        query,
                        found.total() + " hits: "
                                + found.hits().stream().map(SearchHit::eventId).collect(Collectors.joining(" ")));
            }
        }
        return hits;
    }
}
