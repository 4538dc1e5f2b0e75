package io.backtrail.investigate;

/** The text that a new investigation begins with: everything that {@code check} asks for, to be filled in. */
public final class Skeleton {
    /** What stands where the writer has to say something. */
    static final String OPEN = "‹";

    private Skeleton() {}

    /** The file's text. */
    public static String of(String id, String phase) {
        return """
                --| id:       %s
                --| question: ‹what is asked, ending with a question mark›
                --| phase:    %s
                --| severity: medium
                --| engine:   duckdb
                --| needs:    operation UserLoggedIn
                --| needs:    family signin
                --| needs:    workload AzureActiveDirectory
                --| param:    account    varchar   optional  Only this account; every account if left out
                --| column:   event_time timestamp When, UTC
                --| column:   account    varchar   Who
                --| column:   client_ip  varchar   From where, or null
                --| column:   session_id varchar   Session, or null
                --| column:   grade      varchar   C: tied by account and time only
                --| column:   sentence   varchar   One line for a reader
                --| column:   event_id   varchar   The record
                --| covers:   ‹what is found›
                --| misses:   ‹what is not found, though a reader might think so›
                --| benign:   ‹innocent causes of a finding›
                --| pivot:    session_id -> session-multiple-ips
                --| source:   ‹where the facts come from›

                SELECT e.event_time, e.account, e.client_ip, e.session_id,
                  'C' AS grade,
                  concat(e.account, ' signed in from ', coalesce(e.client_ip, 'an unknown address')) AS sentence,
                  e.event_id
                FROM event AS e
                WHERE e.result = 'success' AND (e.family = 'signin' OR e.operation = 'UserLoggedIn')
                  AND (getvariable('account') IS NULL OR e.account = lower(getvariable('account')))
                ORDER BY e.event_time, e.event_id;
                """.formatted(id, phase);
    }
}
