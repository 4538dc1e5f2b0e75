--| id:       persistence-net-state
--| question: At the end of the evidence, what that was set up is still there, and do exports of the present state agree?
--| phase:    response
--| attack:   T1098 T1114.003 T1564.008 T1528
--| severity: critical
--| engine:   duckdb
--| needs:    any
--| param:    victims        varchar[] optional  Only what concerns these accounts or was set up by them
--| param:    show_closed    boolean   optional  default=false  Show also what was removed again
--| param:    show_owners    boolean   optional  default=false  Show also what the reconstruction gives to the owner
--| column:   event_time     timestamp When it was last set up or switched on, UTC
--| column:   kind           varchar   inbox-rule, mailbox-forward, mailbox-permission, folder-permission, transport-rule, connector, oauth-grant, app-credential, mfa-method, device, role, account, sharing-link or flow
--| column:   object         varchar   What it is: rule, target, grantee, application, role, link …
--| column:   account        varchar   Whose mailbox or account it concerns; of tenant-wide things, who set it up
--| column:   actor          varchar   Who set it up, or null
--| column:   client_ip      varchar   From where, or null
--| column:   session_id     varchar   Session, or null
--| column:   open           boolean   True while nothing on record ended it
--| column:   ended_time     timestamp When it was ended, UTC, or null
--| column:   ended_by       varchar   Who ended it, or null
--| column:   age_days       double    Days from then to the end of the evidence
--| column:   live_state     varchar   agrees, or contradicts: an export of the present state, later than the record, has it or has it not; not exported
--| column:   severity       varchar   critical by the intruder and open; high by a suspect and open, or ended and yet in the exported state; else low
--| column:   grade          varchar   A: attacker in the reconstruction; B: suspect in it; C: neither
--| column:   sentence       varchar   One line for a reader
--| column:   event_id       varchar   The record that set it up
--| covers:   rules, forwarding, rights on mailboxes and folders, mail flow rules, connectors, consents, secrets, factors, devices, roles, accounts, anonymous links and flows: the last state of each
--| misses:   what was set up before the evidence begins: the state exports and their own investigations show it
--| misses:   a removal of a factor that names none ends only registrations that name none
--| benign:   most of it: people make rules and enrol telephones; what counts is who set it up
--| pivot:    account -> containment-timeline
--| pivot:    account -> ato-timeline
--| source:   https://learn.microsoft.com/defender-office-365/responding-to-a-compromised-email-account
--| source:   https://learn.microsoft.com/entra/architecture/security-operations-privileged-accounts

WITH act AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.operation, e.account AS actor, e.mailbox, e.target, e.client_ip, e.session_id,
    -- One dash and no full stop, however the record writes them.
    rtrim(trim(replace(lower(e.operation), '–', '-')), '.') AS verb
  FROM event AS e
  WHERE rtrim(trim(replace(lower(e.operation), '–', '-')), '.') IN ('new-inboxrule', 'set-inboxrule', 'enable-inboxrule', 'disable-inboxrule',
      'remove-inboxrule', 'updateinboxrules', 'set-mailbox', 'add-mailboxpermission', 'remove-mailboxpermission', 'add-recipientpermission',
      'remove-recipientpermission', 'add-mailboxfolderpermission', 'remove-mailboxfolderpermission', 'addfolderpermissions',
      'removefolderpermissions', 'new-transportrule', 'enable-transportrule', 'disable-transportrule', 'remove-transportrule',
      'new-inboundconnector', 'remove-inboundconnector', 'new-outboundconnector', 'remove-outboundconnector', 'consent to application',
      'add delegated permission grant', 'add oauth2permissiongrant', 'remove delegated permission grant', 'remove oauth2permissiongrant',
      'add app role assignment to service principal', 'remove app role assignment from service principal', 'remove service principal',
      'add service principal credentials', 'remove service principal credentials', 'update application - certificates and secrets management',
      'user registered security info', 'admin registered security info', 'user deleted security info', 'admin deleted security info',
      'update user', 'add device', 'add registered owner to device', 'register device', 'delete device', 'remove registered owner from device',
      'unregister device', 'add member to role', 'add eligible member to role', 'remove member from role', 'remove eligible member from role',
      'add user', 'invite external user', 'delete user', 'anonymouslinkcreated', 'anonymouslinkremoved', 'createflow', 'deleteflow')
    AND e.result <> 'failure' AND e.actor_kind <> 'system'
),
said AS (
  SELECT a.event_seq,
    max(CASE WHEN lower(p.name) IN ('rulename', 'name') THEN p.value END) AS name,
    max(CASE WHEN lower(p.name) = 'ruleoperation' THEN lower(p.value) END) AS rule_operation,
    max(CASE WHEN lower(p.name) = 'ruleid' THEN p.value END) AS rule_id,
    max(CASE WHEN lower(p.name) = 'enabled' THEN lower(p.value) END) AS enabled,
    max(CASE WHEN lower(p.name) LIKE 'forwarding%address' THEN trim(replace(coalesce(p.value, ''), '$null', '')) END) AS forward,
    max(CASE WHEN lower(p.name) IN ('user', 'trustee') THEN p.value END) AS grantee,
    max(CASE WHEN lower(p.name) = 'identity' THEN p.value END) AS identity,
    max(CASE WHEN lower(p.name) = 'role.displayname' THEN coalesce(nullif(trim(p.value, '" []'), ''), trim(p.old_value, '" []')) END) AS role,
    max(CASE WHEN lower(p.name) LIKE 'device.displayname' OR lower(p.name) = 'displayname' THEN coalesce(nullif(trim(p.value, '" []'), ''), trim(p.old_value, '" []')) END) AS display,
    max(CASE WHEN lower(p.name) = 'keydescription' THEN length(coalesce(p.value, '')) - length(coalesce(p.old_value, '')) END) AS keys_grown,
    max(CASE WHEN lower(p.name) LIKE 'strongauthentication%' OR lower(p.name) = 'searchabledevicekey'
      THEN length(coalesce(p.value, '')) - length(coalesce(p.old_value, '')) END) AS grown,
    min(CASE WHEN lower(p.name) LIKE 'strongauthentication%' OR lower(p.name) = 'searchabledevicekey'
      THEN length(coalesce(p.value, '')) - length(coalesce(p.old_value, '')) END) AS shrunk,
    max(CASE WHEN lower(p.name) = 'strongauthenticationphoneappdetail'
      THEN coalesce(
        list_filter(regexp_extract_all(p.value, '"DeviceName"\s*:\s*"([^"]+)"', 1), lambda x: strpos(coalesce(p.old_value, ''), x) = 0)[1],
        list_filter(regexp_extract_all(p.old_value, '"DeviceName"\s*:\s*"([^"]+)"', 1), lambda x: strpos(coalesce(p.value, ''), x) = 0)[1])
      END) AS factor
  FROM act AS a
  JOIN event_property AS p ON p.event_seq = a.event_seq
  GROUP BY a.event_seq
),
aimed AS (
  SELECT a.event_seq, min(lower(t.value)) FILTER (WHERE t.kind IN ('upn', 'user') AND t.value LIKE '%@%') AS upn,
    min(t.value) FILTER (WHERE t.kind IN ('name', 'app', 'serviceprincipal', 'device')) AS name
  FROM act AS a
  JOIN event_target AS t ON t.event_seq = a.event_seq
  GROUP BY a.event_seq
),
member AS (
  SELECT a.event_seq, lower(nullif(regexp_extract(e.raw, '(?i)"MemberUpn\\?"\s*:\s*\\?"([^"\\]+)', 1), '')) AS member,
    nullif(regexp_extract(e.raw, '(?i)"Path\\?"\s*:\s*\\?"([^"]+?)\\?"', 1), '') AS folder
  FROM act AS a JOIN event AS e ON e.event_seq = a.event_seq
  WHERE a.verb IN ('addfolderpermissions', 'removefolderpermissions')
),
known AS (
  SELECT a.*, s.rule_operation, s.forward, s.keys_grown, s.grown, s.shrunk, s.factor, s.role, s.enabled,
    coalesce(lower(a.mailbox), a.actor) AS box, coalesce(m.upn, CASE WHEN a.target LIKE '%@%' THEN lower(a.target) END) AS upn,
    coalesce(nullif(CASE WHEN a.verb LIKE '%inboxrule%' THEN coalesce(a.target, s.name, s.rule_id) END, ''), s.name, s.display, m.name, s.identity, a.target) AS thing,
    coalesce(lower(s.grantee), f.member) AS grantee, coalesce(f.folder, s.identity, a.target) AS folder
  FROM act AS a
  LEFT JOIN said AS s ON s.event_seq = a.event_seq
  LEFT JOIN aimed AS m ON m.event_seq = a.event_seq
  LEFT JOIN member AS f ON f.event_seq = a.event_seq
),
change AS (
  SELECT *, box AS account, thing AS object, 'inbox-rule' AS kind,
    verb NOT IN ('remove-inboxrule', 'disable-inboxrule') AND coalesce(rule_operation, '') NOT IN ('removemailboxrule', 'delete')
      AND coalesce(enabled, 'true') <> 'false' AS opens
  FROM known WHERE verb LIKE '%inboxrule%'
  UNION ALL
  -- Any forwarding of a mailbox takes the place of the one before.
  SELECT *, box, coalesce(nullif(forward, ''), 'forwarding'), 'mailbox-forward', forward <> '' FROM known WHERE verb = 'set-mailbox' AND forward IS NOT NULL
  UNION ALL
  SELECT *, box, grantee, 'mailbox-permission', verb LIKE 'add-%' FROM known
  WHERE verb LIKE '%-mailboxpermission' AND grantee NOT LIKE 'nt authority\%' OR verb LIKE '%-recipientpermission' AND grantee NOT LIKE 'nt authority\%'
  UNION ALL
  SELECT *, box, concat(grantee, ' on ', folder), 'folder-permission', verb LIKE 'add%' FROM known WHERE verb LIKE '%folderpermission%' AND grantee IS NOT NULL
  UNION ALL
  SELECT *, actor, coalesce(thing, target), 'transport-rule', verb NOT IN ('disable-transportrule', 'remove-transportrule') FROM known
  WHERE verb LIKE '%-transportrule'
  UNION ALL
  SELECT *, actor, coalesce(thing, target), 'connector', verb LIKE 'new-%' FROM known WHERE verb LIKE '%boundconnector'
  UNION ALL
  SELECT *, actor, coalesce(thing, target), 'oauth-grant', verb NOT LIKE 'remove %' FROM known
  WHERE verb LIKE '%permission grant' OR verb LIKE '%oauth2permissiongrant' OR verb = 'consent to application' OR verb = 'remove service principal'
    OR verb LIKE '%app role assignment % service principal'
  UNION ALL
  SELECT *, actor, coalesce(thing, target), 'app-credential', CASE WHEN verb LIKE 'update %' THEN coalesce(keys_grown, 1) > 0 ELSE verb LIKE 'add %' END FROM known
  WHERE verb LIKE '%service principal credentials' OR verb = 'update application - certificates and secrets management' AND coalesce(keys_grown, 1) <> 0
  UNION ALL
  SELECT *, coalesce(upn, actor), coalesce(factor, 'sign-in method'), 'mfa-method', verb LIKE '%registered%' OR grown > 0 FROM known
  WHERE verb LIKE '%security info' OR verb = 'update user' AND (grown > 0 OR shrunk < 0)
  UNION ALL
  SELECT *, coalesce(upn, actor), thing, 'device', verb NOT LIKE 'delete%' AND verb NOT LIKE 'remove%' AND verb NOT LIKE 'unregister%' FROM known
  WHERE verb LIKE '%device'
  UNION ALL
  SELECT *, coalesce(upn, lower(target)), coalesce(role, 'role'), 'role', verb LIKE 'add %' FROM known WHERE verb LIKE '%member % role'
  UNION ALL
  SELECT *, actor, coalesce(upn, lower(target)), 'account', verb <> 'delete user' FROM known WHERE verb IN ('add user', 'invite external user', 'delete user')
  UNION ALL
  SELECT *, actor, target, 'sharing-link', verb = 'anonymouslinkcreated' FROM known WHERE verb LIKE 'anonymouslink%'
  UNION ALL
  SELECT *, actor, coalesce(target, thing), 'flow', verb = 'createflow' FROM known WHERE verb IN ('createflow', 'deleteflow')
),
keyed AS (
  -- What is ended by whom need not be who began it.
  SELECT c.*, concat(kind, chr(10), CASE WHEN kind IN ('transport-rule', 'connector', 'oauth-grant', 'app-credential', 'account', 'sharing-link', 'flow', 'device')
      THEN '' ELSE account END, chr(10), CASE WHEN kind IN ('mailbox-forward') THEN '' ELSE lower(coalesce(object, '')) END) AS key
  FROM change AS c
  -- The registration in words says less than the change of the account that it comes with.
  WHERE NOT (c.verb LIKE '%registered security info' AND EXISTS (SELECT 1 FROM known AS k WHERE k.verb = 'update user' AND k.grown > 0
    AND k.upn = coalesce(c.upn, c.actor) AND k.event_time BETWEEN c.event_time - interval '2' minute AND c.event_time + interval '2' minute))
),
last_open AS (
  SELECT *, row_number() OVER (PARTITION BY key ORDER BY event_time DESC, event_id DESC) AS nth FROM keyed WHERE opens
),
-- Deleting an application's principal takes its grants and secrets along; deleting an account its roles.
last_close AS (
  SELECT key, event_time, actor FROM keyed WHERE NOT opens
  UNION ALL
  SELECT replace(key, 'oauth-grant', 'app-credential'), event_time, actor FROM keyed WHERE verb = 'remove service principal'
),
netted AS (
  SELECT o.*, min(c.event_time) AS ended_time, arg_min(c.actor, c.event_time) AS ended_by
  FROM last_open AS o
  -- Records of one second that open and close are one replacement.
  LEFT JOIN last_close AS c ON c.key = o.key AND c.event_time > o.event_time
  WHERE o.nth = 1
  GROUP BY ALL
),
live AS (
  SELECT 'inbox-rule' AS kind, lower(mailbox) AS account, lower(rule_name) AS object, as_of, coalesce(enabled, true) AS present FROM inbox_rule_state
  UNION ALL
  SELECT 'mailbox-forward', lower(mailbox), '', as_of, coalesce(forwarding_smtp_address, forwarding_address, '') <> '' FROM mailbox_state
  UNION ALL
  SELECT 'mailbox-permission', lower(mailbox), lower(grantee), as_of, true FROM mailbox_permission_state WHERE folder IS NULL
  UNION ALL
  SELECT 'transport-rule', '', lower(rule_name), as_of, coalesce(lower(state), 'enabled') = 'enabled' FROM transport_rule_state
  UNION ALL
  SELECT 'oauth-grant', '', lower(app_name), as_of, true FROM oauth_grant_state
  UNION ALL
  SELECT 'device', '', lower(display_name), as_of, coalesce(enabled, true) FROM device_state
),
exported AS (
  SELECT kind, account, max(as_of) AS as_of FROM live GROUP BY kind, account
),
compared AS (
  SELECT n.key, max(x.as_of) AS as_of, coalesce(bool_or(l.present), false) AS present
  FROM netted AS n
  JOIN exported AS x ON x.kind = n.kind AND x.account IN (n.account, split_part(n.account, '@', 1), '') AND x.as_of > n.event_time
  LEFT JOIN live AS l ON l.kind = x.kind AND l.account = x.account AND l.as_of = x.as_of AND l.object IN (lower(n.object), '')
  GROUP BY n.key
),
ending AS (
  SELECT max(event_time) AS last_time FROM event WHERE family <> 'alert'
),
graded AS (
  SELECT n.*, n.ended_time IS NULL AS is_open,
    CASE v.verdict WHEN 'attacker' THEN 'A' WHEN 'suspect' THEN 'B' ELSE 'C' END AS grade, v.verdict AS judged,
    CASE WHEN c.key IS NULL THEN 'not exported' WHEN c.present = (n.ended_time IS NULL) THEN 'agrees' ELSE 'contradicts' END AS live_state
  FROM netted AS n
  LEFT JOIN verdict AS v ON v.event_seq = n.event_seq
  LEFT JOIN compared AS c ON c.key = n.key
)
SELECT g.event_time, g.kind, g.object, g.account, g.actor, g.client_ip, g.session_id, g.is_open AS open, g.ended_time, g.ended_by,
  round(date_diff('minute', g.event_time, e.last_time) / 1440.0, 1) AS age_days, g.live_state,
  CASE WHEN NOT g.is_open AND g.live_state <> 'contradicts' THEN 'low' WHEN g.grade = 'A' THEN 'critical'
    WHEN g.grade = 'B' OR NOT g.is_open THEN 'high' ELSE 'low' END AS severity, g.grade,
  concat(g.kind, ' ', g.object, CASE WHEN g.kind IN ('transport-rule', 'connector', 'oauth-grant', 'app-credential', 'account', 'sharing-link', 'flow') THEN ', set up by '
      ELSE ' of ' END, coalesce(g.account, 'somebody unnamed'), CASE WHEN g.is_open THEN ' is still there' ELSE ' was ended' END,
    CASE g.live_state WHEN 'agrees' THEN ', as the exported state says too' WHEN 'contradicts' THEN ', but the exported state says otherwise' ELSE '' END) AS sentence,
  g.event_id
FROM graded AS g
CROSS JOIN ending AS e
WHERE (g.is_open OR g.live_state = 'contradicts' OR getvariable('show_closed'))
  AND (coalesce(g.judged, '') NOT IN ('owner', 'system') OR getvariable('show_owners'))
  AND (getvariable('victims') IS NULL OR list_contains(getvariable('victims'), g.account) OR list_contains(getvariable('victims'), g.actor))
ORDER BY g.grade, g.event_time, g.event_id, g.kind, g.object NULLS LAST;
