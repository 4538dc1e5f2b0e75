package io.backtrail.evaluate;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * All seeds together.
 *
 * @param seeds how many
 * @param strict events over all seeds
 * @param lenient the same with suspects
 * @param macroF1 mean of the strict F1 of each seed
 * @param accused innocent accounts called attacker
 * @param suspected innocent accounts called suspect
 * @param unnoticed accounts taken over and called owner
 * @param persistence things set up
 * @param firstSuccessMinutes median error of the first entry in minutes, sign left out, or null
 * @param lastAttackerMinutes the same of the last act, or null
 * @param entryVector share of ways in named right, of those there are; 1 where there are none
 * @param patientZero share of first accounts named right
 * @param exposed messages
 * @param wrongSums sessions whose reasons do not add up
 * @param wrongCitations events cited that do not exist
 */
public record Overall(
        int seeds,
        Hits strict,
        Hits lenient,
        double macroF1,
        int accused,
        int suspected,
        int unnoticed,
        Hits persistence,
        Long firstSuccessMinutes,
        Long lastAttackerMinutes,
        double entryVector,
        double patientZero,
        Hits exposed,
        long wrongSums,
        long wrongCitations) {
    /** Adds up. */
    public static Overall of(List<Score> scores) {
        List<Boolean> ways =
                scores.stream().map(Score::entryVector).filter(Objects::nonNull).toList();
        return new Overall(
                scores.size(),
                sum(scores, Score::strict),
                sum(scores, Score::lenient),
                scores.stream()
                        .mapToDouble(score -> score.strict().f1())
                        .average()
                        .orElse(1),
                scores.stream().mapToInt(score -> score.accused().size()).sum(),
                scores.stream().mapToInt(score -> score.suspected().size()).sum(),
                scores.stream().mapToInt(score -> score.unnoticed().size()).sum(),
                sum(scores, Score::persistence),
                median(scores, Score::firstSuccessMinutes),
                median(scores, Score::lastAttackerMinutes),
                share(ways),
                share(scores.stream().map(Score::patientZero).toList()),
                sum(scores, Score::exposed),
                scores.stream().mapToLong(Score::wrongSums).sum(),
                scores.stream().mapToLong(Score::wrongCitations).sum());
    }

    private static Hits sum(List<Score> scores, Function<Score, Hits> figure) {
        return scores.stream().map(figure).reduce(Hits.NONE, Hits::plus);
    }

    private static Long median(List<Score> scores, Function<Score, Long> figure) {
        long[] sorted = scores.stream()
                .map(figure)
                .filter(Objects::nonNull)
                .flatMapToLong(value -> LongStream.of(Math.abs(value)))
                .sorted()
                .toArray();
        return sorted.length == 0 ? null : sorted[sorted.length / 2];
    }

    private static double share(List<Boolean> answers) {
        return answers.isEmpty()
                ? 1
                : (double) answers.stream().filter(answer -> answer).count() / answers.size();
    }
}
