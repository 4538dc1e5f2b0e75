--| id:       guest-activity
--| question: What did guests and anonymous visitors do?
--| phase:    exfiltration
--| attack:   T1078.004 T1213
--| severity: medium
--| engine:   duckdb
--| needs:    operation FileAccessed, FileDownloaded
--| needs:    workload SharePoint, OneDrive
--| param:    min_downloads  integer   optional  default=20  Files that a new guest takes on the first day to stand out
--| param:    baseline_days  integer   optional  default=30  A guest first seen later than this after the evidence begins is new, days
--| param:    show_all       boolean   optional  default=true  Show also guests that nothing speaks against
--| column:   event_time     timestamp First activity, UTC
--| column:   last_time      timestamp Last, UTC
--| column:   account        varchar   The guest, or the anonymous visitor, as recorded
--| column:   address        varchar   The guest's own address where the name tells it, or null
--| column:   guest_kind     varchar   guest, or anonymous
--| column:   inviter        varchar   Who invited or shared first with that address, or null
--| column:   new_guest      boolean   True if not seen before although the evidence reaches back
--| column:   events         bigint    Records
--| column:   files          bigint    Different files opened
--| column:   downloads      bigint    Different files taken
--| column:   first_day_downloads bigint Those on the first day
--| column:   changes        bigint    Files uploaded, changed or deleted
--| column:   sites          bigint    Sites
--| column:   addresses      bigint    Addresses
--| column:   countries      varchar   Countries, or null
--| column:   operations     varchar   What was done
--| column:   client_ip      varchar   First address, or null
--| column:   session_id     varchar   First session, or null
--| column:   severity       varchar   critical attacker in the reconstruction, or invited by the attacker; high a new guest who took many files; medium from several countries; else info
--| column:   grade          varchar   A: attacker in the reconstruction; B: suspect in it; C: neither
--| column:   sentence       varchar   One line for a reader
--| column:   event_id       varchar   First record
--| covers:   guests by #EXT#, urn:spo:guest and user type; anonymous visitors by their mark, or by their address where there is none
--| misses:   what people from other organisations do in shared channels and federated chats
--| benign:   partners and auditors
--| pivot:    client_ip -> shared-source-across-accounts
--| pivot:    inviter -> ato-timeline
--| source:   https://learn.microsoft.com/purview/audit-log-sharing
--| source:   https://learn.microsoft.com/entra/external-id/user-properties

WITH act AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.operation, lower(trim(e.operation)) AS verb, e.target, e.client_ip, e.country, e.session_id, e.account AS named, v.verdict,
    CASE WHEN lower(e.user_id) IN ('anonymous', 'urn:spo:anon') OR e.account = 'anonymous' THEN concat('anonymous at ', coalesce(e.client_ip, 'an unknown address'))
      ELSE coalesce(e.account, lower(e.user_id)) END AS account,
    lower(e.user_id) = 'anonymous' OR lower(e.user_id) LIKE '%urn:spo:anon%' AS nameless
  FROM event AS e
  LEFT JOIN verdict AS v ON v.event_seq = e.event_seq
  WHERE (e.actor_kind = 'guest' OR e.user_type = 10 OR lower(e.user_id) = 'anonymous' OR lower(e.user_id) LIKE '%urn:spo:%' OR e.account LIKE '%#ext#%')
    AND e.actor_kind <> 'system' AND e.result <> 'failure' AND e.family <> 'message-trace'
),
history AS (
  SELECT min(event_time) AS since FROM event WHERE family = 'ual'
),
began AS (
  SELECT account, min(event_time) AS since FROM act GROUP BY account
),
one AS (
  SELECT a.account, bool_or(a.nameless) AS nameless, min(a.event_time) AS event_time, max(a.event_time) AS last_time,
    arg_min(a.event_id, (a.event_time, a.event_id)) AS event_id, arg_min(a.client_ip, (a.event_time, a.event_id)) AS client_ip,
    arg_min(a.session_id, (a.event_time, a.event_id)) AS session_id, count(*) AS events,
    count(DISTINCT a.target) FILTER (WHERE a.verb IN ('fileaccessed', 'filepreviewed', 'anonymouslinkused', 'securelinkused', 'fileaccessedextended')) AS files,
    count(DISTINCT a.target) FILTER (WHERE a.verb IN ('filedownloaded', 'filesyncdownloadedfull', 'filecopied')) AS downloads,
    count(DISTINCT a.target) FILTER (WHERE a.verb IN ('filedownloaded', 'filesyncdownloadedfull', 'filecopied') AND a.event_time < b.since + interval '1' day) AS first_day_downloads,
    count(DISTINCT a.target) FILTER (WHERE a.verb IN ('fileuploaded', 'filemodified', 'filedeleted', 'filerecycled', 'filerenamed', 'filemoved')) AS changes,
    count(DISTINCT regexp_extract(a.target, '^(https?://[^/]+/[^/]+/[^/]+)', 1)) FILTER (WHERE a.target LIKE 'http%') AS sites,
    count(DISTINCT a.client_ip) AS addresses, array_to_string(list_sort(array_agg(DISTINCT a.country) FILTER (WHERE a.country IS NOT NULL)), ', ') AS countries,
    count(DISTINCT a.country) AS country_count, array_to_string(list_sort(array_agg(DISTINCT a.operation)), ', ') AS operations,
    max(CASE a.verdict WHEN 'attacker' THEN 2 WHEN 'suspect' THEN 1 ELSE 0 END) AS blame
  FROM act AS a
  JOIN began AS b ON b.account = a.account
  GROUP BY a.account
),
named AS (
  SELECT o.*, CASE WHEN o.account LIKE '%#ext#%' THEN regexp_replace(regexp_extract(o.account, '([^|#]+)#ext#', 1), '^(.*)_', '\1@')
    WHEN o.account LIKE '%urn:spo:guest#%' THEN regexp_extract(o.account, 'guest#(.+)$', 1) WHEN o.nameless THEN NULL ELSE o.account END AS address
  FROM one AS o
),
-- Invitations of the directory and of sites name the address in different ways.
invited AS (
  SELECT e.event_time, e.event_id, e.account, v.verdict, lower(t.value) AS value
  FROM event AS e
  JOIN event_target AS t ON t.event_seq = e.event_seq
  LEFT JOIN verdict AS v ON v.event_seq = e.event_seq
  WHERE rtrim(lower(trim(e.operation)), '.') IN ('invite external user', 'sharinginvitationcreated', 'addedtosecurelink', 'securelinkcreated', 'sharingset', 'accessinvitationcreated')
    AND t.kind IN ('user', 'upn') AND e.result <> 'failure'
),
inviter AS (
  SELECT n.account, arg_min(i.account, (i.event_time, i.event_id)) AS inviter, arg_min(i.verdict, (i.event_time, i.event_id)) AS verdict
  FROM named AS n
  JOIN invited AS i ON n.address IS NOT NULL AND i.event_time <= n.last_time AND (i.value = n.address OR i.value = n.account
    OR strpos(i.value, concat(replace(n.address, '@', '_'), '#ext#')) > 0)
  GROUP BY n.account
),
judged AS (
  SELECT n.*, i.inviter, coalesce(i.verdict, '') AS inviter_verdict, n.event_time >= h.since + interval '1' day * getvariable('baseline_days') AS new_guest
  FROM named AS n
  CROSS JOIN history AS h
  LEFT JOIN inviter AS i ON i.account = n.account
),
graded AS (
  SELECT *, CASE WHEN blame = 2 OR inviter_verdict = 'attacker' THEN 'critical'
    -- An evidence shorter than the baseline knows no old guests: then many files on the first day speak by themselves.
    WHEN first_day_downloads >= getvariable('min_downloads') THEN 'high' WHEN country_count > 1 THEN 'medium' ELSE 'info' END AS severity
  FROM judged
)
SELECT event_time, last_time, account, address, CASE WHEN nameless THEN 'anonymous' ELSE 'guest' END AS guest_kind, inviter, new_guest, events, files, downloads,
  first_day_downloads, changes, sites, addresses, nullif(countries, '') AS countries, operations, client_ip, session_id, severity,
  CASE WHEN blame = 2 OR inviter_verdict = 'attacker' THEN 'A' WHEN blame = 1 OR inviter_verdict = 'suspect' THEN 'B' ELSE 'C' END AS grade,
  concat(CASE WHEN nameless THEN 'Visitor ' ELSE 'Guest ' END, coalesce(address, account), ' opened ', files, ' and took ', downloads, CASE WHEN downloads = 1 THEN ' file' ELSE ' files' END,
    CASE WHEN inviter IS NOT NULL THEN concat('; invited by ', inviter) ELSE '' END,
    CASE WHEN country_count > 1 THEN concat('; from ', countries) ELSE '' END) AS sentence,
  event_id
FROM graded
WHERE severity <> 'info' OR getvariable('show_all')
ORDER BY event_time, event_id, account;
