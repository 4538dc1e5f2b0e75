--| id:       post-containment-activity
--| question: After an account was contained, did anything of the intruder still work?
--| phase:    response
--| attack:   T1078.004 T1550.001
--| severity: critical
--| engine:   duckdb
--| needs:    any
--| param:    grace_minutes  integer   optional  default=90  How long a token outlives its revocation: Entra issues them for 60 to 90 minutes
--| param:    sessions       varchar[] optional  Sessions known to be the intruder's
--| param:    addresses      varchar[] optional  Addresses known to be the intruder's
--| column:   event_time     timestamp First such activity, UTC
--| column:   last_time      timestamp Last, UTC
--| column:   account        varchar   The account
--| column:   contained_time timestamp When it was contained the last time before that, UTC
--| column:   contained_by   varchar   The operation that contained it
--| column:   minutes_after  bigint    Minutes from containment to the first activity
--| column:   in_grace       boolean   True: an old token that had not run out, as expected; look whether it stops
--| column:   via            varchar   session: the intruder's; address: the intruder's; verdict: attacker in the reconstruction; old session: began before containment, without a new sign-in
--| column:   grade          varchar   A: session or verdict; B: address or old session
--| column:   client_ip      varchar   First address, or null
--| column:   country        varchar   Its country, or null
--| column:   session_id     varchar   Session, or null
--| column:   events         bigint    Records
--| column:   operations     varchar   What was done
--| column:   sentence       varchar   One line for a reader
--| column:   event_id       varchar   The first record
--| covers:   passwords reset, tokens revoked and accounts disabled by somebody else; then successes in the intruder's sessions, from its addresses, or in any session older than the containment
--| misses:   rules, forwarding, consents and delegates that go on working without a sign-in; see their own investigations
--| misses:   containment that the evidence does not show
--| benign:   the owner's phone finishing its hour (in_grace)
--| pivot:    session_id -> mail-accessed-exposure
--| pivot:    client_ip -> shared-source-across-accounts
--| source:   https://learn.microsoft.com/entra/identity/users/users-revoke-access

WITH contained AS (
  SELECT e.event_time, e.operation,
    lower(coalesce((SELECT min(t.value) FROM event_target AS t WHERE t.event_seq = e.event_seq AND t.kind = 'upn'), e.target)) AS account
  FROM event AS e
  WHERE rtrim(lower(trim(e.operation)), '.') IN ('reset user password', 'set force change user password',
      'update stsrefreshtokenvalidfrom timestamp', 'disable account')
    AND e.result <> 'failure'
    -- People who change their own password contain nobody.
    AND coalesce(e.account, '') <> lower(coalesce(e.target, ''))
),
session_began AS (
  SELECT account, session_id, min(event_time) AS since
  FROM event
  WHERE session_id IS NOT NULL AND account IS NOT NULL
  GROUP BY account, session_id
),
-- Only revoking and disabling end sessions for certain; after a new password alone some clients go on for long.
ended AS (
  SELECT DISTINCT account, event_time FROM contained
  WHERE rtrim(lower(trim(operation)), '.') IN ('update stsrefreshtokenvalidfrom timestamp', 'disable account')
),
after AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, e.client_ip, e.country, e.session_id, e.operation, e.network,
    max(c.event_time) AS contained_time
  FROM event AS e
  JOIN contained AS c ON c.account = e.account AND c.event_time < e.event_time
  WHERE e.result IN ('success', 'unknown') AND e.actor_kind IN ('user', 'admin', 'guest')
  GROUP BY e.event_seq, e.event_time, e.event_id, e.account, e.client_ip, e.country, e.session_id, e.operation, e.network
),
-- Whoever signed in again knew the new password, and the session is old in name only.
signed_in AS (
  SELECT account, session_id, event_time
  FROM event
  WHERE session_id IS NOT NULL AND result = 'success' AND (family = 'signin' OR operation = 'UserLoggedIn')
),
renewed AS (
  SELECT a.event_seq
  FROM after AS a
  JOIN signed_in AS s ON s.account = a.account AND s.session_id = a.session_id
    AND s.event_time > a.contained_time AND s.event_time <= a.event_time
  GROUP BY a.event_seq
),
linked AS (
  SELECT a.*,
    CASE WHEN getvariable('sessions') IS NOT NULL AND list_contains(getvariable('sessions'), a.session_id) THEN 'session'
      WHEN v.verdict = 'attacker' THEN 'verdict'
      WHEN getvariable('addresses') IS NOT NULL AND list_contains(getvariable('addresses'), a.client_ip) THEN 'address'
      WHEN x.account IS NOT NULL AND r.event_seq IS NULL AND b.since < a.contained_time AND a.event_time > a.contained_time + interval '1' minute * getvariable('grace_minutes')
        THEN 'old session' END AS via
  FROM after AS a
  LEFT JOIN verdict AS v ON v.event_seq = a.event_seq
  LEFT JOIN renewed AS r ON r.event_seq = a.event_seq
  LEFT JOIN ended AS x ON x.account = a.account AND x.event_time = a.contained_time
  LEFT JOIN session_began AS b ON b.account = a.account AND b.session_id = a.session_id
),
numbered AS (
  SELECT l.*, l.event_time <= l.contained_time + interval '1' minute * getvariable('grace_minutes') AS in_grace,
    row_number() OVER (PARTITION BY account, contained_time, via, session_id,
      l.event_time <= l.contained_time + interval '1' minute * getvariable('grace_minutes') ORDER BY event_time, event_id) AS nth
  FROM linked AS l
  WHERE via IS NOT NULL
),
one AS (
  SELECT account, contained_time, via, session_id, in_grace, min(event_time) AS event_time, max(event_time) AS last_time,
    count(*) AS events, array_to_string(list_sort(array_agg(DISTINCT operation)), ', ') AS operations,
    max(event_id) FILTER (WHERE nth = 1) AS event_id, max(client_ip) FILTER (WHERE nth = 1) AS client_ip,
    max(country) FILTER (WHERE nth = 1) AS country
  FROM numbered
  GROUP BY account, contained_time, via, session_id, in_grace
),
-- Several records of one second contain together; one of them is named.
means AS (
  SELECT account, event_time, min(operation) AS contained_by FROM contained GROUP BY account, event_time
)
SELECT o.event_time, o.last_time, o.account, o.contained_time, m.contained_by,
  date_diff('minute', o.contained_time, o.event_time) AS minutes_after, o.in_grace, o.via,
  CASE WHEN o.via IN ('session', 'verdict') THEN 'A' ELSE 'B' END AS grade,
  o.client_ip, o.country, o.session_id, o.events, o.operations,
  concat(o.account, ' was contained and still active ', date_diff('minute', o.contained_time, o.event_time),
    ' minutes later (', o.via, '): ', o.operations) AS sentence,
  o.event_id
FROM one AS o
JOIN means AS m ON m.account = o.account AND m.event_time = o.contained_time
ORDER BY o.event_time, o.event_id;
