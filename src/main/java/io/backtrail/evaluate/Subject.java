package io.backtrail.evaluate;

import io.backtrail.example.Era;
import io.backtrail.example.Scenario;
import java.util.Locale;

/**
 * One example tenant to be evaluated.
 *
 * @param scenario what happens in it
 * @param era what the service wrote down at the time
 * @param seed the seed that it is made from
 */
public record Subject(Scenario scenario, Era era, long seed) {
    /** Its name as a folder's: {@code token-theft-modern-101}. */
    public String name() {
        return scenario.word() + '-' + eraWord() + '-' + seed;
    }

    /** The era in lower case. */
    public String eraWord() {
        return era.name().toLowerCase(Locale.ROOT);
    }
}
