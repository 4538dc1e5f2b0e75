--| id:       mass-file-change
--| question: Were files deleted, renamed, overwritten or encrypted in bulk?
--| phase:    impact
--| attack:   T1485 T1486 T1565.001
--| severity: high
--| engine:   duckdb
--| needs:    operation FileDeleted, FileRecycled, FileRenamed, FileModified
--| needs:    workload SharePoint, OneDrive
--| param:    min_files      integer   optional  default=100  Different files within the window
--| param:    window_minutes integer   optional  default=10   Length of the window, minutes
--| param:    same_extension_share double optional default=0.8 Share of the files with one extension, seldom seen elsewhere, that speaks of encryption
--| param:    rare_files     integer   optional  default=20   Files of an extension up to which it is seldom, outside the burst
--| param:    min_sites      integer   optional  default=2    Sites or teams deleted on a day
--| column:   event_time     timestamp First change of the burst, UTC
--| column:   last_time      timestamp Last, UTC
--| column:   account        varchar   Who
--| column:   kind           varchar   deletion, encryption: many files got one rare extension, overwriting, uploading, renaming, moving, versions: old versions purged, or sites
--| column:   files          bigint    Different files, or sites
--| column:   peak           bigint    Most of them within one window
--| column:   sites          bigint    Sites touched
--| column:   extension      varchar   Most frequent extension after the change, or null
--| column:   extension_share double   Its share, or null
--| column:   notes          varchar   Files of that day named like a ransom note, or null
--| column:   examples       varchar   Up to three names
--| column:   client_ip      varchar   Most frequent address, or null
--| column:   session_id     varchar   Most frequent session, or null
--| column:   user_agent     varchar   Most frequent client, or null
--| column:   synced         boolean   True if a sync client did it: the cause then lies on a computer
--| column:   severity       varchar   critical by the intruder, encryption, or versions purged; high deletion and sites; medium by a sync client, and moves, renames and overwriting by nobody accused
--| column:   grade          varchar   A: attacker in the reconstruction; B: suspect in it; C: neither
--| column:   sentence       varchar   One line for a reader
--| column:   event_id       varchar   First change
--| covers:   deletion and recycling of files and folders, renames, overwriting, purged versions, deleted sites and teams
--| misses:   slow changes below min_files; folders, which count as one although they hold many
--| benign:   clean-ups and migrations; a sync client that catches up with a deletion on the computer
--| pivot:    session_id -> mail-sent-by-suspect-session
--| pivot:    client_ip -> shared-source-across-accounts
--| source:   https://learn.microsoft.com/sharepoint/troubleshoot/security/handling-ransomware-in-sharepoint-online
--| source:   https://learn.microsoft.com/purview/audit-log-activities

WITH act AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, lower(trim(e.operation)) AS verb, e.target, e.client_ip, e.session_id, e.user_agent
  FROM event AS e
  WHERE lower(trim(e.operation)) IN ('filedeleted', 'filerecycled', 'folderrecycled', 'folderdeleted', 'filedeletedfirststagerecyclebin',
      'filedeletedsecondstagerecyclebin', 'filerenamed', 'filemodified', 'filemoved', 'fileuploaded', 'filesyncuploadedfull', 'fileversionsalldeleted',
      'fileversionsallrecycled', 'sitedeleted', 'teamdeleted')
    AND e.actor_kind <> 'system' AND e.result <> 'failure' AND e.account IS NOT NULL
),
classed AS (
  SELECT a.*,
    CASE WHEN verb IN ('sitedeleted', 'teamdeleted') THEN 'sites' WHEN verb LIKE 'fileversions%' THEN 'versions'
      WHEN verb LIKE '%deleted%' OR verb LIKE '%recycled' THEN 'deletion' WHEN verb = 'filerenamed' THEN 'renaming'
      WHEN verb = 'filemoved' THEN 'moving' WHEN verb IN ('fileuploaded', 'filesyncuploadedfull') THEN 'uploading' ELSE 'overwriting' END AS kind,
    row_number() OVER (PARTITION BY account, verb, target, date_trunc('day', event_time) ORDER BY event_time, event_id) AS nth
  FROM act AS a
),
-- Each file once a day: services write the same change over and over.
once AS (
  SELECT *, count(*) OVER (PARTITION BY account, kind ORDER BY event_time
      RANGE BETWEEN interval '1' minute * getvariable('window_minutes') PRECEDING AND CURRENT ROW) AS within
  FROM classed
  WHERE nth = 1
),
peak AS (
  SELECT account, kind, date_trunc('day', event_time) AS day, max(within) AS peak, count(*) AS files
  FROM once
  GROUP BY account, kind, date_trunc('day', event_time)
  HAVING max(within) >= getvariable('min_files') OR kind = 'sites' AND count(*) >= getvariable('min_sites')
),
-- The burst alone, not the day's work around it: what lies within a window of it.
burst AS (
  SELECT o.*, p.day, p.peak
  FROM once AS o
  JOIN peak AS p ON p.account = o.account AND p.kind = o.kind AND p.day = date_trunc('day', o.event_time)
),
edged AS (
  SELECT account, kind, day, min(event_time) FILTER (WHERE within >= least(peak, getvariable('min_files'))) - interval '1' minute * getvariable('window_minutes') AS began,
    max(event_time) FILTER (WHERE within >= least(peak, getvariable('min_files'))) + interval '1' minute * getvariable('window_minutes') AS ended
  FROM burst
  GROUP BY account, kind, day
),
inside AS (
  SELECT b.* FROM burst AS b
  JOIN edged AS d ON d.account = b.account AND d.kind = b.kind AND d.day = b.day AND (b.event_time BETWEEN d.began AND d.ended OR b.kind = 'sites')
),
renamed AS (
  SELECT i.event_seq, max(p.value) AS name
  FROM inside AS i
  JOIN event_property AS p ON p.event_seq = i.event_seq
  WHERE p.name = 'DestinationFileName' AND i.verb IN ('filerenamed', 'filemoved')
  GROUP BY i.event_seq
),
named AS (
  SELECT i.*, coalesce(r.name, regexp_extract(i.target, '([^/\\]+)$', 1)) AS name,
    lower(nullif(regexp_extract(coalesce(r.name, i.target), '\.([A-Za-z0-9_-]{1,24})$', 1), '')) AS extension
  FROM inside AS i
  LEFT JOIN renamed AS r ON r.event_seq = i.event_seq
),
common AS (
  SELECT account, kind, day, extension, count(*) AS files, row_number() OVER (PARTITION BY account, kind, day ORDER BY count(*) DESC, extension) AS nth
  FROM named
  WHERE extension IS NOT NULL
  GROUP BY account, kind, day, extension
),
-- How many other files of the tenant have that extension, by the records outside the bursts.
elsewhere AS (
  SELECT c.extension, count(DISTINCT e.target) AS files
  FROM (SELECT DISTINCT extension FROM common WHERE nth = 1) AS c
  JOIN event_core AS e ON lower(regexp_extract(e.target, '\.([A-Za-z0-9_-]{1,24})$', 1)) = c.extension
  WHERE e.record_type IN (4, 6, 14, 36) AND e.event_seq NOT IN (SELECT event_seq FROM inside)
  GROUP BY c.extension
),
note AS (
  SELECT account, date_trunc('day', event_time) AS day,
    array_to_string(list_slice(list_sort(array_agg(DISTINCT regexp_extract(target, '([^/\\]+)$', 1))), 1, 3), ', ') AS notes
  FROM once
  WHERE verb IN ('fileuploaded', 'filesyncuploadedfull', 'filemodified')
    AND regexp_matches(target, '(?i)(decrypt|ransom|restore[ _-]?(my|your)?[ _-]?files|recover[ _-]?(my|your)?[ _-]?files|how[ _-]?to[ _-]?(recover|restore|unlock)|read[ _-]?me[ _-]?(now|please|!+)?)[^/\\]*\.(txt|html?|hta)$')
  GROUP BY account, date_trunc('day', event_time)
),
blamed AS (
  SELECT i.account, i.kind, i.day, max(CASE v.verdict WHEN 'attacker' THEN 2 WHEN 'suspect' THEN 1 ELSE 0 END) AS blame
  FROM inside AS i JOIN verdict AS v ON v.event_seq = i.event_seq
  GROUP BY i.account, i.kind, i.day
),
one AS (
  SELECT account, kind, day, min(event_time) AS event_time, max(event_time) AS last_time, arg_min(event_id, (event_time, event_id)) AS event_id,
    count(DISTINCT target) AS files, max(peak) AS peak, count(DISTINCT regexp_extract(target, '^(https?://[^/]+/[^/]+/[^/]+)', 1)) AS sites,
    mode(client_ip ORDER BY client_ip) AS client_ip, mode(session_id ORDER BY session_id) AS session_id, mode(user_agent ORDER BY user_agent) AS user_agent,
    array_to_string(list_slice(list_sort(array_agg(DISTINCT name)), 1, 3), ', ') AS examples
  FROM named
  GROUP BY account, kind, day
),
judged AS (
  SELECT o.*, c.extension, round(c.files * 1.0 / o.files, 2) AS extension_share, n.notes, coalesce(b.blame, 0) AS blame,
    coalesce(o.user_agent ILIKE '%skydrivesync%', false) AS synced,
    c.files >= getvariable('same_extension_share') * o.files AND coalesce(x.files, 0) <= getvariable('rare_files') 
      AND o.kind IN ('renaming', 'overwriting', 'uploading', 'moving')
      -- What people work with is not what encryption leaves behind, however small the tenant.
      AND c.extension NOT IN ('docx', 'doc', 'xlsx', 'xls', 'pptx', 'ppt', 'pdf', 'txt', 'csv', 'msg', 'eml', 'jpg', 'jpeg', 'png', 'gif', 'heic', 'mp4', 'mov',
        'zip', 'one', 'onetoc2', 'vsdx', 'dwg', 'xml', 'json', 'html', 'htm', 'aspx', 'log', 'tif', 'tiff', 'psd', 'ai', 'indd') AS encrypts
  FROM one AS o
  LEFT JOIN common AS c ON c.account = o.account AND c.kind = o.kind AND c.day = o.day AND c.nth = 1
  LEFT JOIN elsewhere AS x ON x.extension = c.extension
  LEFT JOIN note AS n ON n.account = o.account AND n.day = o.day
  LEFT JOIN blamed AS b ON b.account = o.account AND b.kind = o.kind AND b.day = o.day
)
SELECT event_time, last_time, account, CASE WHEN encrypts THEN 'encryption' ELSE kind END AS kind, files, peak, sites, extension, extension_share,
  notes, examples, client_ip, session_id, user_agent, synced,
  CASE WHEN blame = 2 OR encrypts OR notes IS NOT NULL OR kind = 'versions' THEN 'critical' WHEN synced OR kind NOT IN ('deletion', 'sites') AND blame = 0 THEN 'medium' ELSE 'high' END AS severity,
  CASE blame WHEN 2 THEN 'A' WHEN 1 THEN 'B' ELSE 'C' END AS grade,
  concat(account, CASE WHEN encrypts THEN concat(' gave ', files, ' files the extension ', extension) WHEN kind = 'deletion' THEN concat(' deleted ', files, ' files')
      WHEN kind = 'versions' THEN concat(' purged the versions of ', files, ' files') WHEN kind = 'sites' THEN concat(' deleted ', files, ' sites or teams')
      WHEN kind = 'renaming' THEN concat(' renamed ', files, ' files') WHEN kind = 'moving' THEN concat(' moved ', files, ' files')
      ELSE concat(' wrote ', files, ' files') END,
    CASE WHEN kind <> 'sites' THEN concat(', up to ', peak, ' within ', getvariable('window_minutes'), ' minutes') ELSE '' END,
    CASE WHEN notes IS NOT NULL THEN concat('; and left ', notes) ELSE '' END, CASE WHEN synced THEN '; a sync client did it' ELSE '' END) AS sentence,
  event_id
FROM judged
-- Many new files alone are a migration.
WHERE kind <> 'uploading' OR encrypts OR blame > 0 OR notes IS NOT NULL
ORDER BY event_time, event_id, kind;
