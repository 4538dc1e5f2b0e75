--| id:       signin-unfamiliar-application
--| question: Which client applications were used by accounts that never used them: shells of administrators, clients that pass by rules on devices, other tenants' applications?
--| phase:    access
--| attack:   T1078.004 T1550.001 T1199
--| severity: medium
--| engine:   duckdb
--| param:    baseline_days   integer   optional  default=30   History that an account or the tenant needs before an application is new to it, days
--| param:    max_prevalence  double    optional  default=0.05 Share of accounts from which a new application is a roll-out
--| param:    admins          varchar[] optional  Accounts whose work such clients are; left out for the watched ones
--| column:   event_time      timestamp First sign-in to it, UTC
--| column:   account         varchar   Who
--| column:   why             varchar   rogue: known from break-ins; watched: rules or enumerates a tenant; new in tenant; other tenant
--| column:   severity        varchar   high for rogue, and for a watched one first used after a known history from a new network; low where the history is too short; else medium
--| column:   app_id          varchar   The client
--| column:   app_name        varchar   Its name, or null
--| column:   resource_id     varchar   What the token is for, or null
--| column:   client_ip       varchar   From where, or null
--| column:   country         varchar   Its country, or null
--| column:   asn             bigint    Its autonomous system, or null
--| column:   user_agent      varchar   What the client said it was, or null
--| column:   session_id      varchar   Session, or null; follow it
--| column:   sign_ins        bigint    Sign-ins of the account to it
--| column:   users           bigint    Accounts that use it
--| column:   new_network     boolean   Whether the account had not signed in from that network before; null where that is not known
--| column:   history         varchar   Warm-up note: how long the account, or for a new one the tenant, is known before
--| column:   sentence        varchar   One line for a reader
--| column:   event_id        varchar   The first sign-in
--| covers:   successful sign-ins of both logs; the first of each account to each application
--| misses:   applications that the account used before the case begins: seen often, they are not new
--| benign:   roll-outs, told by their spread; administrators at their tools, told by admins
--| pivot:    session_id -> session-multiple-ips
--| pivot:    account -> oauth-user-consent
--| source:   https://learn.microsoft.com/troubleshoot/entra/entra-id/governance/verify-first-party-apps-sign-in
--| source:   https://github.com/huntresslabs/rogueapps

WITH signin AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, e.app_id, e.app_name, e.resource_id, e.client_ip, e.user_agent, e.session_id,
    a.country, a.asn, coalesce(a.network, 'unknown') AS network
  FROM event_core AS e
  LEFT JOIN address AS a ON a.client_ip = e.client_ip
  WHERE (e.family = 'signin' OR e.operation = 'UserLoggedIn') AND e.result = 'success' AND e.account IS NOT NULL
    AND e.app_id IS NOT NULL AND e.actor_kind IN ('user', 'admin', 'guest')
),
extent AS (
  SELECT min(event_time) AS since, count(DISTINCT account) AS accounts FROM signin
),
first_use AS (
  SELECT s.*,
    row_number() OVER (PARTITION BY account, app_id ORDER BY event_time, event_id) AS nth,
    count(*) OVER (PARTITION BY account, app_id) AS sign_ins,
    min(event_time) OVER (PARTITION BY account) AS account_since,
    min(event_time) OVER (PARTITION BY app_id) AS app_since,
    min(event_time) OVER (PARTITION BY account, asn) AS asn_since
  FROM signin AS s
),
spread AS (
  SELECT app_id, count(DISTINCT account) AS users FROM signin GROUP BY app_id
),
-- Only sign-in logs name both tenants.
elsewhere AS (
  SELECT h.event_seq
  FROM event_property AS h
  JOIN event_property AS r ON r.event_seq = h.event_seq AND lower(r.name) = 'resourcetenantid'
  WHERE lower(h.name) = 'hometenantid' AND lower(h.value) <> lower(r.value) AND r.value <> '' AND h.value <> ''
),
judged AS (
  SELECT f.*, p.users, x.since AS tenant_since,
    CASE WHEN g.value IS NOT NULL THEN 'rogue'
      WHEN f.event_seq IN (SELECT event_seq FROM elsewhere) THEN 'other tenant'
      WHEN w.value IS NOT NULL AND (getvariable('admins') IS NULL OR NOT list_contains(getvariable('admins'), f.account)) THEN 'watched'
      WHEN w.value IS NULL AND k.value IS NULL AND f.event_time = f.app_since
        AND x.since <= f.event_time - interval '1' day * getvariable('baseline_days')
        AND p.users <= greatest(1, getvariable('max_prevalence') * x.accounts) THEN 'new in tenant' END AS why,
    CASE WHEN f.asn IS NULL OR f.account_since = f.event_time THEN NULL ELSE f.asn_since = f.event_time END AS new_network
  FROM first_use AS f
  CROSS JOIN extent AS x
  JOIN spread AS p ON p.app_id = f.app_id
  LEFT JOIN reference_set AS g ON g.set_name = 'rogue-app' AND g.value = f.app_id
  LEFT JOIN reference_set AS w ON w.set_name = 'watch-app' AND w.value = f.app_id
  LEFT JOIN reference_set AS k ON k.set_name = 'first-party-app' AND k.value = f.app_id
  WHERE f.nth = 1
),
told AS (
  SELECT j.*, CASE WHEN why = 'new in tenant' THEN tenant_since ELSE account_since END AS known_since,
    CASE WHEN why = 'new in tenant' THEN tenant_since ELSE account_since END
      <= event_time - interval '1' day * getvariable('baseline_days') AS warm
  FROM judged AS j
  WHERE why IS NOT NULL
)
SELECT t.event_time, t.account, t.why,
  CASE WHEN t.why = 'rogue' THEN 'high' WHEN t.why = 'other tenant' THEN 'medium' WHEN NOT t.warm THEN 'low'
    WHEN t.why = 'watched' AND t.new_network THEN 'high' ELSE 'medium' END AS severity,
  t.app_id, coalesce(t.app_name, n.app_name) AS app_name, t.resource_id, t.client_ip, t.country, t.asn, t.user_agent, t.session_id,
  t.sign_ins, t.users, t.new_network,
  concat(CASE WHEN t.why = 'new in tenant' THEN 'tenant' ELSE 'account' END, ' known for ', date_diff('day', t.known_since, t.event_time),
    ' days before', CASE WHEN t.warm THEN '' ELSE ': too few to call an application new' END) AS history,
  concat(t.account, ' signed in to ', coalesce(t.app_name, n.app_name, t.app_id), CASE t.why
      WHEN 'rogue' THEN ', which is known from break-ins' WHEN 'watched' THEN ', a client for administration or enrolment'
      WHEN 'other tenant' THEN ' in another tenant' ELSE ', which nobody here had used before' END,
    ', from ', coalesce(t.client_ip, 'no address'), CASE WHEN t.new_network THEN ', a network new to the account' ELSE '' END,
    CASE WHEN t.warm OR t.why IN ('rogue', 'other tenant') THEN '' ELSE '; the history is too short to call it new' END) AS sentence,
  t.event_id
FROM told AS t
LEFT JOIN app AS n ON n.app_id = t.app_id
ORDER BY t.event_time, t.account, t.app_id, t.event_id;
