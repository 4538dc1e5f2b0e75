--| id:       transport-rule-change
--| question: Did a mail flow rule of the whole organisation start to copy, divert, delete or wave through mail?
--| phase:    persistence
--| attack:   T1114.003 T1564.008 T1562
--| severity: critical
--| engine:   duckdb
--| needs:    operation *-TransportRule
--| needs:    workload Exchange
--| needs:    state transport_rule_state
--| param:    own_domains     varchar[] optional  Mail domains of the organisation, lower case; without any, those of the mailboxes in the case
--| param:    allowed_domains varchar[] optional  Outside domains that mail may go to, such as an archive; left out
--| column:   event_time      timestamp When, UTC; of a rule that only an export shows: its last change there, else when the export was made
--| column:   account         varchar   Who; of a rule that only an export shows: who changed it last as the export says, or null
--| column:   operation       varchar   The record's operation; null for an export
--| column:   rule_name       varchar   Name of the rule
--| column:   effects         varchar   What it does: copies or diverts to outside or inside, deletes, skips the spam filter, routes by a connector, reports nothing; or switched off, removed
--| column:   targets         varchar   Where mail goes, or null
--| column:   conditions      varchar   Which mail, as recorded; null: all of it, or not told
--| column:   severity        varchar   critical outside; high deletes, diverts inside or skips the filter; one step up for an odd name, no reporting or words of payment; else low
--| column:   client_ip       varchar   From where, or null
--| column:   country         varchar   Its country, or null
--| column:   session_id      varchar   Session, or null
--| column:   until_time      timestamp When the rule was removed or switched off, UTC, or null: still on
--| column:   grade           varchar   A: attacker in the reconstruction; B: suspect in it; C: neither
--| column:   sentence        varchar   One line for a reader
--| column:   evidence        varchar   File and row of the export that shows the rule; null for a record
--| column:   event_id        varchar   The record; null for an export
--| covers:   New-, Set-, Enable-, Disable- and Remove-TransportRule; exports of mail flow rules for those that no record tells of
--| misses:   connectors and journaling, see mail-connector-journal-change; an Enable of a rule that was made before the evidence begins says not what it does
--| benign:   disclaimers, archives and gateways; give the domains of the archive in allowed_domains
--| pivot:    client_ip -> shared-source-across-accounts
--| source:   https://learn.microsoft.com/powershell/module/exchange/new-transportrule
--| source:   https://learn.microsoft.com/defender-office-365/detect-and-remediate-outlook-rules-forms-attack

WITH own AS (
  SELECT unnest(getvariable('own_domains')) AS domain
  UNION
  SELECT DISTINCT lower(split_part(mailbox, '@', 2)) FROM event
  WHERE getvariable('own_domains') IS NULL AND mailbox LIKE '%@%'
),
-- A part of the rule a row: what it does, to whom, to which mail.
recorded AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, e.operation, lower(trim(e.operation)) AS verb, e.client_ip,
    e.country, e.session_id, lower(p.name) AS name, trim(coalesce(p.value, '')) AS value, p.ordinal,
    regexp_extract(coalesce(max(CASE WHEN lower(p.name) = 'name' THEN nullif(trim(p.value), '') END)
      OVER (PARTITION BY e.event_seq), max(CASE WHEN lower(p.name) = 'identity' THEN nullif(trim(p.value), '') END)
      OVER (PARTITION BY e.event_seq), e.target, ''), '([^\\]*)$', 1) AS rule_name, cast(NULL AS varchar) AS evidence
  FROM event AS e
  JOIN event_property AS p ON p.event_seq = e.event_seq
  WHERE lower(trim(e.operation)) IN ('new-transportrule', 'set-transportrule', 'enable-transportrule',
      'disable-transportrule', 'remove-transportrule')
    AND e.actor_kind <> 'system' AND e.result <> 'failure'
),
exported AS (
  SELECT coalesce(t.changed, t.as_of) AS event_time, t.changed_by AS account, t.rule_name,
    concat(regexp_extract(s.path, '[^/\\]+$'), ', row ', t.record_no) AS evidence, t.blind_copy_to, t.copy_to, t.redirect_to,
    t.delete_message
  FROM transport_rule_state AS t
  JOIN source AS s ON s.source_id = t.source_id
  WHERE lower(coalesce(t.state, 'enabled')) <> 'disabled'
    AND lower(t.rule_name) NOT IN (SELECT lower(rule_name) FROM recorded)
),
part AS (
  SELECT * FROM recorded
  UNION ALL
  SELECT NULL, x.event_time, NULL, x.account, NULL, 'export', NULL, NULL, NULL, a.name, a.value, a.ordinal, x.rule_name,
    x.evidence
  FROM exported AS x
  CROSS JOIN LATERAL (VALUES ('blindcopyto', x.blind_copy_to, 1), ('copyto', x.copy_to, 2),
    ('redirectmessageto', x.redirect_to, 3), ('deletemessage', CASE WHEN x.delete_message THEN 'True' END, 4)) AS a (name, value, ordinal)
  WHERE a.value IS NOT NULL
),
target AS (
  SELECT DISTINCT p.event_id, p.evidence, p.name, lower(trim(t.target)) AS target
  FROM part AS p
  CROSS JOIN LATERAL (SELECT unnest(string_split_regex(p.value, '[;,]')) AS target) AS t
  WHERE p.name IN ('blindcopyto', 'copyto', 'redirectmessageto', 'addtorecipients') AND trim(t.target) NOT IN ('', '$null')
),
reached AS (
  SELECT t.event_id, t.evidence, array_to_string(list_sort(array_agg(DISTINCT t.target)), '; ') AS targets,
    bool_or(t.name = 'redirectmessageto') AS diverts,
    -- The suffix must begin at a dot: north.example.evil.example is not inside. A name is a recipient of the organisation.
    bool_or(t.target LIKE '%@%' AND NOT EXISTS (SELECT 1 FROM own AS w WHERE split_part(t.target, '@', 2) = w.domain
      OR split_part(t.target, '@', 2) LIKE concat('%.', w.domain))) AS outside
  FROM target AS t
  WHERE getvariable('allowed_domains') IS NULL
    OR NOT list_contains(getvariable('allowed_domains'), split_part(t.target, '@', 2))
  GROUP BY t.event_id, t.evidence
),
rule AS (
  SELECT p.event_seq, p.event_time, p.event_id, p.account, p.operation, p.verb, p.client_ip, p.country, p.session_id,
    p.rule_name, p.evidence,
    bool_or(p.name = 'deletemessage' AND lower(ltrim(p.value, '$')) = 'true' OR p.name = 'quarantine' AND lower(ltrim(p.value, '$')) = 'true')
      AS deletes,
    bool_or(p.name = 'setscl' AND p.value = '-1' OR p.name = 'setheadername' AND lower(p.value) LIKE 'x-ms-exchange-organization-skip%')
      AS skips,
    bool_or(p.name = 'routemessageoutboundconnector' AND p.value <> '') AS routes,
    bool_or(p.name IN ('blindcopyto', 'copyto', 'redirectmessageto', 'addtorecipients') AND p.value NOT IN ('', '$null')) AS sends,
    bool_or(p.name = 'setauditseverity' AND lower(p.value) = 'donotaudit') AS silent,
    array_to_string(array_agg(concat(p.name, ' ', p.value) ORDER BY p.ordinal) FILTER (WHERE p.value NOT IN ('', '$null')
      AND (p.name IN ('from', 'sentto', 'fromscope', 'senttoscope', 'senderdomainis', 'frommemberof', 'senttomemberof',
        'recipientdomainis', 'hasattachment') OR p.name LIKE '%containswords' OR p.name LIKE '%matchespatterns'
        OR p.name LIKE 'exceptif%')), '; ') AS conditions
  FROM part AS p
  GROUP BY p.event_seq, p.event_time, p.event_id, p.account, p.operation, p.verb, p.client_ip, p.country, p.session_id,
    p.rule_name, p.evidence
),
weighed AS (
  SELECT r.*, t.targets, coalesce(t.outside, false) AS outside, coalesce(t.diverts, false) AS diverts,
    concat_ws(', ',
      CASE WHEN t.targets IS NOT NULL THEN concat(CASE WHEN t.diverts THEN 'diverts to ' ELSE 'copies to ' END,
        CASE WHEN t.outside THEN 'outside' ELSE 'inside' END) END,
      CASE WHEN r.deletes THEN 'deletes' END, CASE WHEN r.skips THEN 'skips the spam filter' END,
      CASE WHEN r.routes THEN 'routes by a connector' END, CASE WHEN r.silent THEN 'reports nothing' END,
      CASE r.verb WHEN 'disable-transportrule' THEN 'switched off' WHEN 'enable-transportrule' THEN 'switched on'
        WHEN 'remove-transportrule' THEN 'removed' END) AS effects,
    CASE WHEN coalesce(t.outside, false) THEN 4 WHEN r.deletes OR r.skips OR coalesce(t.diverts, false) THEN 3
      WHEN t.targets IS NOT NULL OR r.routes THEN 2 ELSE 1 END
    + CASE WHEN r.verb IN ('new-transportrule', 'set-transportrule', 'export') AND (r.silent
        OR regexp_matches(trim(r.rule_name), '^[[:punct:][:space:]]+$')
        OR EXISTS (SELECT 1 FROM reference_set AS w WHERE w.set_name = 'finance-word'
          -- A short word must stand alone: ach is no part of attach.
          AND CASE WHEN length(w.value) <= 4 THEN regexp_matches(lower(coalesce(r.conditions, '')),
              concat('(^|[^\pL])', w.value, '($|[^\pL])'))
            ELSE strpos(lower(coalesce(r.conditions, '')), w.value) > 0 END))
      THEN 1 ELSE 0 END AS level
  FROM rule AS r
  LEFT JOIN reached AS t ON t.event_id IS NOT DISTINCT FROM r.event_id AND t.evidence IS NOT DISTINCT FROM r.evidence
),
ended AS (
  SELECT w.event_id, min(r.event_time) AS until_time
  FROM weighed AS w
  JOIN rule AS r ON lower(r.rule_name) = lower(w.rule_name) AND r.event_time > w.event_time
  WHERE r.verb IN ('disable-transportrule', 'remove-transportrule')
    AND w.verb NOT IN ('disable-transportrule', 'remove-transportrule', 'export')
  GROUP BY w.event_id
)
SELECT w.event_time, w.account, w.operation, w.rule_name,
  coalesce(nullif(w.effects, ''), 'nothing that takes mail away') AS effects, w.targets, nullif(w.conditions, '') AS conditions,
  CASE WHEN w.level >= 4 THEN 'critical' WHEN w.level = 3 THEN 'high' WHEN w.level = 2 THEN 'medium' ELSE 'low' END AS severity,
  w.client_ip, w.country, w.session_id, e.until_time,
  CASE v.verdict WHEN 'attacker' THEN 'A' WHEN 'suspect' THEN 'B' ELSE 'C' END AS grade,
  concat('The mail flow rule "', w.rule_name, '": ', coalesce(nullif(w.effects, ''), 'nothing that takes mail away'),
    CASE WHEN w.targets IS NOT NULL THEN concat(' (', w.targets, ')') ELSE '' END, ', by ',
    coalesce(w.account, 'somebody'), CASE WHEN w.verb = 'export' THEN ' as an export shows' WHEN e.until_time IS NOT NULL
      THEN ', ended later' ELSE '' END) AS sentence,
  w.evidence, w.event_id
FROM weighed AS w
LEFT JOIN ended AS e ON e.event_id = w.event_id
LEFT JOIN verdict AS v ON v.event_seq = w.event_seq
-- An export lists all rules; of those without a record only what moves mail is news.
WHERE (w.verb <> 'export' OR w.level >= 3)
  -- It sends mail to allowed domains and does nothing else.
  AND NOT (w.sends AND w.effects = '')
ORDER BY w.event_time, w.event_id NULLS LAST, w.evidence NULLS LAST, w.rule_name;
