package io.backtrail.evaluate;

import io.backtrail.model.Column;
import io.backtrail.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Scores as a table, one row a seed. */
public final class ScoreTable {
    private record Figure(String name, String type, Function<Score, Object> of) {}

    private static final List<Figure> FIGURES = List.of(
            new Figure("seed", "bigint", Score::seed),
            new Figure("events", "bigint", score -> (long) score.events()),
            new Figure("precision", "varchar", score -> share(score.strict().precision())),
            new Figure("recall", "varchar", score -> share(score.strict().recall())),
            new Figure("f1", "varchar", score -> share(score.strict().f1())),
            new Figure(
                    "lenient_precision",
                    "varchar",
                    score -> share(score.lenient().precision())),
            new Figure(
                    "lenient_recall", "varchar", score -> share(score.lenient().recall())),
            new Figure(
                    "falsely_accused", "bigint", score -> (long) score.accused().size()),
            new Figure("falsely_suspected", "bigint", score ->
                    (long) score.suspected().size()),
            new Figure("unnoticed", "bigint", score -> (long) score.unnoticed().size()),
            new Figure(
                    "persistence_precision",
                    "varchar",
                    score -> share(score.persistence().precision())),
            new Figure(
                    "persistence_recall",
                    "varchar",
                    score -> share(score.persistence().recall())),
            new Figure("first_success_min", "bigint", Score::firstSuccessMinutes),
            new Figure("last_act_min", "bigint", Score::lastAttackerMinutes),
            new Figure("entry_vector", "boolean", Score::entryVector),
            new Figure("patient_zero", "boolean", Score::patientZero),
            new Figure(
                    "exposed_precision",
                    "varchar",
                    score -> share(score.exposed().precision())),
            new Figure(
                    "exposed_recall", "varchar", score -> share(score.exposed().recall())),
            new Figure("wrong_sums", "bigint", Score::wrongSums),
            new Figure("wrong_citations", "bigint", Score::wrongCitations));

    private ScoreTable() {}

    /** All figures of all seeds. */
    public static Table of(List<Score> scores) {
        List<Column> columns = FIGURES.stream()
                .map(figure -> new Column(figure.name(), figure.type()))
                .toList();
        List<List<Object>> rows = new ArrayList<>();
        for (Score score : scores) {
            List<Object> row = new ArrayList<>();
            FIGURES.forEach(figure -> row.add(figure.of().apply(score)));
            rows.add(row);
        }
        return new Table(columns, rows);
    }

    /** A share of one with three digits, cut and not rounded, so that 1.000 means all of them. */
    static String share(double share) {
        return String.format(Locale.ROOT, "%.3f", Math.floor(share * 1000) / 1000);
    }
}
