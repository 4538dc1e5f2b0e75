package io.backtrail.investigate;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;

/**
 * One canned investigation: a question, the SELECT that answers it, and what the answer is worth.
 *
 * @param id file name without {@code .sql}
 * @param question what it answers, as a question
 * @param phase phase of an intrusion, and the folder of the file
 * @param attack ATT&amp;CK technique ids (v18.1), blank-separated; empty if none fits
 * @param severity of a finding that stands: {@code info}, {@code low}, {@code medium}, {@code high} or {@code critical}
 * @param parameters in the order of the head
 * @param columns in the order of the SELECT
 * @param covers what is found
 * @param misses what is not found, though a reader might think so
 * @param benign innocent causes of a finding
 * @param pivots where to go next
 * @param sources where the facts come from
 * @param needs kinds of records that the answer is made of; empty if the head names none
 * @param sql the whole file, head included; this is what is run
 * @param sha256 of the file's bytes, lower-case hex
 * @param file the file
 */
public record Investigation(
        String id,
        String question,
        String phase,
        String attack,
        String severity,
        List<Parameter> parameters,
        List<ResultColumn> columns,
        List<String> covers,
        List<String> misses,
        List<String> benign,
        List<PivotHint> pivots,
        List<String> sources,
        List<Need> needs,
        String sql,
        String sha256,
        Path file) {
    public Investigation {
        requireNonNull(id, "id is null");
        requireNonNull(question, "question is null");
        requireNonNull(phase, "phase is null");
        requireNonNull(attack, "attack is null");
        requireNonNull(severity, "severity is null");
        parameters = List.copyOf(parameters);
        columns = List.copyOf(columns);
        covers = List.copyOf(covers);
        misses = List.copyOf(misses);
        benign = List.copyOf(benign);
        pivots = List.copyOf(pivots);
        sources = List.copyOf(sources);
        needs = List.copyOf(needs);
        requireNonNull(sql, "sql is null");
        requireNonNull(sha256, "sha256 is null");
        requireNonNull(file, "file is null");
    }
}
