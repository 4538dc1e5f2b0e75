package io.backtrail.casefile;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/**
 * What a case says of itself, kept in {@code case.json}.
 *
 * @param title what people call the case
 * @param examiner who works on it, or null if nobody said
 * @param ownDomains mail domains of the tenant under examination, in the order given; may be empty
 * @param created when the case was made, UTC
 * @param toolVersion version of Backtrail that made it
 */
public record CaseFacts(String title, String examiner, List<String> ownDomains, Instant created, String toolVersion) {
    public CaseFacts {
        requireNonNull(title, "title is null");
        ownDomains = List.copyOf(ownDomains);
        requireNonNull(created, "created is null");
        requireNonNull(toolVersion, "toolVersion is null");
    }

    CaseFacts withOwnDomains(List<String> domains) {
        return new CaseFacts(title, examiner, domains, created, toolVersion);
    }
}
