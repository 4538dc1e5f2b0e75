--| id:       app-registration-change
--| question: Which applications and service principals appeared, got an owner, another reply address or audience, or went again?
--| phase:    persistence
--| attack:   T1136.003 T1098.001 T1671
--| severity: medium
--| engine:   duckdb
--| needs:    operation Add application., Update application., Delete application., Add service principal., Add owner to application.
--| needs:    family directory-audit
--| needs:    workload AzureActiveDirectory
--| param:    short_life_hours integer  optional  default=48  An application deleted sooner is unusual, hours
--| param:    url_watch       varchar[] optional  Parts of reply addresses to warn of, besides those built in
--| column:   event_time      timestamp When, UTC
--| column:   account         varchar   Who
--| column:   operation       varchar   The record's operation
--| column:   app_name        varchar   The application, or null
--| column:   app_id          varchar   Its id, or null
--| column:   change          varchar   appeared, open to other tenants, reply address, owner, deleted
--| column:   before          varchar   Value before, or null
--| column:   after           varchar   Value after, or null
--| column:   why             varchar   What makes it worth reading, or null
--| column:   severity        varchar   high: a reply address to warn of, open to other tenants, short-lived, or the intruder's; medium an owner or one from another tenant; else low
--| column:   client_ip       varchar   From where, or null
--| column:   country         varchar   Its country, or null
--| column:   session_id      varchar   Session, or null
--| column:   deleted_time    timestamp When the application was deleted later, UTC, or null
--| column:   grade           varchar   A: attacker in the reconstruction; B: suspect in it; C: neither
--| column:   sentence        varchar   One line for a reader
--| column:   event_id        varchar   The record
--| covers:   applications and service principals added, changed, given owners and deleted; new less old of each value
--| misses:   permissions and credentials, see oauth-app-permission-or-admin-consent and app-credential-added
--| benign:   developers; what services of Microsoft provision for themselves is left out
--| pivot:    client_ip -> shared-source-across-accounts
--| pivot:    app_name -> app-credential-added
--| source:   https://learn.microsoft.com/entra/identity/monitoring-health/reference-audit-activities

WITH change AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, e.operation, rtrim(lower(trim(e.operation)), '.') AS verb, e.client_ip,
    e.country, e.session_id, e.target,
    -- Where an owner is given, the names among the targets are the person's.
    coalesce(max(CASE WHEN lower(p.name) IN ('application.displayname', 'serviceprincipal.displayname')
        THEN nullif(trim(coalesce(nullif(p.value, ''), p.old_value), '"[] '), '') END),
      (SELECT min(t.value) FROM event_target AS t WHERE t.event_seq = e.event_seq
        AND t.kind IN ('name', 'app', 'application', 'serviceprincipal')), e.target) AS app_name,
    (SELECT min(lower(t.value)) FROM event_target AS t WHERE t.event_seq = e.event_seq AND t.kind IN ('upn', 'user')) AS owner,
    max(CASE WHEN lower(p.name) = 'appaddress' THEN p.value END) AS addresses,
    max(CASE WHEN lower(p.name) = 'appaddress' THEN p.old_value END) AS addresses_before,
    max(CASE WHEN lower(p.name) = 'availabletoothertenants' THEN lower(p.value) END) AS tenants,
    max(CASE WHEN lower(p.name) = 'availabletoothertenants' THEN lower(p.old_value) END) AS tenants_before,
    max(CASE WHEN lower(p.name) IN ('appid', 'appprincipalid', 'serviceprincipalnames', 'targetid.serviceprincipalnames')
      THEN lower(regexp_extract(coalesce(nullif(p.value, ''), p.old_value), '([0-9A-Fa-f]{8}-[0-9A-Fa-f-]{27})', 1)) END) AS app_id
  FROM event AS e
  LEFT JOIN event_property AS p ON p.event_seq = e.event_seq
  WHERE rtrim(lower(trim(e.operation)), '.') IN ('add application', 'update application', 'delete application',
      'hard delete application', 'add service principal', 'update service principal', 'remove service principal',
      'add owner to application', 'add owner to service principal', 'remove owner from application')
    AND e.result <> 'failure' AND e.actor_kind IN ('user', 'admin', 'guest')
  GROUP BY e.event_seq, e.event_time, e.event_id, e.account, e.operation, e.client_ip, e.country, e.session_id, e.target
),
ours AS (
  SELECT * FROM change
  WHERE app_id IS NULL OR app_id = '' OR app_id NOT IN (SELECT value FROM reference_set WHERE set_name = 'first-party-app')
),
watched AS (
  SELECT unnest(['ngrok', 'workers.dev', 'trycloudflare', 'onrender.com', 'azurewebsites.net', 'webhook.site', 'localhost:53682',
    'requestbin', 'herokuapp', 'glitch.me', 'repl.co']) AS part
  UNION
  SELECT lower(unnest(getvariable('url_watch'))) AS part
),
reply AS (
  SELECT o.event_id, u.url
  FROM ours AS o
  CROSS JOIN LATERAL (SELECT unnest(regexp_extract_all(replace(coalesce(o.addresses, ''), '\/', '/'), '(?i)[a-z][a-z0-9+.-]*://[^"\s,\]]+')) AS url) AS u
  WHERE strpos(replace(coalesce(o.addresses_before, ''), '\/', '/'), u.url) = 0
),
part AS (
  SELECT o.*, 'reply address' AS change, nullif(array_to_string(regexp_extract_all(coalesce(o.addresses_before, ''), '(?i)[a-z][a-z0-9+.-]*://[^"\s,\]]+'), ' '), '')
      AS before, r.url AS after,
    CASE WHEN EXISTS (SELECT 1 FROM watched AS w WHERE strpos(lower(r.url), w.part) > 0) THEN 'a host or port that tools use'
      WHEN regexp_matches(lower(r.url), '^https?://(\d{1,3}\.){3}\d{1,3}') AND lower(r.url) NOT LIKE '%//127.0.0.1%' THEN 'an address instead of a name'
      WHEN regexp_matches(lower(r.url), '^http://') AND NOT regexp_matches(lower(r.url), '^http://(localhost|127\.0\.0\.1)') THEN 'not encrypted'
      WHEN regexp_matches(lower(r.url), '\.(top|xyz|icu|click|cfd|sbs)(/|:|$)') THEN 'a cheap domain' END AS why
  FROM ours AS o
  JOIN reply AS r ON r.event_id = o.event_id
  UNION ALL
  SELECT o.*, 'open to other tenants', nullif(trim(o.tenants_before, '[]" ' || chr(13) || chr(10)), ''), trim(o.tenants, '[]" ' || chr(13) || chr(10)), 'any tenant can use it'
  FROM ours AS o
  WHERE o.tenants LIKE '%true%' AND coalesce(o.tenants_before, '') NOT LIKE '%true%' AND o.verb LIKE '% application'
  UNION ALL
  SELECT o.*, 'appeared', NULL, NULL, NULL FROM ours AS o WHERE o.verb IN ('add application', 'add service principal')
  UNION ALL
  SELECT o.*, CASE WHEN o.verb LIKE 'remove%' THEN 'owner taken out' ELSE 'owner' END, NULL, coalesce(o.owner, o.target),
    CASE WHEN o.verb NOT LIKE 'remove%' THEN 'an owner can add credentials' END
  FROM ours AS o WHERE o.verb LIKE '%owner%'
  UNION ALL
  SELECT o.*, 'deleted', NULL, NULL, NULL FROM ours AS o WHERE o.verb IN ('delete application', 'remove service principal')
),
deleted AS (
  SELECT p.event_id, min(d.event_time) AS deleted_time
  FROM part AS p
  JOIN ours AS d ON d.verb IN ('delete application', 'hard delete application') AND lower(d.app_name) = lower(p.app_name)
    AND d.event_time > p.event_time
  WHERE p.change = 'appeared'
  GROUP BY p.event_id
),
weighed AS (
  SELECT p.*, d.deleted_time, v.verdict,
    coalesce(p.why, CASE WHEN d.deleted_time < p.event_time + interval '1' hour * getvariable('short_life_hours')
      THEN 'short-lived' END) AS reason
  FROM part AS p
  LEFT JOIN deleted AS d ON d.event_id = p.event_id
  LEFT JOIN verdict AS v ON v.event_seq = p.event_seq
)
SELECT event_time, account, operation, app_name, nullif(app_id, '') AS app_id, change, before, after, reason AS why,
  CASE WHEN verdict IN ('attacker', 'suspect') OR change = 'reply address' AND reason IS NOT NULL
      OR change = 'open to other tenants' OR reason = 'short-lived' THEN 'high'
    WHEN change = 'owner' THEN 'medium' ELSE 'low' END AS severity,
  client_ip, country, session_id, deleted_time,
  CASE verdict WHEN 'attacker' THEN 'A' WHEN 'suspect' THEN 'B' ELSE 'C' END AS grade,
  concat(coalesce(account, 'somebody'), ': ', coalesce(app_name, 'an unnamed application'), ' ',
    CASE change WHEN 'appeared' THEN 'appeared' WHEN 'deleted' THEN 'was deleted' WHEN 'open to other tenants' THEN 'was opened to other tenants'
      WHEN 'reply address' THEN concat('got the reply address ', after) WHEN 'owner' THEN concat('got the owner ', after)
      ELSE concat('lost the owner ', after) END,
    CASE WHEN reason IS NOT NULL THEN concat(' (', reason, ')') ELSE '' END) AS sentence,
  event_id
FROM weighed
ORDER BY event_time, event_id, change, after NULLS LAST;
