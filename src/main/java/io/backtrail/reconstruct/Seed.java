package io.backtrail.reconstruct;

import static java.util.Objects.requireNonNull;

/**
 * Something the analyst knows to be the attacker's.
 *
 * @param kind {@code ip}, {@code session}, {@code app}, {@code account}, {@code event}, {@code message} or {@code agent}
 * @param value the address, id, name or string, as the case writes it
 */
public record Seed(String kind, String value) {
    public Seed {
        requireNonNull(kind, "kind is null");
        requireNonNull(value, "value is null");
    }
}
