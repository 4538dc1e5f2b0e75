--| id:       oauth-known-bad-app
--| question: Is an application at work, or let in, that intruders are known to use, or one as a known tool makes it?
--| phase:    persistence
--| attack:   T1671 T1528
--| severity: high
--| engine:   duckdb
--| needs:    operation UserLoggedIn, MailItemsAccessed, Consent to application., Add service principal., Add application.
--| needs:    family directory-audit
--| needs:    family signin
--| needs:    workload AzureActiveDirectory
--| needs:    workload Exchange
--| needs:    state oauth_grant_state
--| column:   event_time   timestamp First record of it, UTC; of an application that only an export shows: when the export was made
--| column:   last_time    timestamp Last record of it, UTC
--| column:   account      varchar   The account of the first record, or null
--| column:   app_name     varchar   Its name in the reference set, else as recorded
--| column:   app_id       varchar   Its id, or null
--| column:   matched_by   varchar   id; name: anybody can choose that; reply address: as a tool makes it
--| column:   accounts     varchar   Accounts that let it in or used it, in order; the first 20
--| column:   operations   varchar   Operations that name it, in order
--| column:   mails        bigint    Records in which it read or sent mail
--| column:   severity     varchar   high by id or by use of mail, medium by name or reply address alone
--| column:   client_ip    varchar   From where first, or null
--| column:   country      varchar   Its country, or null
--| column:   session_id   varchar   Session of the first record, or null
--| column:   grade        varchar   A: attacker in the reconstruction has a part in it; B: a suspect; C: neither
--| column:   sentence     varchar   One line for a reader
--| column:   evidence     varchar   File and row of the export that shows it; null where a record does
--| column:   event_id     varchar   The first record; null for an export
--| covers:   sign-ins, mail access, consents, applications and service principals by id, by name and by reply address; exports of grants
--| misses:   applications that nobody has published yet; an application under another name and id
--| benign:   they are products that people buy: ask the owner. Known from attacks does not mean malicious
--| pivot:    account -> oauth-user-consent
--| pivot:    client_ip -> shared-source-across-accounts
--| pivot:    app_id -> mail-access-by-app
--| source:   https://github.com/huntresslabs/rogueapps
--| source:   https://learn.microsoft.com/security/operations/incident-response-playbook-app-consent

WITH bad AS (
  SELECT value AS app_id, note AS app_name, lower(note) AS name FROM reference_set WHERE set_name = 'rogue-app'
),
directory AS (
  SELECT e.event_seq, e.target, p.name, p.value
  FROM event AS e
  JOIN event_property AS p ON p.event_seq = e.event_seq
  WHERE rtrim(lower(trim(e.operation)), '.') IN ('consent to application', 'add service principal', 'add application',
      'update application', 'update service principal', 'add delegated permission grant', 'add oauth2permissiongrant',
      'add app role assignment grant to user', 'add app role assignment to service principal')
    AND lower(p.name) IN ('targetid.serviceprincipalnames', 'serviceprincipalnames', 'appid', 'serviceprincipal.appid',
      'appaddress', 'displayname', 'serviceprincipal.displayname')
),
hit AS (
  SELECT e.event_seq, b.app_id, b.app_name, 'id' AS matched_by
  FROM event AS e
  JOIN bad AS b ON b.app_id = e.app_id
  UNION
  SELECT d.event_seq, b.app_id, b.app_name, 'id'
  FROM directory AS d
  JOIN bad AS b ON strpos(lower(d.value), b.app_id) > 0
  UNION
  SELECT t.event_seq, b.app_id, b.app_name, 'id'
  FROM event_target AS t
  JOIN bad AS b ON b.app_id = lower(t.value)
  UNION
  SELECT d.event_seq, NULL, b.app_name, 'name'
  FROM directory AS d
  JOIN bad AS b ON b.name IN (lower(trim(d.target)), lower(trim(d.value, '"[] ' || chr(13) || chr(10))))
  UNION
  -- Port 53682 is rclone's own, /get_token a path of the O365 Attack Toolkit.
  SELECT d.event_seq, NULL, coalesce(nullif(d.target, ''), 'unnamed'), 'reply address'
  FROM directory AS d
  WHERE lower(d.name) = 'appaddress' AND regexp_matches(lower(d.value), '(localhost|127\.0\.0\.1):53682|/get_?token')
),
best AS (
  SELECT h.*, row_number() OVER (PARTITION BY h.event_seq
    ORDER BY CASE h.matched_by WHEN 'id' THEN 1 WHEN 'name' THEN 2 ELSE 3 END, h.app_name) AS nth
  FROM hit AS h
),
told AS (
  SELECT b.app_id, b.app_name, b.matched_by, e.event_seq, e.event_time, e.event_id, e.account, e.operation, e.client_ip, e.country,
    e.session_id, v.verdict,
    row_number() OVER (PARTITION BY lower(b.app_name) ORDER BY e.event_time, e.event_id) AS nth
  FROM best AS b
  JOIN event AS e ON e.event_seq = b.event_seq
  LEFT JOIN verdict AS v ON v.event_seq = b.event_seq
  -- Letting it in must have worked; a try to sign in tells that somebody has it.
  WHERE b.nth = 1 AND (e.result <> 'failure' OR lower(e.operation) IN ('userloginfailed', 'sign-in activity'))
),
folded AS (
  SELECT min(event_time) AS event_time, max(event_time) AS last_time, max(CASE WHEN nth = 1 THEN account END) AS account,
    min(app_name) AS app_name, max(app_id) AS app_id, min(matched_by) AS matched_by,
    array_to_string(list_sort(array_agg(DISTINCT account))[1:20], ', ') AS accounts,
    array_to_string(list_sort(array_agg(DISTINCT trim(operation))), ', ') AS operations,
    count(*) FILTER (WHERE operation IN ('MailItemsAccessed', 'Send', 'SendAs', 'SendOnBehalf')) AS mails,
    max(CASE WHEN nth = 1 THEN client_ip END) AS client_ip, max(CASE WHEN nth = 1 THEN country END) AS country,
    max(CASE WHEN nth = 1 THEN session_id END) AS session_id,
    min(CASE verdict WHEN 'attacker' THEN 'A' WHEN 'suspect' THEN 'B' ELSE 'C' END) AS grade, cast(NULL AS varchar) AS evidence,
    max(CASE WHEN nth = 1 THEN event_id END) AS event_id
  FROM told
  GROUP BY lower(app_name)
),
row_of AS (
  SELECT * FROM folded
  UNION ALL
  SELECT min(g.as_of), max(g.as_of), NULL, b.app_name, b.app_id, 'id',
    nullif(array_to_string(list_sort(array_agg(DISTINCT g.principal) FILTER (WHERE g.principal IS NOT NULL))[1:20], ', '), ''),
    'exported grant', 0, NULL, NULL, NULL, 'C', min(concat(regexp_extract(s.path, '[^/\\]+$'), ', row ', g.record_no)), NULL
  FROM oauth_grant_state AS g
  JOIN bad AS b ON b.app_id = lower(g.app_id)
  JOIN source AS s ON s.source_id = g.source_id
  WHERE lower(b.app_name) NOT IN (SELECT lower(app_name) FROM folded)
  GROUP BY b.app_name, b.app_id
)
SELECT event_time, last_time, account, app_name, app_id, matched_by, accounts, operations, mails,
  CASE WHEN matched_by = 'id' OR mails > 0 THEN 'high' ELSE 'medium' END AS severity, client_ip, country, session_id, grade,
  concat(app_name, CASE matched_by WHEN 'id' THEN ', known from attacks, ' WHEN 'name' THEN ', by name known from attacks, '
    ELSE ' has the reply address of a known tool; it ' END, 'appears with ', coalesce(accounts, 'nobody named'),
    CASE WHEN mails > 0 THEN concat('; mail in ', mails, ' records') ELSE '' END) AS sentence,
  evidence, event_id
FROM row_of
ORDER BY event_time, event_id NULLS LAST, app_name;
