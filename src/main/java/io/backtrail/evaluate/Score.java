package io.backtrail.evaluate;

import java.util.List;

/**
 * How one reconstructed case compares with its truth.
 *
 * @param subject the tenant
 * @param events labelled events
 * @param strict events called the attacker's against events labelled so
 * @param lenient the same with suspects counted as called
 * @param accused innocent accounts with verdict attacker, sorted
 * @param suspected innocent accounts with verdict suspect, sorted
 * @param unnoticed accounts taken over whose verdict is owner, sorted
 * @param persistence things set up to stay, matched by type, account and start within a minute
 * @param firstSuccessMinutes found minus true moment of the first entry, or null where either is unknown
 * @param lastAttackerMinutes the same of the last act
 * @param entryVector whether the way in was named right, or null where there is none to name
 * @param patientZero whether the first account was named right, none included
 * @param exposed messages proved or assumed read, against those that were
 * @param wrongSums sessions whose reasons do not add up to their score
 * @param wrongCitations events cited in reasons that the case does not hold
 * @param takenOver accounts that somebody got into
 * @param innocents accounts with a verdict that nobody got into
 * @param calibration how often scores are right
 * @param faults what is wrong, a line each, for whoever mends it
 */
public record Score(
        Subject subject,
        int events,
        Hits strict,
        Hits lenient,
        List<String> accused,
        List<String> suspected,
        List<String> unnoticed,
        Hits persistence,
        Long firstSuccessMinutes,
        Long lastAttackerMinutes,
        Boolean entryVector,
        boolean patientZero,
        Hits exposed,
        long wrongSums,
        long wrongCitations,
        int takenOver,
        int innocents,
        Calibration calibration,
        List<String> faults) {
    public Score {
        accused = List.copyOf(accused);
        suspected = List.copyOf(suspected);
        unnoticed = List.copyOf(unnoticed);
        faults = List.copyOf(faults);
    }
}
