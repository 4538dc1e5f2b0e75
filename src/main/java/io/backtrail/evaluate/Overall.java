package io.backtrail.evaluate;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * All tenants together.
 *
 * @param seeds how many
 * @param strict events over all tenants
 * @param lenient the same with suspects
 * @param macroF1 mean of the strict F1 of each tenant that was attacked
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
 * @param takenOver accounts that somebody got into
 * @param innocents accounts that nobody got into
 * @param ways ways in that there are to name
 * @param calibration how often scores are right, or null without tenants
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
        long wrongCitations,
        int takenOver,
        int innocents,
        int ways,
        Calibration calibration) {
    /** Adds up. */
    public static Overall of(List<Score> scores) {
        List<Boolean> ways =
                scores.stream().map(Score::entryVector).filter(Objects::nonNull).toList();
        return new Overall(
                scores.size(),
                sum(scores, Score::strict),
                sum(scores, Score::lenient),
                scores.stream()
                        .filter(score -> score.subject().scenario().attacked())
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
                scores.stream().mapToLong(Score::wrongCitations).sum(),
                scores.stream().mapToInt(Score::takenOver).sum(),
                scores.stream().mapToInt(Score::innocents).sum(),
                ways.size(),
                scores.stream()
                        .map(Score::calibration)
                        .reduce(Calibration::plus)
                        .orElse(null));
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
