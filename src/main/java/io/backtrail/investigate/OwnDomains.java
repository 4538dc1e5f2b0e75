package io.backtrail.investigate;

import io.backtrail.store.CaseReader;
import java.util.ArrayList;
import java.util.List;

/** The mail domains of the organisation: what the analyst said, or else what the accounts of the case show. */
public final class OwnDomains {
    /**
     * A domain counts as the organisation's own if at least this many of a hundred member accounts that acted have it, so
     * that a typed-in foreign name does not become one of ours.
     */
    private static final int LEAST_SHARE_PERCENT = 10;

    private static final String MEMBERS = "WITH member AS (SELECT DISTINCT account FROM event_core"
            + " WHERE actor_kind IN ('user', 'admin') AND result = 'success' AND account LIKE '%_@_%._%'"
            + " AND account NOT LIKE '%#ext#%'),"
            + " share AS (SELECT split_part(account, '@', 2) AS domain, count(*) AS members FROM member GROUP BY domain)"
            + " SELECT domain, members, (SELECT count(*) FROM member) AS total FROM share ORDER BY members DESC, domain";

    private OwnDomains() {}

    /**
     * The own domains in lower case, the most used first; empty if the case has no member accounts.
     *
     * @param said what the case says; taken as it is if not empty
     */
    public static List<String> of(CaseReader reader, List<String> said) {
        if (!said.isEmpty()) {
            return said;
        }
        List<String> domains = new ArrayList<>();
        for (List<Object> row : reader.query(MEMBERS, List.of()).rows()) {
            long members = (Long) row.get(1);
            long total = (Long) row.get(2);
            if (members * 100 >= total * LEAST_SHARE_PERCENT) {
                domains.add((String) row.get(0));
            }
        }
        return List.copyOf(domains);
    }
}
