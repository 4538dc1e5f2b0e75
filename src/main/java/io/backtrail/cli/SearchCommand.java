package io.backtrail.cli;

import io.backtrail.casefile.CaseDirectory;
import io.backtrail.enrich.Enricher;
import io.backtrail.intake.CatchUp;
import io.backtrail.model.Column;
import io.backtrail.model.Table;
import io.backtrail.search.SearchHit;
import io.backtrail.search.SearchResult;
import io.backtrail.search.TextIndex;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Searches the full text of the raw records. */
@Command(
        name = "search",
        description =
                "Full text over the raw records, in Lucene syntax; fields as account:, operation:, ip:, session:.")
final class SearchCommand extends BacktrailCommand {
    @Parameters(
            arity = "1..*",
            paramLabel = "QUERY",
            description = "Words, \"phrases\", wild*cards, AND, OR, NOT, field:value.")
    private List<String> words;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many hits; 100 unless said.")
    private int limit = 100;

    @Override
    public Integer call() {
        CaseDirectory openCase = top().openCase();
        catchUp(openCase);
        SearchResult result;
        try (TextIndex index = TextIndex.open(openCase.index(), this::addresses)) {
            result = index.search(String.join(" ", words), limit);
        }
        Table hits = table(result);
        if (top().isJson()) {
            top().json(json -> json.beginObject()
                    .field("total", result.total())
                    .field("hits", hits)
                    .endObject());
        } else {
            top().print(hits);
            top().say(result.total() + (result.total() == 1 ? " hit" : " hits"));
        }
        return Exit.DONE;
    }

    /** An import that did not come to its end left the index behind the records. */
    private void catchUp(CaseDirectory openCase) {
        if (openCase.unfinishedImport().isEmpty() || !Files.exists(openCase.database())) {
            return;
        }
        if (openCase.isBeingWritten()) {
            top().say("an import runs: the newest records are not in the index yet");
            return;
        }
        top().say("indexing what the unfinished import left ...");
        try (Enricher enricher = Content.enricher(top(), openCase)) {
            openCase.asOnlyWriter(who(), top().surroundings().clock(), () -> {
                CatchUp.after(openCase, enricher);
                return null;
            });
        }
    }

    private Map<String, List<String>> addresses() {
        Map<String, List<String>> byCountry = new TreeMap<>();
        reading(reader -> {
            reader.scan(
                    "SELECT country, client_ip FROM address WHERE country IS NOT NULL ORDER BY ALL",
                    List.of(),
                    row -> byCountry
                            .computeIfAbsent(row.text(0), country -> new ArrayList<>())
                            .add(row.text(1)));
            return byCountry;
        });
        return byCountry;
    }

    private static Table table(SearchResult result) {
        List<Column> columns = List.of(
                new Column("event_id", "varchar"),
                new Column("event_time", "timestamp"),
                new Column("account", "varchar"),
                new Column("operation", "varchar"),
                new Column("score", "double"));
        List<List<Object>> rows = new ArrayList<>();
        for (SearchHit hit : result.hits()) {
            rows.add(Arrays.asList(hit.eventId(), hit.eventTime(), hit.account(), hit.operation(), hit.score()));
        }
        return new Table(columns, rows);
    }
}
