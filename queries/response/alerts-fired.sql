--| id:       alerts-fired
--| question: Which alerts and risk detections of the services fired, about whom, and what became of them?
--| phase:    response
--| attack:   T1078.004 T1114.003
--| severity: medium
--| engine:   duckdb
--| needs:    family alert
--| needs:    operation AlertTriggered, AlertEntityGenerated, DLPRuleMatch
--| needs:    workload SecurityComplianceCenter
--| param:    min_severity   varchar   optional  default=low  Least severity to show: info, low, medium or high; an alert that names none is shown as medium
--| param:    account        varchar   optional  Only alerts that name this account
--| column:   event_time     timestamp First record of the alert, UTC
--| column:   last_time      timestamp Last record of it, UTC
--| column:   account        varchar   Accounts that it names, or null
--| column:   name           varchar   Name of the alert, detection or policy
--| column:   severity       varchar   As the service graded it: info, low, medium or high
--| column:   source         varchar   Who raised it: the workload or product
--| column:   category       varchar   Its category, or null
--| column:   status         varchar   Last status that the case knows, or null
--| column:   closed_time    timestamp When it was resolved or dismissed, UTC, or null
--| column:   triage         varchar   open, resolved, or dismissed
--| column:   entities       varchar   Everything that it names, or null
--| column:   records        bigint    Records of it
--| column:   hours_after_entry double Hours from the intruder's first success in a named account to the alert, or null
--| column:   look_at        varchar   Investigation that judges the same by its raw events, or null
--| column:   grade          varchar   S: a service says so
--| column:   sentence       varchar   One line for a reader
--| column:   event_id       varchar   First record
--| covers:   alerts of Purview and Defender in the audit log, data-loss matches, Defender alerts from Graph, risk detections of Entra; all records of one alert in one row
--| misses:   alerts of products whose export is not in the case
--| benign:   most alerts of a quiet tenant; an alert points at records, which have to be judged by themselves
--| pivot:    account -> ato-timeline
--| pivot:    account -> ato-suspect-scorecard
--| source:   https://learn.microsoft.com/defender-xdr/alert-policies
--| source:   https://learn.microsoft.com/entra/id-protection/concept-identity-protection-risks

WITH told AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.family, e.operation, e.workload, e.result_text, e.target, e.account, e.record_type,
    lower(trim(e.operation)) AS verb
  FROM event AS e
  WHERE e.family = 'alert' OR e.record_type = 98
    OR lower(trim(e.operation)) IN ('alerttriggered', 'alertentitygenerated', 'alertupdated', 'mcas alert', 'dlprulematch')
),
said AS (
  SELECT t.event_seq,
    max(CASE WHEN lower(p.name) = 'alertid' THEN p.value END) AS alert_id,
    max(CASE WHEN lower(p.name) = 'name' THEN p.value END) AS alert_name,
    max(CASE WHEN lower(p.name) IN ('severity', 'risklevel') THEN lower(p.value) END) AS severity,
    max(CASE WHEN lower(p.name) = 'category' THEN p.value END) AS category,
    max(CASE WHEN lower(p.name) IN ('status', 'riskstate') THEN p.value END) AS status,
    max(CASE WHEN lower(p.name) IN ('classification', 'riskdetail') AND lower(p.value) <> 'none' THEN p.value END) AS verdict,
    max(CASE WHEN lower(p.name) = 'alertentityid' THEN p.value END) AS entity,
    -- The short keys of Data: f3u is the user.
    max(CASE WHEN lower(p.name) = 'data' THEN nullif(regexp_extract(p.value, '"f3u"\s*:\s*"([^"]+)"', 1), '') END) AS about
  FROM told AS t
  JOIN event_property AS p ON p.event_seq = t.event_seq
  WHERE p.bag IN ('Record', 'Alert')
  GROUP BY t.event_seq
),
matched AS (
  SELECT t.event_seq, nullif(regexp_extract(e.raw, '(?i)"PolicyName\\?"\s*:\s*\\?"([^"\\]+)', 1), '') AS policy,
    lower(nullif(regexp_extract(e.raw, '(?i)"Severity\\?"\s*:\s*\\?"([A-Za-z]+)', 1), '')) AS severity
  FROM told AS t JOIN event AS e ON e.event_seq = t.event_seq
  WHERE t.verb = 'dlprulematch'
),
record AS (
  SELECT t.event_seq, t.event_time, t.event_id, t.family, s.category, coalesce(s.status, t.result_text) AS status, s.verdict,
    CASE WHEN t.verb = 'dlprulematch' THEN concat('dlp ', coalesce(m.policy, ''), ' ', coalesce(t.account, ''), ' ', coalesce(t.target, ''))
      ELSE coalesce(s.alert_id, t.event_id) END AS alert,
    CASE WHEN t.verb = 'dlprulematch' THEN coalesce(m.policy, 'DLP policy') WHEN t.family = 'alert' THEN t.operation
      ELSE coalesce(s.alert_name, t.operation) END AS name,
    coalesce(t.workload, t.family) AS source,
    CASE coalesce(m.severity, s.severity) WHEN 'informational' THEN 'info' WHEN 'info' THEN 'info' WHEN 'hidden' THEN 'info' WHEN 'none' THEN 'info'
      WHEN 'low' THEN 'low' WHEN 'high' THEN 'high' ELSE 'medium' END AS severity,
    array_to_string(list_distinct(list_filter([s.entity, s.about, CASE WHEN t.verb = 'dlprulematch' OR t.record_type = 98 THEN t.account END, t.target],
      lambda x: coalesce(x, '') <> '')), chr(10)) AS named
  FROM told AS t
  LEFT JOIN said AS s ON s.event_seq = t.event_seq
  LEFT JOIN matched AS m ON m.event_seq = t.event_seq
),
entity AS (
  SELECT alert, CASE WHEN value LIKE '%@%' THEN lower(value) ELSE value END AS value
  FROM (SELECT alert, unnest(string_split(named, chr(10))) AS value FROM record WHERE named <> '') AS n
  UNION
  SELECT r.alert, CASE WHEN t.value LIKE '%@%' THEN lower(t.value) ELSE t.value END
  FROM record AS r JOIN event_target AS t ON t.event_seq = r.event_seq
  WHERE t.kind IN ('user', 'ip', 'mailbox')
),
about AS (
  SELECT alert, array_to_string(list_sort(array_agg(DISTINCT value)), ', ') AS entities,
    array_to_string(list_sort(array_agg(DISTINCT value) FILTER (WHERE regexp_matches(value, '^[^\s<>/@]+@[^\s<>/@]+$'))), ', ') AS accounts,
    array_agg(DISTINCT value) AS folded
  FROM entity
  GROUP BY alert
),
entered AS (
  SELECT e.alert, min(a.first_success) AS entry
  FROM (SELECT DISTINCT alert, value AS account FROM entity) AS e
  JOIN account_verdict AS a ON a.account = e.account AND a.verdict IN ('attacker', 'suspect')
  GROUP BY e.alert
),
one AS (
  SELECT alert, min(event_time) AS event_time, max(event_time) AS last_time, count(*) AS records,
    arg_min(event_id, (event_time, event_id)) AS event_id, arg_min(name, (event_time, event_id)) AS name,
    arg_min(source, (event_time, event_id)) AS source, max(category) AS category,
    arg_max(status, (event_time, event_id)) FILTER (WHERE status IS NOT NULL) AS status,
    arg_max(verdict, (event_time, event_id)) FILTER (WHERE verdict IS NOT NULL) AS verdict,
    max(CASE severity WHEN 'high' THEN 4 WHEN 'medium' THEN 3 WHEN 'low' THEN 2 ELSE 1 END) AS weight,
    min(event_time) FILTER (WHERE lower(status) IN ('resolved', 'dismissed', 'closed', 'remediated', 'confirmedsafe', 'fixed')
      -- A detection of Graph is dated by what it saw, not by its closing.
      AND family <> 'alert') AS closed_time
  FROM record
  GROUP BY alert
),
triaged AS (
  SELECT o.*, a.entities, a.accounts, a.folded,
    CASE o.weight WHEN 4 THEN 'high' WHEN 3 THEN 'medium' WHEN 2 THEN 'low' ELSE 'info' END AS severity,
    round(date_diff('minute', n.entry, o.event_time) / 60.0, 1) AS hours_after_entry,
    CASE WHEN lower(o.status) IN ('dismissed', 'confirmedsafe') OR lower(coalesce(o.verdict, '')) IN ('falsepositive', 'benignpositive', 'informationalexpectedactivity')
        THEN 'dismissed'
      WHEN lower(o.status) IN ('resolved', 'closed', 'remediated', 'fixed') THEN 'resolved' ELSE 'open' END AS triage
  FROM one AS o
  LEFT JOIN about AS a ON a.alert = o.alert
  LEFT JOIN entered AS n ON n.alert = o.alert
)
SELECT event_time, last_time, accounts AS account, name, severity, source, category, status,
  -- Reopened since: not closed.
  CASE WHEN triage <> 'open' THEN closed_time END AS closed_time, triage, entities, records, hours_after_entry,
  CASE WHEN regexp_matches(lower(name), 'forward|redirect') THEN 'inbox-rule-forward-external'
    WHEN regexp_matches(lower(name), 'inbox (manipulation )?rule|inbox rules|manipulation') THEN 'inbox-rule-hide-or-delete'
    WHEN regexp_matches(lower(name), 'sending (patterns|limit)|restricted from sending') THEN 'mail-send-burst'
    WHEN regexp_matches(lower(name), 'travel|unlikely|velocity') THEN 'signin-impossible-travel'
    WHEN regexp_matches(lower(name), 'anonym|malicious ?ip|tor |vpn') THEN 'signin-hosting-vpn-tor'
    WHEN regexp_matches(lower(name), 'spray') THEN 'password-spray'
    WHEN regexp_matches(lower(name), 'session cookie|attacker ?in ?the ?middle|adversary|anomalous ?token|aitm') THEN 'session-multiple-ips'
    WHEN regexp_matches(lower(name), 'deletion|ransomware') THEN 'mass-file-change'
    WHEN regexp_matches(lower(name), 'file sharing|external (user )?file') THEN 'external-share'
    WHEN regexp_matches(lower(name), 'download') THEN 'file-download-burst'
    WHEN regexp_matches(lower(name), 'oauth|app governance|consent') THEN 'oauth-user-consent'
    WHEN regexp_matches(lower(name), 'exchange admin privilege') THEN 'exchange-compliance-role-change'
    WHEN regexp_matches(lower(name), 'unfamiliar') THEN 'signin-new-country' END AS look_at,
  'S' AS grade,
  concat(source, ' raised "', name, '"', CASE WHEN accounts <> '' THEN concat(' about ', accounts) ELSE '' END,
    CASE WHEN hours_after_entry IS NOT NULL THEN concat(', ', hours_after_entry, ' hours after the intruder got in') ELSE '' END,
    CASE triage WHEN 'dismissed' THEN '; it was dismissed' WHEN 'resolved' THEN '; it was resolved' ELSE '; no record of its closing' END)
    AS sentence,
  event_id
FROM triaged
WHERE weight >= CASE lower(getvariable('min_severity')) WHEN 'high' THEN 4 WHEN 'medium' THEN 3 WHEN 'low' THEN 2 ELSE 1 END
  AND (getvariable('account') IS NULL OR list_contains(folded, lower(getvariable('account'))))
ORDER BY event_time, event_id, name;
