--| id:       oauth-app-permission-or-admin-consent
--| question: Which applications were given powers of their own, or powers over everybody in the tenant?
--| phase:    persistence
--| attack:   T1098.003 T1528 T1550.001
--| severity: critical
--| engine:   duckdb
--| needs:    operation Consent to application., Add app role assignment to service principal., Add delegated permission grant., Update application.
--| needs:    family directory-audit
--| needs:    workload AzureActiveDirectory
--| needs:    state oauth_grant_state
--| param:    min_weight      integer   optional  default=2  Weight of a permission in the reference sets from which it is shown
--| param:    pair_days       integer   optional  default=7  How far from the grant a new credential of the application belongs to it, days
--| param:    known_apps      varchar[] optional  Application ids that the organisation rolled out; left out
--| column:   event_time      timestamp When, UTC; of a grant that only an export shows: when it was made, else when the export was
--| column:   account         varchar   Who granted it; null for an export
--| column:   operation       varchar   The record's operation; null for an export
--| column:   app_name        varchar   The application, or null
--| column:   app_id          varchar   Its id as the record tells, or null
--| column:   kind            varchar   app-only: without any person; for everybody: in the name of each; asked: not granted yet
--| column:   resource        varchar   Whose data, by name or id, or null
--| column:   permissions     varchar   Permissions of weight, in order
--| column:   weight          integer   The greatest weight among them, 1 to 4
--| column:   severity        varchar   critical of weight 4, by the intruder, or with a new credential; medium if only asked; else high
--| column:   client_ip       varchar   From where, or null
--| column:   country         varchar   Its country, or null
--| column:   session_id      varchar   Session, or null
--| column:   credential_time timestamp When a credential was added to the application around then, UTC, or null
--| column:   first_use_time  timestamp When the application first read or sent mail after it, UTC, or null
--| column:   revoked_time    timestamp When a permission of the application was taken back later, UTC, or null
--| column:   grade           varchar   A: attacker in the reconstruction; B: suspect in it; C: neither
--| column:   sentence        varchar   One line for a reader
--| column:   evidence        varchar   File and row of the export that shows the grant; null for a record
--| column:   event_id        varchar   The record; null for an export
--| covers:   application permissions, consent for the whole organisation, permissions that an application asks for, exports of grants
--| misses:   consent of one person for herself, see oauth-user-consent; grants from before the evidence begins that no export shows
--| benign:   backup, archiving and security products; compare with changes that were planned, and give their ids in known_apps
--| pivot:    client_ip -> shared-source-across-accounts
--| pivot:    app_id -> mail-access-by-app
--| pivot:    app_name -> app-credential-added
--| source:   https://learn.microsoft.com/security/operations/incident-response-playbook-app-consent
--| source:   https://learn.microsoft.com/graph/permissions-reference

WITH change AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, e.operation, rtrim(lower(trim(e.operation)), '.') AS verb,
    e.client_ip, e.country, e.session_id, e.target,
    max(CASE WHEN lower(p.name) = 'approle.value' THEN lower(trim(coalesce(nullif(p.value, ''), p.old_value), '"[] ')) END) AS role_name,
    max(CASE WHEN lower(p.name) = 'approle.id' THEN lower(trim(coalesce(nullif(p.value, ''), p.old_value), '"[] ')) END) AS role_id,
    max(CASE WHEN lower(p.name) = 'serviceprincipal.displayname' THEN trim(coalesce(nullif(p.value, ''), p.old_value), '"[] ') END) AS client_name,
    max(CASE WHEN lower(p.name) IN ('serviceprincipal.appid', 'appid') THEN lower(trim(coalesce(nullif(p.value, ''), p.old_value), '"[] ' || chr(13) || chr(10))) END) AS client_id,
    max(CASE WHEN lower(p.name) = 'targetid.serviceprincipalnames' THEN p.value END) AS principal_names,
    max(CASE WHEN lower(p.name) IN ('consentcontext.isadminconsent', 'consentcontext.onbehalfofall')
      AND lower(trim(p.value, '"[] ')) = 'true' THEN 1 ELSE 0 END) AS for_all,
    max(CASE WHEN lower(p.name) = 'delegatedpermissiongrant.consenttype' AND lower(p.value) LIKE '%allprincipals%' THEN 1 ELSE 0 END)
      AS all_principals,
    max(CASE WHEN lower(p.name) = 'consentaction.permissions' THEN p.value
      WHEN lower(p.name) = 'delegatedpermissiongrant.scope' THEN concat('=> Scope: ', p.value, ',') END) AS given,
    max(CASE WHEN lower(p.name) = 'delegatedpermissiongrant.scope' THEN p.old_value END) AS had,
    max(CASE WHEN lower(p.name) = 'requiredresourceaccess' THEN lower(p.value) END) AS asked,
    max(CASE WHEN lower(p.name) = 'requiredresourceaccess' THEN lower(p.old_value) END) AS asked_before
  FROM event AS e
  JOIN event_property AS p ON p.event_seq = e.event_seq
  WHERE rtrim(lower(trim(e.operation)), '.') IN ('consent to application', 'add app role assignment to service principal',
      'add delegated permission grant', 'add oauth2permissiongrant', 'add application', 'update application',
      'remove delegated permission grant', 'remove oauth2permissiongrant', 'remove app role assignment from service principal')
    AND e.result <> 'failure' AND e.actor_kind <> 'system'
  GROUP BY e.event_seq, e.event_time, e.event_id, e.account, e.operation, e.client_ip, e.country, e.session_id, e.target
),
act AS (
  SELECT c.*,
    CASE WHEN verb LIKE '%app role%' THEN client_name ELSE coalesce((SELECT min(t.value) FROM event_target AS t
      WHERE t.event_seq = c.event_seq AND t.kind IN ('name', 'app')), c.target) END AS app_name,
    CASE WHEN verb LIKE '%app role%' OR verb LIKE '% application' AND verb NOT LIKE 'consent%' THEN nullif(client_id, '')
      ELSE lower(nullif(regexp_extract(principal_names, '([0-9A-Fa-f]{8}-[0-9A-Fa-f-]{27})', 1), '')) END AS app_id,
    CASE WHEN verb LIKE '%app role%' THEN target END AS resource,
    CASE WHEN verb LIKE '%app role%' THEN 'app-only' WHEN verb IN ('add application', 'update application') THEN 'asked'
      ELSE 'for everybody' END AS kind
  FROM change AS c
),
permission AS (
  -- One act a permission; names and ids of the same permission have the same note.
  SELECT a.event_id, r.note AS permission, cast(r.weight AS integer) AS weight
  FROM act AS a
  JOIN reference_set AS r ON r.set_name = 'risky-app-role' AND (r.value = a.role_name OR r.value = a.role_id)
  WHERE a.verb = 'add app role assignment to service principal'
  UNION
  SELECT a.event_id, s.scope, cast(r.weight AS integer)
  FROM act AS a
  CROSS JOIN LATERAL (SELECT unnest(string_split(replace(array_to_string(regexp_extract_all(split_part(a.given, '=>', 2),
    'Scope: ([^,\]]*)', 1), ' '), '"', ' '), ' ')) AS scope) AS s
  JOIN reference_set AS r ON r.set_name = 'risky-scope' AND r.value = lower(s.scope)
  WHERE a.verb IN ('consent to application', 'add delegated permission grant', 'add oauth2permissiongrant')
    AND (a.for_all = 1 OR a.all_principals = 1 OR a.given LIKE '%ConsentType: AllPrincipals%')
    -- Blanks around, so that Mail.Read is not found in Mail.ReadWrite.
    AND strpos(lower(concat(' ', regexp_replace(concat(split_part(a.given, '=>', 1), ' ', coalesce(a.had, '')), '[,;\]"]', ' ', 'g'),
      ' ')), concat(' ', lower(s.scope), ' ')) = 0
  UNION
  SELECT a.event_id, r.note, cast(r.weight AS integer)
  FROM act AS a
  JOIN reference_set AS r ON r.set_name = 'risky-app-role' AND length(r.value) = 36 AND strpos(a.asked, r.value) > 0
    AND strpos(coalesce(a.asked_before, ''), r.value) = 0
  WHERE a.kind = 'asked'
),
folded AS (
  SELECT event_id, array_to_string(list_sort(array_agg(DISTINCT permission)), ' ') AS permissions, max(weight) AS weight
  FROM permission
  WHERE weight >= getvariable('min_weight')
  GROUP BY event_id
),
granted AS (
  SELECT a.event_seq, a.event_time, a.event_id, a.account, a.operation, a.verb, a.app_name, a.app_id, a.kind, a.resource,
    f.permissions, f.weight, a.client_ip, a.country, a.session_id, cast(NULL AS varchar) AS evidence
  FROM act AS a
  JOIN folded AS f ON f.event_id = a.event_id
  -- One consent writes both records; the consent says more.
  WHERE a.verb NOT IN ('add delegated permission grant', 'add oauth2permissiongrant') OR NOT EXISTS (SELECT 1 FROM act AS o
    WHERE o.verb = 'consent to application' AND o.account = a.account
      AND o.event_time BETWEEN a.event_time - interval '1' minute AND a.event_time + interval '1' minute)
),
exported AS (
  SELECT coalesce(g.created, g.as_of) AS event_time, g.app_name, lower(g.app_id) AS app_id,
    CASE WHEN lower(coalesce(g.permission_type, '')) LIKE 'application%' THEN 'app-only' ELSE 'for everybody' END AS kind,
    coalesce(g.resource_name, g.resource_id) AS resource, g.client_id, g.record_no, g.source_id, r.note, r.value,
    cast(r.weight AS integer) AS weight
  FROM oauth_grant_state AS g
  CROSS JOIN LATERAL (SELECT unnest(string_split_regex(lower(coalesce(g.permission, '')), '[ ,]+')) AS permission) AS s
  JOIN reference_set AS r ON r.value = s.permission AND r.set_name = CASE WHEN lower(coalesce(g.permission_type, '')) LIKE 'application%'
    THEN 'risky-app-role' ELSE 'risky-scope' END
  WHERE (lower(coalesce(g.permission_type, '')) LIKE 'application%' OR lower(coalesce(g.consent_type, '')) = 'allprincipals')
    AND r.weight >= getvariable('min_weight')
    AND NOT EXISTS (SELECT 1 FROM granted AS d WHERE lower(d.app_name) = lower(g.app_name) OR d.app_id = lower(g.app_id))
),
row_of AS (
  SELECT * FROM granted
  UNION ALL
  SELECT NULL, x.event_time, NULL, NULL, NULL, 'export', x.app_name, x.app_id, x.kind, x.resource,
    array_to_string(list_sort(array_agg(DISTINCT x.value)), ' '), max(x.weight), NULL, NULL, NULL,
    min(concat(regexp_extract(s.path, '[^/\\]+$'), ', row ', x.record_no))
  FROM exported AS x
  JOIN source AS s ON s.source_id = x.source_id
  GROUP BY x.event_time, x.app_name, x.app_id, x.kind, x.resource, x.client_id
),
credential AS (
  SELECT lower(coalesce((SELECT min(t.value) FROM event_target AS t WHERE t.event_seq = e.event_seq
    AND t.kind IN ('name', 'app', 'application', 'serviceprincipal')), e.target)) AS app_name, e.event_time
  FROM event AS e
  WHERE regexp_matches(lower(e.operation), '^(update application . certificates and secrets management|add service principal credentials)')
    AND e.result <> 'failure'
),
paired AS (
  SELECT g.event_id, min(c.event_time) AS credential_time
  FROM granted AS g
  JOIN credential AS c ON c.app_name = lower(g.app_name)
    AND c.event_time BETWEEN g.event_time - interval '1' day * getvariable('pair_days')
      AND g.event_time + interval '1' day * getvariable('pair_days')
  GROUP BY g.event_id
),
used AS (
  SELECT g.event_id, min(u.event_time) AS first_use_time
  FROM granted AS g
  JOIN event AS u ON u.app_id = g.app_id AND u.event_time >= g.event_time
  WHERE u.operation IN ('MailItemsAccessed', 'Send', 'SendAs', 'SendOnBehalf')
  GROUP BY g.event_id
),
revoked AS (
  SELECT g.event_id, min(r.event_time) AS revoked_time
  FROM granted AS g
  JOIN act AS r ON r.verb LIKE 'remove %' AND r.event_time > g.event_time
    AND (r.app_id = g.app_id OR lower(r.app_name) = lower(g.app_name))
  GROUP BY g.event_id
)
SELECT g.event_time, g.account, g.operation, g.app_name, g.app_id, g.kind, g.resource, g.permissions, g.weight,
  CASE WHEN g.kind = 'asked' THEN 'medium' WHEN g.weight >= 4 OR p.credential_time IS NOT NULL OR v.verdict IN ('attacker', 'suspect')
    THEN 'critical' ELSE 'high' END AS severity,
  g.client_ip, g.country, g.session_id, p.credential_time, u.first_use_time, r.revoked_time,
  CASE v.verdict WHEN 'attacker' THEN 'A' WHEN 'suspect' THEN 'B' ELSE 'C' END AS grade,
  concat(CASE WHEN g.verb = 'export' THEN 'An export shows that ' ELSE concat(coalesce(g.account, 'somebody'), ' let ') END,
    coalesce(g.app_name, g.app_id, 'an unnamed application'),
    CASE WHEN g.kind = 'asked' THEN ' ask for ' WHEN g.verb = 'export' THEN ' has ' ELSE ' have ' END, g.permissions,
    CASE g.kind WHEN 'app-only' THEN ' as itself' WHEN 'for everybody' THEN ' for everybody' ELSE ' (not granted)' END,
    CASE WHEN r.revoked_time IS NOT NULL THEN ', taken back later' ELSE '' END) AS sentence,
  g.evidence, g.event_id
FROM row_of AS g
LEFT JOIN paired AS p ON p.event_id = g.event_id
LEFT JOIN used AS u ON u.event_id = g.event_id
LEFT JOIN revoked AS r ON r.event_id = g.event_id
LEFT JOIN verdict AS v ON v.event_seq = g.event_seq
WHERE getvariable('known_apps') IS NULL OR g.app_id IS NULL OR NOT list_contains(getvariable('known_apps'), g.app_id)
ORDER BY g.event_time, g.event_id NULLS LAST, g.evidence NULLS LAST, g.app_name;
