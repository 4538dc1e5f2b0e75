--| id:       app-credential-added
--| question: Who added a secret, a certificate or a federated credential to an application or service principal?
--| phase:    persistence
--| attack:   T1098.001 T1550.001
--| severity: critical
--| engine:   duckdb
--| needs:    operation Update application*, Update service principal., Add service principal*
--| needs:    family directory-audit
--| needs:    workload AzureActiveDirectory
--| param:    rotation_days  integer   optional  default=7  An old key taken out within these days makes it a rotation, days
--| column:   event_time     timestamp When, UTC
--| column:   account        varchar   Who
--| column:   operation      varchar   The record's operation
--| column:   app_name       varchar   The application or service principal, or null
--| column:   app_id         varchar   Its id, or null
--| column:   key_id         varchar   Id of the key, or issuer and subject of a federated one
--| column:   key_type       varchar   Password, AsymmetricX509Cert, federated …
--| column:   key_name       varchar   Its name as recorded, or null
--| column:   rotation       boolean   True: the same account took an old key of the application out around then
--| column:   first_by_actor boolean   True: the account did nothing to this application before
--| column:   severity       varchar   critical; medium for a rotation by an account that managed it before
--| column:   client_ip      varchar   From where, or null
--| column:   country        varchar   Its country, or null
--| column:   session_id     varchar   Session, or null
--| column:   roles          varchar   Permissions of weight that the application was given in the case, or null
--| column:   first_use_time timestamp First act of the application itself after it, UTC, or null
--| column:   grade          varchar   A: attacker in the reconstruction; B: suspect in it; C: neither
--| column:   sentence       varchar   One line for a reader
--| column:   event_id       varchar   The record
--| covers:   KeyDescription and federated credentials, new less old, in the audit log and in the Entra export; the operation is found with either dash and with its trailing blank
--| misses:   keys from before the evidence begins; the value of a key, which nobody records
--| benign:   rotation of secrets by an owner or a pipeline
--| pivot:    client_ip -> shared-source-across-accounts
--| pivot:    app_id -> mail-access-by-app
--| pivot:    app_name -> oauth-app-permission-or-admin-consent
--| source:   https://learn.microsoft.com/entra/identity/monitoring-health/reference-audit-activities
--| source:   https://learn.microsoft.com/security/operations/incident-response-playbook-compromised-malicious-app

WITH change AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, e.operation, e.actor_kind, e.client_ip, e.country, e.session_id,
    -- Any dash, and the blank behind, are folded away.
    rtrim(regexp_replace(lower(trim(e.operation)), '\s*[-‐‑‒–—]\s*', ' - '), '. ') AS verb,
    coalesce((SELECT min(t.value) FROM event_target AS t WHERE t.event_seq = e.event_seq
      AND t.kind IN ('name', 'app', 'application', 'serviceprincipal')), e.target) AS app_name,
    (SELECT min(lower(t.value)) FROM event_target AS t WHERE t.event_seq = e.event_seq AND t.kind = 'spn') AS spn
  FROM event AS e
  WHERE regexp_matches(lower(trim(e.operation)), '^(update application|update service principal|add service principal|remove service principal credentials|remove service principal cred)')
    AND e.result <> 'failure' AND e.actor_kind <> 'system'
),
value AS (
  SELECT c.event_seq, lower(p.name) AS name, coalesce(p.value, '') AS value, coalesce(p.old_value, '') AS old_value
  FROM change AS c
  JOIN event_property AS p ON p.event_seq = c.event_seq
  WHERE lower(p.name) IN ('keydescription', 'federatedidentitycredentials', 'appid', 'serviceprincipalnames',
    'targetid.serviceprincipalnames')
),
identified AS (
  SELECT c.*, coalesce((SELECT min(nullif(regexp_extract(lower(v.value), '([0-9a-f]{8}-[0-9a-f-]{27})', 1), ''))
    FROM value AS v WHERE v.event_seq = c.event_seq AND v.name IN ('appid', 'serviceprincipalnames', 'targetid.serviceprincipalnames')),
    c.spn) AS app_id
  FROM change AS c
),
key AS (
  SELECT v.event_seq, unnest(regexp_extract_all(v.value, '(?i)\[?KeyIdentifier=[^\]]*')) AS text, v.old_value
  FROM value AS v
  WHERE v.name = 'keydescription'
),
added AS (
  SELECT k.event_seq, regexp_extract(k.text, '(?i)KeyIdentifier=([^,\]]+)', 1) AS key_id,
    nullif(regexp_extract(k.text, '(?i)KeyType=([^,\]]+)', 1), '') AS key_type,
    nullif(trim(regexp_extract(k.text, '(?i)DisplayName=([^,\]]*)', 1)), '') AS key_name
  FROM key AS k
  -- The id tells a new key from those that the record lists again.
  WHERE strpos(lower(k.old_value), lower(regexp_extract(k.text, '(?i)KeyIdentifier=([^,\]]+)', 1))) = 0
  UNION
  SELECT v.event_seq, concat_ws(' ', nullif(regexp_extract(v.value, '(?i)"?Issuer"?\s*[:=]\s*"?([^",\s\]]+)', 1), ''),
      nullif(regexp_extract(v.value, '(?i)"?Subject"?\s*[:=]\s*"?([^",\s\]]+)', 1), '')), 'federated',
    nullif(regexp_extract(v.value, '(?i)"?Name"?\s*[:=]\s*"([^"]+)"', 1), '')
  FROM value AS v
  WHERE v.name = 'federatedidentitycredentials' AND trim(v.value, '[] "') <> '' AND v.value <> v.old_value
    AND length(v.value) > length(v.old_value)
),
-- An old key went out: by a shorter list, or by the record of removal.
taken AS (
  SELECT i.event_time, i.account, lower(i.app_name) AS app_name
  FROM identified AS i
  JOIN value AS v ON v.event_seq = i.event_seq AND v.name = 'keydescription'
  WHERE len(regexp_extract_all(v.value, '(?i)KeyIdentifier=')) < len(regexp_extract_all(v.old_value, '(?i)KeyIdentifier='))
    OR i.verb LIKE 'remove service principal%'
),
act AS (
  SELECT i.*, a.key_id, a.key_type, a.key_name,
    EXISTS (SELECT 1 FROM taken AS t WHERE t.app_name = lower(i.app_name) AND t.account = i.account
      AND t.event_time BETWEEN i.event_time - interval '1' day * getvariable('rotation_days')
        AND i.event_time + interval '1' day * getvariable('rotation_days')) AS rotation,
    NOT EXISTS (SELECT 1 FROM identified AS o WHERE lower(o.app_name) = lower(i.app_name) AND o.account = i.account
      AND o.event_time < i.event_time - interval '1' hour) AS first_by_actor,
    row_number() OVER (PARTITION BY a.key_id, lower(coalesce(i.app_name, ''))
      ORDER BY i.event_time, i.event_id) AS nth
  FROM identified AS i
  JOIN added AS a ON a.event_seq = i.event_seq
),
role AS (
  SELECT lower(trim(n.value, '"[] ')) AS app_name, array_to_string(list_sort(array_agg(DISTINCT r.note)), ' ') AS roles
  FROM event AS e
  JOIN event_property AS n ON n.event_seq = e.event_seq AND lower(n.name) = 'serviceprincipal.displayname'
  JOIN event_property AS p ON p.event_seq = e.event_seq AND lower(p.name) IN ('approle.value', 'approle.id')
  JOIN reference_set AS r ON r.set_name = 'risky-app-role' AND r.value = lower(trim(p.value, '"[] '))
  WHERE rtrim(lower(trim(e.operation)), '.') = 'add app role assignment to service principal' AND e.result <> 'failure'
  GROUP BY lower(trim(n.value, '"[] '))
),
used AS (
  SELECT a.event_id, min(u.event_time) AS first_use_time
  FROM act AS a
  JOIN event AS u ON u.app_id = a.app_id AND u.event_time > a.event_time AND (u.actor_kind = 'app' OR u.operation = 'MailItemsAccessed')
  GROUP BY a.event_id
)
SELECT a.event_time, a.account, a.operation, a.app_name, a.app_id, a.key_id, a.key_type, a.key_name, a.rotation, a.first_by_actor,
  CASE WHEN a.rotation AND NOT a.first_by_actor AND coalesce(v.verdict, '') NOT IN ('attacker', 'suspect') THEN 'medium'
    ELSE 'critical' END AS severity,
  a.client_ip, a.country, a.session_id, r.roles, u.first_use_time,
  CASE v.verdict WHEN 'attacker' THEN 'A' WHEN 'suspect' THEN 'B' ELSE 'C' END AS grade,
  concat(coalesce(a.account, 'somebody'), ' added a credential (', coalesce(a.key_type, 'unknown kind'), ') to ',
    coalesce(a.app_name, 'an unnamed application'), CASE WHEN r.roles IS NOT NULL THEN concat(', which has ', r.roles) ELSE '' END,
    CASE WHEN a.rotation THEN '; an old one went out' ELSE '' END) AS sentence,
  a.event_id
FROM act AS a
LEFT JOIN role AS r ON r.app_name = lower(a.app_name)
LEFT JOIN used AS u ON u.event_id = a.event_id
LEFT JOIN verdict AS v ON v.event_seq = a.event_seq
-- The application and its service principal write a record each for one key.
WHERE a.nth = 1
ORDER BY a.event_time, a.event_id, a.key_id;
