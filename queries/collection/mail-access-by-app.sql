--| id:       mail-access-by-app
--| question: Which applications that are not Microsoft's read mail, across how many mailboxes, and since when?
--| phase:    collection
--| attack:   T1114.002 T1550.001 T1671
--| severity: high
--| engine:   duckdb
--| needs:    operation MailItemsAccessed
--| needs:    workload Exchange
--| param:    max_mailboxes   integer   optional  default=5  Mailboxes that an application may read in ten minutes
--| param:    history_days    integer   optional  default=7  Without so much evidence of mail access before, nothing can be called new, days
--| param:    known_apps      varchar[] optional  Application ids that the organisation rolled out; left out
--| param:    show_all        boolean   optional  default=false  Show also applications that nothing speaks against
--| column:   event_time      timestamp First access, UTC
--| column:   last_time       timestamp Last access, UTC
--| column:   account         varchar   Account of the first record
--| column:   app_id          varchar   Application; null: old records tell only the program
--| column:   app_name        varchar   Its name, or the program as recorded, or null
--| column:   access_kind     varchar   app-only: as itself; delegated: in somebody's name; both
--| column:   mailboxes       bigint    Mailboxes that it read
--| column:   mailbox_list    varchar   The first 20 of them, in order
--| column:   messages        bigint    Messages and folders that the records list
--| column:   records         bigint    Records
--| column:   most_in_ten_minutes bigint Most mailboxes within ten minutes
--| column:   consent_time    timestamp Consent or grant for it in the case, UTC, or null
--| column:   credential_time timestamp Credential added to it in the case, UTC, or null
--| column:   why             varchar   What makes it worth reading, or null
--| column:   severity        varchar   critical by the intruder, or known from attacks; high: many at once, or after a grant or credential; medium new; else low
--| column:   client_ip       varchar   From where first, or null
--| column:   country         varchar   Its country, or null
--| column:   session_id      varchar   Session of the first record, or null
--| column:   grade           varchar   A: attacker in the reconstruction has a part in it; B: a suspect; C: neither
--| column:   sentence        varchar   One line for a reader
--| column:   event_id        varchar   The first record
--| covers:   MailItemsAccessed by application id, in people's names and as the application itself
--| misses:   applications of Microsoft's own, by which people read mail too; records without application and with a program of Microsoft's
--| benign:   approved products: give their ids in known_apps
--| pivot:    app_id -> oauth-known-bad-app
--| pivot:    app_name -> oauth-app-permission-or-admin-consent
--| pivot:    client_ip -> shared-source-across-accounts
--| source:   https://learn.microsoft.com/purview/audit-log-investigate-accounts
--| source:   https://learn.microsoft.com/security/operations/incident-response-playbook-compromised-malicious-app

WITH access AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, e.actor_kind, lower(coalesce(e.mailbox, e.account)) AS mailbox, e.app_id,
    e.app_name, e.client_ip, e.country, e.session_id,
    -- Behind the semicolon of Client=WebServices; stands the program.
    CASE WHEN e.app_id IS NULL THEN nullif(trim(regexp_extract(coalesce(e.client_info, ''), '^Client=(?:WebServices|REST);([^;/(]+)', 1)), '') END
      AS program
  FROM event AS e
  WHERE e.operation = 'MailItemsAccessed' AND e.actor_kind <> 'system'
),
begun AS (
  SELECT min(event_time) AS event_time FROM access
),
foreign_access AS (
  SELECT a.*, coalesce(a.app_id, lower(a.program)) AS app_key, v.verdict
  FROM access AS a
  LEFT JOIN verdict AS v ON v.event_seq = a.event_seq
  WHERE (a.app_id IS NOT NULL OR a.program IS NOT NULL AND lower(a.program) NOT LIKE 'exchange%' AND lower(a.program) NOT LIKE 'microsoft%')
    AND (a.app_id IS NULL OR a.app_id NOT IN (SELECT value FROM reference_set WHERE set_name = 'first-party-app')
      OR a.app_id IN (SELECT value FROM reference_set WHERE set_name = 'rogue-app'))
    AND (getvariable('known_apps') IS NULL OR a.app_id IS NULL OR NOT list_contains(getvariable('known_apps'), a.app_id))
),
listed AS (
  SELECT m.event_seq, count(*) AS messages FROM mail_item AS m
  WHERE m.event_seq IN (SELECT event_seq FROM foreign_access)
  GROUP BY m.event_seq
),
burst AS (
  SELECT app_key, max(mailboxes) AS mailboxes
  FROM (SELECT app_key, time_bucket(interval '10' minute, event_time) AS slot, count(DISTINCT mailbox) AS mailboxes
    FROM foreign_access GROUP BY app_key, time_bucket(interval '10' minute, event_time)) AS s
  GROUP BY app_key
),
folded AS (
  SELECT a.app_key, max(a.app_id) AS app_id, coalesce(min(a.app_name), min(a.program)) AS app_name, min(a.event_time) AS event_time,
    max(a.event_time) AS last_time, count(DISTINCT a.mailbox) AS mailboxes,
    array_to_string(list_sort(array_agg(DISTINCT a.mailbox))[1:20], ', ') AS mailbox_list,
    cast(coalesce(sum(l.messages), 0) AS bigint) AS messages, count(*) AS records,
    CASE WHEN bool_and(a.actor_kind = 'app') THEN 'app-only' WHEN bool_or(a.actor_kind = 'app') THEN 'both' ELSE 'delegated' END AS access_kind,
    arg_min(a.event_seq, (a.event_time, a.event_id)) AS event_seq,
    min(CASE a.verdict WHEN 'attacker' THEN 'A' WHEN 'suspect' THEN 'B' ELSE 'C' END) AS grade
  FROM foreign_access AS a
  LEFT JOIN listed AS l ON l.event_seq = a.event_seq
  GROUP BY a.app_key
),
directory AS (
  SELECT e.event_seq, e.event_time, regexp_matches(lower(e.operation), 'certificates and secrets|principal credentials') AS is_credential,
    lower(p.value) AS value
  FROM event AS e
  JOIN event_property AS p ON p.event_seq = e.event_seq
  WHERE regexp_matches(lower(trim(e.operation)), '^(consent to application|add app role assignment to service principal|add delegated permission grant|update application|add service principal credentials)')
    AND e.result <> 'failure'
    AND (regexp_matches(lower(trim(e.operation)), 'certificates and secrets|principal credentials') OR lower(e.operation) NOT LIKE 'update%')
    AND lower(p.name) IN ('targetid.serviceprincipalnames', 'serviceprincipal.appid', 'appid', 'serviceprincipalnames')
),
before AS (
  SELECT f.app_key, min(CASE WHEN NOT d.is_credential THEN d.event_time END) AS consent_time,
    min(CASE WHEN d.is_credential THEN d.event_time END) AS credential_time
  FROM folded AS f
  JOIN directory AS d ON strpos(d.value, f.app_id) > 0
  GROUP BY f.app_key
),
reasoned AS (
  SELECT f.*, b.consent_time, b.credential_time, x.mailboxes AS most, r.note AS rogue_name,
    nullif(concat_ws(', ', CASE WHEN f.grade <> 'C' THEN 'held against somebody by the reconstruction' END,
      CASE WHEN r.value IS NOT NULL THEN 'known from attacks' END,
      CASE WHEN x.mailboxes > getvariable('max_mailboxes') THEN 'many mailboxes at once' END,
      CASE WHEN b.consent_time <= f.event_time THEN 'after a grant in the case' END,
      CASE WHEN b.credential_time <= f.last_time THEN 'after a credential was added' END,
      CASE WHEN g.event_time <= f.event_time - interval '1' day * getvariable('history_days') THEN 'new' END), '') AS why
  FROM folded AS f
  CROSS JOIN begun AS g
  JOIN burst AS x ON x.app_key = f.app_key
  LEFT JOIN before AS b ON b.app_key = f.app_key
  LEFT JOIN reference_set AS r ON r.set_name = 'rogue-app' AND r.value = f.app_id
)
SELECT r.event_time, r.last_time, e.account, r.app_id, coalesce(r.rogue_name, r.app_name) AS app_name, r.access_kind, r.mailboxes, r.mailbox_list,
  r.messages, r.records, r.most AS most_in_ten_minutes, r.consent_time, r.credential_time, r.why,
  CASE WHEN r.grade <> 'C' OR r.rogue_name IS NOT NULL THEN 'critical' WHEN r.why IS NULL THEN 'low' WHEN r.why = 'new' THEN 'medium'
    ELSE 'high' END AS severity,
  e.client_ip, e.country, e.session_id, r.grade,
  concat(coalesce(r.rogue_name, r.app_name, r.app_id), ' read mail of ', r.mailboxes, ' mailbox', CASE WHEN r.mailboxes = 1 THEN '' ELSE 'es' END,
    CASE r.access_kind WHEN 'app-only' THEN ' as itself' ELSE '' END, coalesce(': ' || r.why, '')) AS sentence,
  e.event_id
FROM reasoned AS r
JOIN event AS e ON e.event_seq = r.event_seq
WHERE r.why IS NOT NULL OR getvariable('show_all')
ORDER BY r.event_time, e.event_id;
