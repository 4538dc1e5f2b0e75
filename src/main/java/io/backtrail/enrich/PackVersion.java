package io.backtrail.enrich;

import static java.util.Objects.requireNonNull;

/**
 * One pack or file of address data, as reports and {@code packs} name it.
 *
 * @param name name of the pack, or file name of address data
 * @param version ISO date of the facts; of a database the day on which it was built; {@code unknown} if nothing says
 * @param source where the facts are from
 * @param licence under what terms they may be passed on
 * @param attribution line that every report must carry, or null if the licence asks for none
 * @param entries facts in it; 0 if the format does not tell
 */
public record PackVersion(
        String name, String version, String source, String licence, String attribution, long entries) {
    public PackVersion {
        requireNonNull(name, "name is null");
        requireNonNull(version, "version is null");
        requireNonNull(source, "source is null");
        requireNonNull(licence, "licence is null");
    }
}
