--| id:       ato-timeline
--| question: What happened to this person, from the first trace to the last, in one ordered and graded story?
--| phase:    overview
--| attack:   T1078.004 T1114.002 T1657
--| severity: critical
--| engine:   duckdb
--| needs:    any
--| param:    account       varchar   optional  Only this account; every account if left out
--| param:    verdicts      varchar[] optional  default=attacker,suspect  Verdicts to show; owner and system are the others
--| param:    from_time     timestamp optional  Nothing before, UTC
--| param:    to_time       timestamp optional  Nothing after, UTC
--| column:   event_time    timestamp When, UTC
--| column:   account       varchar   Whose account acted
--| column:   phase         varchar   Phase of the intrusion, or null
--| column:   verdict       varchar   attacker, suspect, owner or system
--| column:   confidence    varchar   high, medium or low
--| column:   score         integer   Weight of the evidence, in decibans
--| column:   operation     varchar   The record's operation
--| column:   target        varchar   What it was done to, or null
--| column:   client_ip     varchar   From where, or null
--| column:   country       varchar   Its country, or null
--| column:   asn           bigint    Its autonomous system, or null
--| column:   session_id    varchar   Session, or null
--| column:   because       varchar   The heaviest reason, or null
--| column:   sentence      varchar   One line for a reader
--| column:   event_id      varchar   The record
--| covers:   every event that the reconstruction gave one of the verdicts, with its heaviest reason
--| misses:   everything until 'reconstruct' has run, and whatever the evidence does not hold
--| benign:   suspect means that the evidence speaks against somebody, not that it convicts
--| pivot:    session_id -> mail-accessed-exposure
--| pivot:    session_id -> mail-sent-by-suspect-session
--| pivot:    account -> ato-suspect-scorecard
--| source:   https://learn.microsoft.com/security/operations/incident-response-playbook-phishing

WITH heaviest AS (
  SELECT session_no, text, row_number() OVER (PARTITION BY session_no ORDER BY db DESC, ordinal) AS nth
  FROM reason
)
SELECT e.event_time, e.account, v.phase, v.verdict, v.confidence, v.score, e.operation, e.target, e.client_ip, e.country,
  e.asn, e.session_id, h.text AS because, e.summary AS sentence, e.event_id
FROM verdict AS v
JOIN event AS e ON e.event_seq = v.event_seq
LEFT JOIN heaviest AS h ON h.session_no = v.session_no AND h.nth = 1
WHERE list_contains(getvariable('verdicts'), v.verdict)
  AND (getvariable('account') IS NULL OR e.account = lower(getvariable('account')))
  AND (getvariable('from_time') IS NULL OR e.event_time >= getvariable('from_time'))
  AND (getvariable('to_time') IS NULL OR e.event_time <= getvariable('to_time'))
ORDER BY e.event_time, e.event_id;
