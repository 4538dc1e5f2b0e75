package io.backtrail.reconstruct;

import static java.util.Objects.requireNonNull;

/**
 * What the analyst has decided about a subject; it outweighs what the evidence suggests.
 *
 * @param kind {@code ip}, {@code session}, {@code app}, {@code account}, {@code event}, {@code message}, {@code agent} or
 *     {@code device}
 * @param value the subject, as the case writes it
 * @param verdict {@code attacker} or {@code owner}; other words are kept but weigh nothing
 * @param reason the analyst's words
 */
public record Judgement(String kind, String value, String verdict, String reason) {
    public Judgement {
        requireNonNull(kind, "kind is null");
        requireNonNull(value, "value is null");
        requireNonNull(verdict, "verdict is null");
        requireNonNull(reason, "reason is null");
    }
}
