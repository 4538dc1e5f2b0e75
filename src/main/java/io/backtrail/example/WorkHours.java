package io.backtrail.example;

import java.time.Instant;

/**
 * One working day.
 *
 * @param start when it begins
 * @param seconds how long it lasts
 * @param in the hand that signed in, with its token
 */
record WorkHours(Instant start, int seconds, Hand in) {
    /** An instant within. */
    Instant any(Dice dice) {
        return start.plusSeconds(dice.between(60, seconds));
    }
}
