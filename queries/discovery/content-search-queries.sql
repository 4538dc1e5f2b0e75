--| id:       content-search-queries
--| question: What was searched for in mail, SharePoint, OneDrive and Teams, by the intruder or with words that intruders use?
--| phase:    discovery
--| attack:   T1213.002 T1213.005 T1114.002
--| severity: high
--| engine:   duckdb
--| needs:    operation SearchQueryInitiated*, SearchQueryPerformed
--| needs:    workload Exchange
--| needs:    workload SharePoint
--| param:    suspect_terms integer   optional  default=2  Different words of payment, secrets or security in a day's searches from which an account is shown
--| param:    max_per_hour  integer   optional  default=20  Searches in an hour from which an account is shown
--| param:    show_all      boolean   optional  default=false  Show every search that has a text
--| column:   event_time    timestamp When, UTC
--| column:   account       varchar   Who
--| column:   operation     varchar   The record's operation
--| column:   mailbox       varchar   Mailbox that was searched, or null
--| column:   query_text    varchar   What was searched for, as recorded
--| column:   terms         varchar   Words of payment, secrets or security in it, or null
--| column:   day_terms     bigint    Different such words in the account's searches of that day
--| column:   hour_searches bigint    The account's searches in that hour
--| column:   why           varchar   What makes it worth reading
--| column:   next_event_id varchar   What the account opened next within ten minutes, or null
--| column:   client_ip     varchar   From where, or null
--| column:   country       varchar   Its country, or null
--| column:   session_id    varchar   Session, or null
--| column:   severity      varchar   high by the intruder or words of secrets; else medium
--| column:   grade         varchar   A: attacker in the reconstruction; B: suspect in it; C: neither
--| column:   sentence      varchar   One line for a reader
--| column:   event_id      varchar   The record
--| covers:   SearchQueryInitiated for Exchange and SharePoint and SearchQueryPerformed, under any of the names that the text had
--| misses:   mailboxes whose search is not audited, which is the default; searches without text, which are browsing
--| benign:   finance staff search for invoices all day: an account's own words say little alone, the intruder's say what was wanted
--| pivot:    session_id -> mail-accessed-exposure
--| pivot:    client_ip -> shared-source-across-accounts
--| source:   https://learn.microsoft.com/purview/audit-log-activities
--| source:   https://learn.microsoft.com/purview/audit-mailboxes

WITH search AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, e.operation, e.mailbox, e.client_ip, e.country, e.session_id,
    max(CASE WHEN lower(p.name) IN ('querytext', 'searchquerytext') THEN nullif(trim(p.value), '') END) AS query_text
  FROM event AS e
  JOIN event_property AS p ON p.event_seq = e.event_seq
  WHERE lower(trim(e.operation)) IN ('searchqueryinitiatedexchange', 'searchqueryinitiatedsharepoint', 'searchqueryinitiated',
      'sharepointsearchqueryinitiated', 'searchqueryperformed')
    AND e.actor_kind NOT IN ('system', 'app') AND e.result <> 'failure'
  GROUP BY e.event_seq, e.event_time, e.event_id, e.account, e.operation, e.mailbox, e.client_ip, e.country, e.session_id
),
texted AS (
  SELECT s.*, v.verdict, date_trunc('day', s.event_time) AS day,
    count(*) OVER (PARTITION BY s.account, date_trunc('hour', s.event_time)) AS hour_searches,
    row_number() OVER (PARTITION BY s.account, date_trunc('hour', s.event_time) ORDER BY s.event_time, s.event_id) AS nth
  FROM search AS s
  LEFT JOIN verdict AS v ON v.event_seq = s.event_seq
  WHERE s.query_text IS NOT NULL AND s.query_text <> '*'
),
word AS (
  SELECT DISTINCT t.query_text, r.value AS word, r.set_name = 'secret-word' AS is_secret
  FROM (SELECT DISTINCT query_text, unnest(string_split_regex(lower(query_text), '[^\pL0-9-]+')) AS word FROM texted) AS t
  JOIN reference_set AS r ON r.set_name IN ('secret-word', 'finance-word', 'security-word') AND r.value = t.word
  UNION
  SELECT DISTINCT t.query_text, r.value, r.set_name = 'secret-word'
  FROM (SELECT DISTINCT query_text FROM texted) AS t
  -- What has a blank is a phrase, which no single word can match.
  JOIN reference_set AS r ON r.set_name IN ('secret-word', 'finance-word', 'security-word') AND strpos(r.value, ' ') > 0
    AND strpos(lower(t.query_text), r.value) > 0
),
worded AS (
  SELECT query_text, array_to_string(list_sort(array_agg(DISTINCT word)), ', ') AS terms, bool_or(is_secret) AS is_secret
  FROM word
  GROUP BY query_text
),
daily AS (
  SELECT t.account, t.day, count(DISTINCT w.word) AS day_terms
  FROM texted AS t
  JOIN word AS w ON w.query_text = t.query_text
  GROUP BY t.account, t.day
),
reasoned AS (
  SELECT t.*, w.terms, coalesce(w.is_secret, false) AS is_secret, coalesce(d.day_terms, 0) AS day_terms,
    concat_ws(', ', CASE WHEN t.verdict IN ('attacker', 'suspect') THEN 'held against somebody by the reconstruction' END,
      CASE WHEN w.terms IS NOT NULL AND d.day_terms >= getvariable('suspect_terms') THEN 'words that intruders use' END,
      -- The first of them stands for the hour.
      CASE WHEN t.nth = 1 AND t.hour_searches > getvariable('max_per_hour') THEN concat(t.hour_searches, ' searches in an hour') END) AS why
  FROM texted AS t
  LEFT JOIN worded AS w ON w.query_text = t.query_text
  LEFT JOIN daily AS d ON d.account = t.account AND d.day = t.day
),
opened AS (
  SELECT r.event_seq, arg_min(n.event_id, (n.event_time, n.event_id)) AS next_event_id
  FROM reasoned AS r
  JOIN event AS n ON n.account = r.account AND n.event_time BETWEEN r.event_time AND r.event_time + interval '10' minute
  WHERE n.operation IN ('MailItemsAccessed', 'FileAccessed', 'FilePreviewed', 'FileDownloaded') AND (r.why <> '' OR getvariable('show_all'))
  GROUP BY r.event_seq
)
SELECT r.event_time, r.account, r.operation, r.mailbox, r.query_text, r.terms, r.day_terms, r.hour_searches,
  coalesce(nullif(r.why, ''), 'searched') AS why, o.next_event_id, r.client_ip, r.country, r.session_id,
  CASE WHEN r.verdict IN ('attacker', 'suspect') OR r.is_secret AND r.why <> '' THEN 'high' ELSE 'medium' END AS severity,
  CASE r.verdict WHEN 'attacker' THEN 'A' WHEN 'suspect' THEN 'B' ELSE 'C' END AS grade,
  concat(coalesce(r.account, 'somebody'), ' searched for "', left(r.query_text, 120), '": ', coalesce(nullif(r.why, ''), 'searched')) AS sentence,
  r.event_id
FROM reasoned AS r
LEFT JOIN opened AS o ON o.event_seq = r.event_seq
WHERE r.why <> '' OR getvariable('show_all')
ORDER BY r.event_time, r.event_id;
