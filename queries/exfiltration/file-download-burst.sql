--| id:       file-download-burst
--| question: Which accounts took many files out in a short time, or did so from the intruder's session?
--| phase:    exfiltration
--| attack:   T1530 T1213.002 T1567
--| severity: high
--| engine:   duckdb
--| needs:    operation FileDownloaded
--| needs:    workload SharePoint, OneDrive
--| param:    min_files      integer   optional  default=50   Different files within the window
--| param:    window_minutes integer   optional  default=60   Length of the window, minutes
--| param:    day_files      integer   optional  default=100  Different files on a day
--| param:    z              double    optional  default=3    How far above its own mean the account's day must lie, in standard deviations
--| column:   event_time     timestamp First download of the day's burst, UTC
--| column:   last_time      timestamp Last, UTC
--| column:   account        varchar   Who
--| column:   kind           varchar   burst; intruder: downloads of accused sessions, however few
--| column:   files          bigint    Different files
--| column:   peak           bigint    Most of them within one window
--| column:   usual_day      double    The account's mean of the other days on which it downloads, or null
--| column:   zips           bigint    Downloads of a selection as one archive
--| column:   sites          bigint    Sites
--| column:   bytes          bigint    Size where the records tell it, or null
--| column:   folders        varchar   Up to five folders
--| column:   words          varchar   Words of money or secrets in names of files, or null
--| column:   new_source     boolean   True if the account had not been seen at this network before that day although it was seen
--| column:   client_ip      varchar   Most frequent address, or null
--| column:   country        varchar   Its country, or null
--| column:   session_id     varchar   Most frequent session, or null
--| column:   user_agent     varchar   Most frequent client, or null
--| column:   severity       varchar   critical by the intruder; high a burst from a new source or by a suspect; else medium
--| column:   grade          varchar   A: attacker in the reconstruction; B: suspect in it; C: neither
--| column:   sentence       varchar   One line for a reader
--| column:   event_id       varchar   First download
--| covers:   downloads, copies and restores of files and folders by people, each file once a day
--| misses:   what is read in the browser without a download; synchronisation, see file-sync-exfil; archives count as the rows that the service writes
--| benign:   migrations and back-ups of one's own work; a colleague who leaves
--| pivot:    session_id -> mail-sent-by-suspect-session
--| pivot:    client_ip -> shared-source-across-accounts
--| pivot:    account -> ato-timeline
--| source:   https://learn.microsoft.com/purview/audit-log-activities
--| source:   https://attack.mitre.org/techniques/T1530/

WITH act AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, e.target, e.client_ip, e.country, e.asn, e.session_id, e.user_agent, v.verdict,
    date_trunc('day', e.event_time) AS day
  FROM event AS e
  LEFT JOIN verdict AS v ON v.event_seq = e.event_seq
  WHERE lower(trim(e.operation)) IN ('filedownloaded', 'filecopied', 'foldercopied', 'filerestored')
    AND e.actor_kind <> 'system' AND e.result <> 'failure' AND e.account IS NOT NULL AND coalesce(e.user_agent, '') NOT ILIKE '%skydrivesync%'
),
once AS (
  SELECT *, row_number() OVER (PARTITION BY account, target, day ORDER BY event_time, event_id) AS nth FROM act
),
slid AS (
  SELECT *, count(*) OVER (PARTITION BY account ORDER BY event_time
      RANGE BETWEEN interval '1' minute * getvariable('window_minutes') PRECEDING AND CURRENT ROW) AS within
  FROM once
  WHERE nth = 1
),
daily AS (
  SELECT account, day, count(*) AS files, max(within) AS peak, bool_or(coalesce(verdict, '') IN ('attacker', 'suspect')) AS accused
  FROM slid
  GROUP BY account, day
),
big AS (
  SELECT d.account, d.day, d.files, d.peak, avg(o.files) AS mean, coalesce(stddev_pop(o.files), 0) AS spread
  FROM daily AS d
  -- The other days: a burst must not hide in the habit that it makes.
  LEFT JOIN daily AS o ON o.account = d.account AND o.day <> d.day
  WHERE d.peak >= getvariable('min_files') OR d.files >= getvariable('day_files')
  GROUP BY d.account, d.day, d.files, d.peak
),
chosen AS (
  SELECT s.*, 'burst' AS kind, b.mean
  FROM slid AS s
  JOIN big AS b ON b.account = s.account AND b.day = s.day AND b.files > coalesce(b.mean, 0) + getvariable('z') * b.spread
  UNION ALL
  SELECT s.*, 'intruder', cast(NULL AS double)
  FROM slid AS s
  WHERE s.verdict IN ('attacker', 'suspect')
    AND NOT EXISTS (SELECT 1 FROM big AS b WHERE b.account = s.account AND b.day = s.day AND b.files > coalesce(b.mean, 0) + getvariable('z') * b.spread)
),
network AS (
  SELECT account, asn, min(event_time) AS since
  FROM event
  WHERE asn IS NOT NULL AND account IN (SELECT account FROM chosen) AND result <> 'failure'
  GROUP BY account, asn
),
known AS (
  SELECT account, min(since) AS since FROM network GROUP BY account
),
word AS (
  SELECT c.account, c.day, c.kind, array_to_string(list_slice(list_sort(array_agg(DISTINCT s.value)), 1, 8), ', ') AS words
  FROM (SELECT DISTINCT account, day, kind, concat(' ', regexp_replace(lower(regexp_extract(target, '([^/\\]+)$', 1)), '[^\pL\pN]+', ' ', 'g'), ' ') AS name FROM chosen) AS c
  JOIN reference_set AS s ON s.set_name IN ('finance-word', 'secret-word') AND strpos(c.name, concat(' ', s.value, ' ')) > 0
  GROUP BY c.account, c.day, c.kind
),
size AS (
  SELECT c.account, c.day, c.kind, sum(try_cast(regexp_extract(e.raw, '(?i)"FileSizeBytes\\?"\s*:\s*"?(\d+)', 1) AS bigint)) AS bytes
  FROM chosen AS c JOIN event AS e ON e.event_seq = c.event_seq
  GROUP BY c.account, c.day, c.kind
),
one AS (
  SELECT account, day, kind, min(event_time) AS event_time, max(event_time) AS last_time, arg_min(event_id, (event_time, event_id)) AS event_id,
    count(*) AS files, max(within) AS peak, round(max(mean), 1) AS usual_day, count(*) FILTER (WHERE user_agent ILIKE '%Transform\_Zip%' ESCAPE '\') AS zips,
    count(DISTINCT regexp_extract(target, '^(https?://[^/]+/[^/]+/[^/]+)', 1)) AS sites,
    array_to_string(list_slice(list_sort(array_agg(DISTINCT regexp_extract(target, '([^/]+)/[^/]*$', 1))), 1, 5), ', ') AS folders,
    mode(client_ip ORDER BY client_ip) AS client_ip, mode(country ORDER BY country) AS country, mode(asn ORDER BY asn) AS asn, mode(session_id ORDER BY session_id) AS session_id, mode(user_agent ORDER BY user_agent) AS user_agent,
    max(CASE verdict WHEN 'attacker' THEN 2 WHEN 'suspect' THEN 1 ELSE 0 END) AS blame
  FROM chosen
  GROUP BY account, day, kind
)
SELECT o.event_time, o.last_time, o.account, o.kind, o.files, o.peak, o.usual_day, o.zips, o.sites, cast(z.bytes AS bigint) AS bytes, o.folders, w.words,
  coalesce(date_trunc('day', n.since) = o.day AND k.since < o.day, false) AS new_source, o.client_ip, o.country, o.session_id, o.user_agent,
  CASE WHEN o.blame = 2 THEN 'critical' WHEN o.blame = 1 OR date_trunc('day', n.since) = o.day AND k.since < o.day THEN 'high' ELSE 'medium' END AS severity,
  CASE o.blame WHEN 2 THEN 'A' WHEN 1 THEN 'B' ELSE 'C' END AS grade,
  concat(o.account, ' took ', o.files, CASE WHEN o.files = 1 THEN ' file' ELSE ' files' END, ' out of ', o.sites, CASE WHEN o.sites = 1 THEN ' site' ELSE ' sites' END,
    CASE WHEN o.kind = 'burst' THEN concat(', up to ', o.peak, ' within ', getvariable('window_minutes'), ' minutes') ELSE '' END,
    CASE WHEN o.zips > 0 THEN ', as archives' ELSE '' END,
    CASE WHEN o.client_ip IS NOT NULL THEN concat(', mostly from ', o.client_ip) ELSE '' END) AS sentence,
  o.event_id
FROM one AS o
LEFT JOIN network AS n ON n.account = o.account AND n.asn = o.asn
LEFT JOIN known AS k ON k.account = o.account
LEFT JOIN word AS w ON w.account = o.account AND w.day = o.day AND w.kind = o.kind
LEFT JOIN size AS z ON z.account = o.account AND z.day = o.day AND z.kind = o.kind
ORDER BY o.event_time, o.event_id, o.kind;
