package io.backtrail.report;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/**
 * What a report says that is not in the case database.
 *
 * @param title title of the case
 * @param examiner who answers for the report; may be empty
 * @param ownDomains mail domains of the organisation, lower case
 * @param toolVersion version of Backtrail that writes the report
 * @param written when it is written, UTC; the only clock in a report
 * @param packLines names and versions of the packs and the attribution that their licences ask for, one a line
 * @param redact whether subjects and the local parts of addresses outside the own domains are left out
 * @param timeZone zone of a second column of times, as {@code Europe/Amsterdam}, or null for none
 */
public record ReportFacts(
        String title,
        String examiner,
        List<String> ownDomains,
        String toolVersion,
        Instant written,
        String packLines,
        boolean redact,
        String timeZone) {
    public ReportFacts {
        requireNonNull(title, "title is null");
        requireNonNull(examiner, "examiner is null");
        ownDomains = List.copyOf(ownDomains);
        requireNonNull(toolVersion, "toolVersion is null");
        requireNonNull(written, "written is null");
        requireNonNull(packLines, "packLines is null");
    }
}
