--| id:       anonymous-link
--| question: Which links that work for anyone were made or changed, and were they used from outside?
--| phase:    exfiltration
--| attack:   T1567 T1537
--| severity: high
--| engine:   duckdb
--| needs:    operation AnonymousLinkCreated, AnonymousLinkUsed, SharingSet
--| needs:    workload SharePoint, OneDrive
--| param:    min_links      integer   optional  default=10  Links that one account makes within an hour to stand out
--| param:    show_all       boolean   optional  default=true  Show also links that nobody used and nothing speaks against
--| column:   event_time     timestamp When the link was made or changed last, or first used if the case does not know its making, UTC
--| column:   account        varchar   Who made it, or null
--| column:   object         varchar   What it opens
--| column:   item           varchar   file, folder or site
--| column:   permission     varchar   view, edit, or null
--| column:   client_ip      varchar   Where it was made, or null
--| column:   country        varchar   Its country, or null
--| column:   session_id     varchar   Session that made it, or null
--| column:   uses           bigint    Uses by others than previewers of messengers
--| column:   first_use_time timestamp First such use, UTC, or null
--| column:   first_use_ip   varchar   From where, or null
--| column:   first_use_country varchar Its country, or null
--| column:   elsewhere      boolean   True if it was used from another network than the maker's
--| column:   previews       bigint    Uses by previewers of messengers and search engines
--| column:   removed_time   timestamp When it was removed, UTC, or null: still open
--| column:   severity       varchar   critical made by the intruder; high by a suspect, one of many, a folder or site used from elsewhere; medium used from elsewhere; else low
--| column:   grade          varchar   A: attacker in the reconstruction; B: suspect in it; C: neither
--| column:   sentence       varchar   One line for a reader
--| column:   event_id       varchar   Making of the link, or its first use
--| covers:   links for anyone to files, folders and sites, with their uses until they were removed
--| misses:   what was done with the file outside; links made before the evidence begins and never used within it
--| benign:   press folders and offers: who made it and who used it decide
--| pivot:    session_id -> file-download-burst
--| pivot:    first_use_ip -> shared-source-across-accounts
--| source:   https://learn.microsoft.com/purview/audit-log-sharing
--| source:   https://learn.microsoft.com/sharepoint/shareable-links-anyone-specific-people-organization

WITH act AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, lower(trim(e.operation)) AS verb, e.target AS object, e.client_ip, e.country, e.asn, e.session_id,
    e.user_agent, v.verdict
  FROM event AS e
  LEFT JOIN verdict AS v ON v.event_seq = e.event_seq
  WHERE lower(trim(e.operation)) IN ('anonymouslinkcreated', 'anonymouslinkupdated', 'anonymouslinkused', 'anonymouslinkremoved') AND e.result <> 'failure'
    AND e.target IS NOT NULL
),
said AS (
  SELECT a.event_seq,
    max(CASE WHEN regexp_matches(p.value, '(?i)<(type|permissionsgranted|permissionlevel)>[^<]*(edit|contribute|full)') THEN 'edit'
      WHEN regexp_matches(p.value, '(?i)<(type|permissionsgranted|permissionlevel)>[^<]*(view|read)') THEN 'view' END) AS permission
  FROM act AS a
  JOIN event_property AS p ON p.event_seq = a.event_seq
  WHERE p.bag = 'EventData' AND a.verb <> 'anonymouslinkused'
  GROUP BY a.event_seq
),
kind_of AS (
  SELECT a.event_seq, lower(nullif(regexp_extract(e.raw, '(?i)"ItemType\\?"\s*:\s*\\?"([A-Za-z]+)', 1), '')) AS item
  FROM act AS a JOIN event AS e ON e.event_seq = a.event_seq
  WHERE a.verb <> 'anonymouslinkused'
),
-- A link that was removed and made again is another link.
made AS (
  SELECT a.*, s.permission, k.item, row_number() OVER (PARTITION BY a.object, a.account, r.removed_time ORDER BY a.event_time, a.event_id) AS nth, r.removed_time,
    max(s.permission) OVER (PARTITION BY a.object, a.account, r.removed_time) AS widest
  FROM act AS a
  LEFT JOIN said AS s ON s.event_seq = a.event_seq
  LEFT JOIN kind_of AS k ON k.event_seq = a.event_seq
  LEFT JOIN (SELECT m.event_seq, min(d.event_time) AS removed_time FROM act AS m JOIN act AS d ON d.object = m.object AND d.event_time >= m.event_time
    WHERE d.verb = 'anonymouslinkremoved' GROUP BY m.event_seq) AS r ON r.event_seq = a.event_seq
  WHERE a.verb IN ('anonymouslinkcreated', 'anonymouslinkupdated')
),
used AS (
  SELECT *, regexp_matches(coalesce(user_agent, ''), '(?i)(bot|slack|skypeuri|whatsapp|telegram|facebookexternalhit|preview|crawler|spider|linkexpanding)') AS previews
  FROM act WHERE verb = 'anonymouslinkused'
),
link AS (
  SELECT event_time, event_id, account, object, coalesce(item, 'file') AS item, widest AS permission, client_ip, country, asn, session_id, verdict, removed_time
  FROM made
  WHERE nth = 1
  UNION ALL
  SELECT min(u.event_time), arg_min(u.event_id, (u.event_time, u.event_id)), cast(NULL AS varchar), u.object, 'file', cast(NULL AS varchar), cast(NULL AS varchar),
    cast(NULL AS varchar), cast(NULL AS bigint), cast(NULL AS varchar), cast(NULL AS varchar),
    (SELECT min(d.event_time) FROM act AS d WHERE d.verb = 'anonymouslinkremoved' AND d.object = u.object AND d.event_time >= min(u.event_time))
  FROM used AS u
  WHERE NOT EXISTS (SELECT 1 FROM made AS m WHERE m.object = u.object)
  GROUP BY u.object
),
counted AS (
  SELECT l.event_id, count(*) FILTER (WHERE NOT u.previews) AS uses, count(*) FILTER (WHERE u.previews) AS previews,
    min(u.event_time) FILTER (WHERE NOT u.previews) AS first_use_time, arg_min(u.client_ip, (u.event_time, u.event_id)) FILTER (WHERE NOT u.previews) AS first_use_ip,
    arg_min(u.country, (u.event_time, u.event_id)) FILTER (WHERE NOT u.previews) AS first_use_country,
    -- Without address data every other address counts.
    coalesce(bool_or(u.client_ip <> l.client_ip AND (u.asn IS NULL OR l.asn IS NULL OR u.asn <> l.asn)) FILTER (WHERE NOT u.previews), false) AS elsewhere
  FROM link AS l
  JOIN used AS u ON u.object = l.object AND u.event_time >= l.event_time AND (l.removed_time IS NULL OR u.event_time <= l.removed_time)
  GROUP BY l.event_id
),
many AS (
  SELECT event_id, count(*) OVER (PARTITION BY account ORDER BY event_time RANGE BETWEEN interval '1' hour PRECEDING AND interval '1' hour FOLLOWING) AS near
  FROM link
  WHERE account IS NOT NULL
),
judged AS (
  SELECT l.*, coalesce(c.uses, 0) AS uses, coalesce(c.previews, 0) AS previews, c.first_use_time, c.first_use_ip, c.first_use_country,
    coalesce(c.elsewhere, false) OR l.account IS NULL AND c.uses > 0 AS elsewhere, coalesce(m.near, 1) >= getvariable('min_links') AS many
  FROM link AS l
  LEFT JOIN counted AS c ON c.event_id = l.event_id
  LEFT JOIN many AS m ON m.event_id = l.event_id
)
SELECT event_time, account, object, item, permission, client_ip, country, session_id, uses, first_use_time, first_use_ip, first_use_country, elsewhere, previews,
  removed_time,
  CASE WHEN verdict = 'attacker' THEN 'critical' WHEN verdict = 'suspect' OR many OR elsewhere AND item <> 'file' THEN 'high' WHEN elsewhere THEN 'medium'
    ELSE 'low' END AS severity,
  CASE verdict WHEN 'attacker' THEN 'A' WHEN 'suspect' THEN 'B' ELSE 'C' END AS grade,
  concat(CASE WHEN account IS NULL THEN concat('A link that nobody made on record opens ', object) ELSE concat(account, ' opened the ', item, ' ', object) END, ' to anyone',
    CASE WHEN permission IS NOT NULL THEN concat(' (', permission, ')') ELSE '' END,
    CASE WHEN uses > 0 THEN concat('; used ', uses, CASE WHEN uses = 1 THEN ' time' ELSE ' times' END, CASE WHEN elsewhere THEN ', also from elsewhere' ELSE '' END)
      ELSE '; no use on record' END,
    CASE WHEN removed_time IS NULL THEN '; still open' ELSE '; removed' END) AS sentence,
  event_id
FROM judged
WHERE getvariable('show_all') OR elsewhere OR many OR verdict IN ('attacker', 'suspect')
ORDER BY event_time, event_id;
