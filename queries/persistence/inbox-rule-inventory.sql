--| id:       inbox-rule-inventory
--| question: What is the history of every mailbox rule: made, changed, switched, removed, by whom, and does it still stand?
--| phase:    persistence
--| attack:   T1564.008 T1114.003
--| severity: info
--| engine:   duckdb
--| needs:    operation New-InboxRule, Set-InboxRule, Enable-InboxRule, Disable-InboxRule, Remove-InboxRule, UpdateInboxRules
--| needs:    workload Exchange
--| needs:    state inbox_rule_state
--| param:    mailbox         varchar   optional  Only the rules of this mailbox; of every mailbox if left out
--| param:    include_removed boolean   optional  default=true  False: leave out rules that stand no more
--| column:   event_time      timestamp When, UTC; of a rule that an export shows: when the export was made
--| column:   account         varchar   Who did it; null for a rule that an export shows
--| column:   mailbox         varchar   Whose rule it is
--| column:   rule_name       varchar   Name of the rule, or null
--| column:   rule_id         varchar   Its number, or null
--| column:   verb            varchar   made, changed, switched on, switched off, removed; seen: an export shows it
--| column:   operation       varchar   The record's operation; null for an export
--| column:   form            varchar   cmdlet, Outlook, EWS, or export
--| column:   conditions      varchar   To which mail, as recorded, or null
--| column:   actions         varchar   What it does with it, as recorded, or null
--| column:   stands          varchar   How the last word on this rule leaves it: on, off, removed, or gone: a later export has it no more
--| column:   client_ip       varchar   From where, or null
--| column:   country         varchar   Its country, or null
--| column:   client_info     varchar   Client program, or null
--| column:   session_id      varchar   Session, or null
--| column:   severity        varchar   info: an inventory accuses nobody
--| column:   grade           varchar   A: attacker in the reconstruction; B: suspect in it; C: neither; S: made by a service
--| column:   sentence        varchar   One line for a reader
--| column:   evidence        varchar   File and row of the export that shows the rule; null for a record
--| column:   event_id        varchar   The record; null for an export
--| covers:   New-, Set-, Enable-, Disable- and Remove-InboxRule; UpdateInboxRules as Outlook and as EWS write it; exports of inbox rules
--| misses:   rules from before the evidence begins that no export shows; rules that Outlook keeps on the computer
--| misses:   a rule that was renamed is two rules here, because clients and cmdlets share no other name for it
--| benign:   everything that people file; the questions about single rules are asked by inbox-rule-forward-external and inbox-rule-hide-or-delete
--| pivot:    mailbox -> inbox-rule-forward-external
--| pivot:    mailbox -> inbox-rule-hide-or-delete
--| pivot:    session_id -> mail-accessed-exposure
--| source:   https://learn.microsoft.com/powershell/module/exchange/new-inboxrule
--| source:   https://learn.microsoft.com/purview/audit-log-activities

WITH rule_event AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, lower(coalesce(e.mailbox, e.account)) AS mailbox, e.operation,
    lower(trim(e.operation)) AS cmdlet, e.actor_kind, e.client_ip, e.country, e.client_info, e.session_id, e.target,
    max(CASE WHEN lower(p.name) IN ('name', 'rulename') THEN nullif(trim(p.value), '') END) AS named,
    max(CASE WHEN lower(p.name) = 'ruleid' THEN p.value END) AS rule_id,
    max(CASE WHEN lower(p.name) = 'ruleoperation' THEN lower(p.value) END) AS rule_operation,
    max(CASE WHEN lower(p.name) IN ('enabled', 'rulestate') THEN lower(p.value) END) AS state,
    max(CASE WHEN lower(p.name) = 'ruleactions' THEN 1 ELSE 0 END) AS is_outlook,
    array_to_string(array_agg(concat(p.name, ' ', p.value) ORDER BY p.ordinal)
      -- So clients write that there is no condition.
      FILTER (WHERE lower(trim(coalesce(p.value, ''))) NOT IN ('', '{}', '{()}', '[]', 'none', 'null')
        AND (lower(p.name) IN ('from', 'sentto', 'rulecondition', 'conditions', 'hasattachment')
          OR lower(p.name) LIKE '%containswords')), '; ') AS conditions,
    array_to_string(array_agg(concat(p.name, ' ', p.value) ORDER BY p.ordinal)
      FILTER (WHERE lower(trim(coalesce(p.value, ''))) NOT IN ('', 'false', '[]', 'null')
        AND lower(p.name) IN ('ruleactions', 'actions', 'forwardto', 'forwardasattachmentto', 'redirectto', 'deletemessage',
          'softdeletemessage', 'movetofolder', 'copytofolder', 'markasread', 'markimportance', 'applycategory',
          'stopprocessingrules')), '; ') AS actions
  FROM event AS e
  JOIN event_property AS p ON p.event_seq = e.event_seq
  WHERE lower(trim(e.operation)) IN ('new-inboxrule', 'set-inboxrule', 'enable-inboxrule', 'disable-inboxrule',
      'remove-inboxrule', 'updateinboxrules')
    AND e.result <> 'failure'
  GROUP BY e.event_seq, e.event_time, e.event_id, e.account, e.mailbox, e.operation, e.actor_kind, e.client_ip, e.country,
    e.client_info, e.session_id, e.target
),
act AS (
  SELECT event_time, account, mailbox,
    -- Enable-, Disable- and Remove-InboxRule have no Name.
    coalesce(named, nullif(trim(target), '')) AS rule_name, rule_id,
    CASE WHEN cmdlet = 'new-inboxrule' OR rule_operation LIKE 'add%' OR rule_operation LIKE 'create%' THEN 'made'
      WHEN cmdlet = 'remove-inboxrule' OR rule_operation LIKE 'remove%' OR rule_operation LIKE 'delete%' THEN 'removed'
      WHEN cmdlet = 'enable-inboxrule' THEN 'switched on' WHEN cmdlet = 'disable-inboxrule' THEN 'switched off'
      ELSE 'changed' END AS verb,
    operation,
    CASE WHEN cmdlet <> 'updateinboxrules' THEN 'cmdlet' WHEN is_outlook = 1 THEN 'Outlook' ELSE 'EWS' END AS form,
    nullif(conditions, '') AS conditions, nullif(actions, '') AS actions,
    coalesce(state IN ('false', '$false') OR state LIKE '%disabled%', false) AS is_off,
    client_ip, country, client_info, session_id,
    CASE WHEN actor_kind = 'system' THEN 'S' WHEN v.verdict = 'attacker' THEN 'A' WHEN v.verdict = 'suspect' THEN 'B'
      ELSE 'C' END AS grade,
    cast(NULL AS varchar) AS evidence, r.event_id
  FROM rule_event AS r
  LEFT JOIN verdict AS v ON v.event_seq = r.event_seq
  UNION ALL
  SELECT r.as_of, NULL, lower(r.mailbox), r.rule_name, r.rule_id, 'seen', NULL, 'export', r.conditions,
    nullif(concat_ws('; ', 'ForwardTo ' || r.forward_to, 'ForwardAsAttachmentTo ' || r.forward_as_attachment_to,
      'RedirectTo ' || r.redirect_to, 'MoveToFolder ' || r.move_to_folder, 'CopyToFolder ' || r.copy_to_folder,
      CASE WHEN r.delete_message THEN 'DeleteMessage' END, CASE WHEN r.mark_as_read THEN 'MarkAsRead' END,
      CASE WHEN r.stop_processing THEN 'StopProcessingRules' END), ''),
    coalesce(NOT r.enabled, false), NULL, NULL, NULL, NULL, 'C', concat(regexp_extract(s.path, '[^/\\]+$'), ', row ', r.record_no), NULL
  FROM inbox_rule_state AS r
  JOIN source AS s ON s.source_id = r.source_id
),
ordered AS (
  SELECT a.*, row_number() OVER (PARTITION BY mailbox, lower(coalesce(rule_name, rule_id, ''))
      ORDER BY event_time DESC, event_id DESC NULLS FIRST, evidence DESC NULLS LAST) AS nth_last
  FROM act AS a
),
last_word AS (
  SELECT mailbox, lower(coalesce(rule_name, rule_id, '')) AS rule_key, event_time,
    CASE WHEN verb = 'removed' THEN 'removed' WHEN verb = 'switched off' OR is_off THEN 'off' ELSE 'on' END AS stands
  FROM ordered
  WHERE nth_last = 1
),
shown_by AS (
  SELECT lower(mailbox) AS mailbox, max(as_of) AS as_of FROM inbox_rule_state GROUP BY lower(mailbox)
),
standing AS (
  SELECT w.mailbox, w.rule_key, CASE WHEN w.stands <> 'removed' AND x.as_of > w.event_time THEN 'gone' ELSE w.stands END AS stands
  FROM last_word AS w
  LEFT JOIN shown_by AS x ON x.mailbox = w.mailbox
)
SELECT a.event_time, a.account, a.mailbox, a.rule_name, a.rule_id, a.verb, a.operation, a.form, a.conditions, a.actions,
  w.stands, a.client_ip, a.country, a.client_info, a.session_id, 'info' AS severity, a.grade,
  concat(CASE WHEN a.verb = 'seen' THEN 'An export shows' ELSE concat(coalesce(a.account, 'somebody'), ' ', a.verb) END,
    ' the rule "', coalesce(a.rule_name, a.rule_id, ''), '" of ', coalesce(a.mailbox, 'an unnamed mailbox'),
    CASE WHEN a.actions IS NOT NULL THEN concat(': ', a.actions) ELSE '' END,
    CASE w.stands WHEN 'on' THEN '; it stands' WHEN 'off' THEN '; it is off' WHEN 'gone' THEN '; a later export has it no more'
      ELSE CASE WHEN a.verb = 'removed' THEN '' ELSE '; removed later' END END) AS sentence,
  a.evidence, a.event_id
FROM ordered AS a
JOIN standing AS w ON w.mailbox IS NOT DISTINCT FROM a.mailbox AND w.rule_key = lower(coalesce(a.rule_name, a.rule_id, ''))
WHERE (getvariable('mailbox') IS NULL OR a.mailbox = lower(getvariable('mailbox')))
  AND (getvariable('include_removed') OR w.stands IN ('on', 'off'))
ORDER BY a.mailbox NULLS LAST, lower(coalesce(a.rule_name, a.rule_id, '')), a.event_time, a.event_id NULLS LAST, a.evidence NULLS LAST;
