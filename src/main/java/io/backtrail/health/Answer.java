package io.backtrail.health;

import static java.util.Objects.requireNonNull;

import io.backtrail.investigate.FindingRow;
import io.backtrail.investigate.Findings;
import io.backtrail.investigate.Holdings;
import java.util.List;

/**
 * What a case says to one question, and what that is worth.
 *
 * @param findings the rows
 * @param rows the same rows by what readers want to know of them
 * @param holes the holes of the evidence that weaken an answer of nothing, the gravest first
 * @param hasRecords whether the case holds any record of the logs in which the answer would stand
 * @param conclusion what may be said; lines of an inventory alone are no finding
 */
public record Answer(
        Findings findings,
        List<FindingRow> rows,
        List<HealthFinding> holes,
        boolean hasRecords,
        Conclusion conclusion) {
    public Answer {
        requireNonNull(findings, "findings is null");
        rows = List.copyOf(rows);
        holes = List.copyOf(holes);
        requireNonNull(conclusion, "conclusion is null");
    }

    /** Sets findings beside what the case holds and what it lacks. */
    public static Answer of(Findings findings, Holdings held, List<HealthFinding> all) {
        List<FindingRow> rows = FindingRow.of(findings);
        List<HealthFinding> bearing = Bearing.on(findings.investigation(), all);
        Conclusion conclusion = Conclusion.NOT_FOUND;
        if (rows.stream().anyMatch(FindingRow::isGrave)) {
            conclusion = Conclusion.FOUND;
        } else if (Bearing.forbids(findings.investigation(), held, bearing)) {
            conclusion = Conclusion.CANNOT_TELL;
        }
        return new Answer(findings, rows, bearing, held.meet(findings.investigation()), conclusion);
    }
}
