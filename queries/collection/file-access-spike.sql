--| id:       file-access-spike
--| question: Which accounts opened unusually many files, or the ones that a fraudster wants?
--| phase:    collection
--| attack:   T1213.002 T1530 T1119
--| severity: high
--| engine:   duckdb
--| needs:    operation FileAccessed, FilePreviewed, FileDownloaded
--| needs:    workload SharePoint
--| needs:    workload OneDrive
--| param:    min_files      integer   optional  default=50  Files in an hour below which no habit is broken
--| param:    z              double    optional  default=3  Standard deviations above the other hours
--| param:    min_hours      integer   optional  default=8  Hours with file access that make a habit
--| param:    new_sites      integer   optional  default=3  Sites in an hour that the account never opened before, which are many
--| param:    history_days   integer   optional  default=7  Without so much evidence of the account before, no site can be called new, days
--| param:    min_words      integer   optional  default=3  Files with words of secrets in their names that are worth a look
--| column:   event_time     timestamp The hour, UTC
--| column:   account        varchar   Who
--| column:   files          bigint    Different files opened, previewed or downloaded
--| column:   sites          bigint    Different sites
--| column:   fresh_sites    bigint    Sites among them that the account opened for the first time, or null: too little history
--| column:   baseline_mean  double    Files in the other hours in which the account opened any, or null: too few
--| column:   word_files     varchar   Files with words of secrets or payment in their names, in order; the first 10, or null
--| column:   secret_files   bigint    Files with words of secrets in their names
--| column:   why            varchar   beyond habit, new sites, words of secrets, tool, held against somebody by the reconstruction
--| column:   client_ip      varchar   From where most of them, or null
--| column:   country        varchar   Its country, or null
--| column:   user_agent     varchar   Agent of the telling record, or null
--| column:   session_id     varchar   Its session, or null
--| column:   severity       varchar   critical by the intruder; high beyond habit or by a tool; else medium
--| column:   grade          varchar   A: attacker in the reconstruction has a part in it; B: a suspect; C: neither
--| column:   sentence       varchar   One line for a reader
--| column:   event_id       varchar   The telling record: by the intruder, else the first
--| covers:   FileAccessed, FileAccessedExtended, FilePreviewed, FileDownloaded and PageViewed in SharePoint and OneDrive, by account and hour
--| misses:   an access that was repeated within five minutes; what the synchronisation client holds already
--| benign:   auditors and the end of a month; synchronisation and search are left out
--| pivot:    session_id -> mail-accessed-exposure
--| pivot:    client_ip -> shared-source-across-accounts
--| source:   https://learn.microsoft.com/purview/audit-log-activities

WITH access AS (
  SELECT e.event_seq, e.event_time, date_trunc('hour', e.event_time) AS hour, e.account, e.target, e.client_ip, e.user_agent,
    regexp_extract(lower(e.target), '^(https?://[^/]+(?:/(?:sites|teams|personal)/[^/]+)?)', 1) AS site
  FROM event AS e
  WHERE e.operation IN ('FileAccessed', 'FileAccessedExtended', 'FilePreviewed', 'FileDownloaded', 'PageViewed')
    AND e.actor_kind NOT IN ('system', 'app') AND e.account IS NOT NULL AND e.result <> 'failure'
    -- The synchronisation client and the crawler open files for nobody.
    AND coalesce(lower(e.user_agent), '') NOT LIKE '%skydrivesync%' AND coalesce(lower(e.user_agent), '') NOT LIKE '%onedrive%'
    AND coalesce(lower(e.user_agent), '') NOT LIKE '%ms search%'
),
suspect AS (
  SELECT v.event_seq, CASE v.verdict WHEN 'attacker' THEN 'A' ELSE 'B' END AS grade FROM verdict AS v WHERE v.verdict IN ('attacker', 'suspect')
),
hourly AS (
  SELECT a.account, a.hour, count(DISTINCT a.target) AS files, count(DISTINCT a.site) AS sites, mode(a.client_ip ORDER BY a.client_ip) AS client_ip,
    coalesce(min(s.grade), 'C') AS grade,
    arg_min(a.event_seq, (coalesce(s.grade, 'C'), a.event_seq)) AS event_seq
  FROM access AS a
  LEFT JOIN suspect AS s ON s.event_seq = a.event_seq
  GROUP BY a.account, a.hour
),
first_visit AS (
  SELECT account, site, min(event_time) AS event_time FROM access WHERE site <> '' GROUP BY account, site
),
begun AS (
  SELECT account, min(event_time) AS event_time FROM first_visit GROUP BY account
),
fresh AS (
  SELECT f.account, date_trunc('hour', f.event_time) AS hour, count(*) AS fresh_sites
  FROM first_visit AS f
  JOIN begun AS b ON b.account = f.account
  WHERE b.event_time <= f.event_time - interval '1' day * getvariable('history_days')
  GROUP BY f.account, date_trunc('hour', f.event_time)
),
habit AS (
  SELECT h.*, count(*) OVER box AS hours, sum(cast(files AS double)) OVER box AS total, sum(cast(files AS double) * files) OVER box AS squares
  FROM hourly AS h
  WINDOW box AS (PARTITION BY account)
),
-- Mean and deviation of the other hours: an hour must not raise the bar for itself.
others AS (
  SELECT h.*, CASE WHEN hours > getvariable('min_hours') THEN (total - files) / (hours - 1) END AS mean FROM habit AS h
),
measured AS (
  SELECT o.*, sqrt(greatest((squares - cast(files AS double) * files) / nullif(hours - 1, 0) - mean * mean, 0)) AS deviation FROM others AS o
),
file_name AS (
  SELECT DISTINCT account, hour, lower(regexp_extract(target, '([^/]+)$', 1)) AS name FROM access
),
-- Each name is read once, however often it was opened.
named_word AS (
  SELECT n.name, bool_or(r.set_name = 'secret-word') AS is_secret
  FROM (SELECT name, unnest(string_split_regex(name, '[^\pL0-9]+')) AS word FROM (SELECT DISTINCT name FROM file_name) AS d) AS n
  JOIN reference_set AS r ON r.set_name IN ('secret-word', 'finance-word') AND r.value = n.word
  GROUP BY n.name
),
word AS (
  SELECT f.account, f.hour, f.name, n.is_secret
  FROM file_name AS f
  JOIN named_word AS n ON n.name = f.name
),
worded AS (
  SELECT account, hour, count(*) FILTER (WHERE is_secret) AS secret_files, array_to_string(list_sort(array_agg(name))[1:10], ', ') AS word_files
  FROM word
  GROUP BY account, hour
),
tool AS (
  SELECT DISTINCT a.account, a.hour
  FROM (SELECT DISTINCT account, hour, lower(user_agent) AS agent FROM access WHERE user_agent IS NOT NULL) AS a
  JOIN reference_set AS r ON r.set_name = 'tool-agent' AND r.note IN ('offensive', 'library')
    -- A short word stands at the beginning only.
    AND CASE WHEN length(r.value) <= 6 THEN starts_with(a.agent, r.value) ELSE strpos(a.agent, r.value) > 0 END
),
found AS (
  SELECT m.*, f.fresh_sites, w.word_files, coalesce(w.secret_files, 0) AS secret_files, t.account IS NOT NULL AS by_tool,
    concat_ws(', ', CASE WHEN m.grade <> 'C' THEN 'held against somebody by the reconstruction' END,
      CASE WHEN m.files >= getvariable('min_files') AND m.files > m.mean + getvariable('z') * m.deviation THEN 'beyond habit' END,
      CASE WHEN t.account IS NOT NULL THEN 'tool' END,
      CASE WHEN f.fresh_sites >= getvariable('new_sites') THEN 'new sites' END,
      CASE WHEN w.secret_files >= getvariable('min_words') THEN 'words of secrets' END) AS why
  FROM measured AS m
  LEFT JOIN fresh AS f ON f.account = m.account AND f.hour = m.hour
  LEFT JOIN worded AS w ON w.account = m.account AND w.hour = m.hour
  LEFT JOIN tool AS t ON t.account = m.account AND t.hour = m.hour
)
SELECT f.hour AS event_time, f.account, f.files, f.sites, f.fresh_sites, round(f.mean, 1) AS baseline_mean, f.word_files, f.secret_files, f.why,
  f.client_ip, (SELECT min(a.country) FROM address AS a WHERE a.client_ip = f.client_ip) AS country, e.user_agent, e.session_id,
  CASE WHEN f.grade <> 'C' THEN 'critical' WHEN f.why LIKE '%beyond habit%' OR f.by_tool THEN 'high' ELSE 'medium' END AS severity,
  f.grade,
  concat(f.account, ' opened ', f.files, CASE WHEN f.files = 1 THEN ' file' ELSE ' files' END, ' in an hour',
    CASE WHEN f.mean IS NOT NULL THEN concat(' against ', round(f.mean, 1), ' in others') ELSE '' END, ': ', f.why,
    CASE WHEN f.word_files IS NOT NULL THEN concat('; ', f.word_files) ELSE '' END) AS sentence,
  e.event_id
FROM found AS f
JOIN event AS e ON e.event_seq = f.event_seq
WHERE f.why <> ''
ORDER BY f.hour, e.event_id;
