--| id:       inbox-rule-hide-or-delete
--| question: Does an inbox rule hide or destroy mail, so that the owner misses replies, warnings or bounces?
--| phase:    evasion
--| attack:   T1564.008 T1070.008
--| severity: critical
--| engine:   duckdb
--| needs:    operation New-InboxRule, Set-InboxRule, Enable-InboxRule, UpdateInboxRules
--| needs:    workload Exchange
--| param:    finding_score   integer   optional  default=4  Score from which a rule is shown
--| param:    critical_score  integer   optional  default=6  Score from which it is critical
--| column:   event_time      timestamp When the rule was written, UTC
--| column:   account         varchar   Who wrote it
--| column:   mailbox         varchar   Whose mail it hides
--| column:   operation       varchar   The record's operation
--| column:   rule_name       varchar   Name of the rule, or null
--| column:   severity        varchar   critical from critical_score on, else high
--| column:   score           integer   Sum of the parts
--| column:   parts           varchar   The parts, each with its points
--| column:   folder          varchar   Where the mail goes, or null
--| column:   conditions      varchar   Which mail, or null: all of it
--| column:   client_ip       varchar   From where, or null
--| column:   country         varchar   Its country, or null
--| column:   session_id      varchar   Session, or null
--| column:   grade           varchar   A: an attacker's in the reconstruction; B: suspect in it; C: nothing ties it to an intruder
--| column:   sentence        varchar   One line for a reader
--| column:   event_id        varchar   The record
--| covers:   New-InboxRule, Set-InboxRule and UpdateInboxRules; deleting, moving and copying to a folder that nobody opens, in eleven languages; words of payment and of security in English, German, French, Spanish, Dutch and Italian
--| misses:   folders of other languages and folders that the intruder made; a folder given by id only
--| misses:   Enable-InboxRule, whose record does not say what the rule does
--| benign:   people who file newsletters unread; they stay under finding_score unless they delete
--| pivot:    session_id -> mail-accessed-exposure
--| pivot:    mailbox -> inbox-rule-forward-external
--| pivot:    client_ip -> shared-source-across-accounts
--| source:   https://learn.microsoft.com/defender-xdr/alert-grading-playbook-inbox-manipulation-rules

WITH rule AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, lower(coalesce(e.mailbox, e.account)) AS mailbox, e.operation,
    e.client_ip, e.country, e.session_id, coalesce(max(CASE WHEN lower(p.name) IN ('name', 'rulename') THEN p.value END),
      e.target, '') AS rule_name,
    max(CASE WHEN lower(p.name) IN ('deletemessage', 'softdeletemessage') THEN lower(p.value) END) AS deletes,
    max(CASE WHEN lower(p.name) IN ('movetofolder', 'copytofolder') THEN p.value END) AS folder,
    max(CASE WHEN lower(p.name) = 'markasread' THEN lower(p.value) END) AS reads,
    max(CASE WHEN lower(p.name) = 'stopprocessingrules' THEN lower(p.value) END) AS stops,
    max(CASE WHEN lower(p.name) IN ('ruleactions', 'actions') THEN lower(p.value) END) AS actions,
    max(CASE WHEN lower(p.name) = 'ruleoperation' THEN lower(p.value) END) AS rule_operation,
    max(CASE WHEN lower(p.name) = 'rulestate' THEN lower(p.value) END) AS state,
    max(CASE WHEN lower(p.name) IN ('from', 'fromaddresscontainswords') THEN p.value END) AS sender,
    array_to_string(array_agg(concat(p.name, ' ', p.value) ORDER BY p.ordinal) FILTER (WHERE coalesce(p.value, '') <> ''
      -- So clients write that there is no condition.
      AND lower(trim(p.value)) NOT IN ('{}', '{()}', '[]', 'none', 'null')
      AND (lower(p.name) IN ('from', 'sentto', 'rulecondition', 'conditions') OR lower(p.name) LIKE '%containswords')),
      '; ') AS conditions
  FROM event AS e
  JOIN event_property AS p ON p.event_seq = e.event_seq
  WHERE lower(trim(e.operation)) IN ('new-inboxrule', 'set-inboxrule', 'updateinboxrules') AND e.result <> 'failure'
  GROUP BY e.event_seq, e.event_time, e.event_id, e.account, e.mailbox, e.operation, e.client_ip, e.country, e.session_id,
    e.target
),
worded AS (
  SELECT *, concat(' ', regexp_replace(lower(coalesce(conditions, '')), '[^\pL\pN]+', ' ', 'g'), ' ') AS condition_words
  FROM rule
),
act AS (
  SELECT r.*,
    -- Cmdlets write True, or true; clients write a list of actions as text.
    coalesce(deletes, '') = 'true' OR coalesce(actions, '') LIKE '%delete%' AS destroys,
    -- The last part of a path, whole: a folder named Archive of offers is somebody's own.
    EXISTS (SELECT 1 FROM reference_set AS h
      WHERE h.set_name = 'hide-folder' AND (trim(regexp_extract(lower(coalesce(r.folder, '')), '([^\\/:]+)[\\/]?$', 1)) = h.value
        OR regexp_matches(coalesce(r.actions, ''), '(move|copy)')
          AND regexp_matches(r.actions, concat('(^|[^\pL])', h.value, '($|[^\pL ])')))) AS hides,
    coalesce(reads, '') = 'true' OR coalesce(actions, '') LIKE '%markasread%' AS marks,
    coalesce(stops, '') = 'true' OR coalesce(actions, '') LIKE '%stopprocessing%'
      OR coalesce(state, '') LIKE '%exitafterexecution%' AS ends,
    length(trim(rule_name)) <= 3 OR regexp_matches(trim(rule_name), '^[[:punct:][:space:]]*$')
      -- One letter repeated.
      OR replace(lower(trim(rule_name)), substr(lower(trim(rule_name)), 1, 1), '') = '' AS odd_name,
    -- A short word counts whole: ach is no part of attach.
    EXISTS (SELECT 1 FROM reference_set AS w WHERE w.set_name = 'finance-word'
      AND (length(w.value) > 4 AND strpos(lower(r.conditions), w.value) > 0
        OR strpos(r.condition_words, concat(' ', regexp_replace(w.value, '[^\pL\pN]+', ' ', 'g'), ' ')) > 0)) AS money,
    EXISTS (SELECT 1 FROM reference_set AS w WHERE w.set_name = 'security-word'
      AND (length(w.value) > 4 AND strpos(lower(r.conditions), w.value) > 0
        OR strpos(r.condition_words, concat(' ', regexp_replace(w.value, '[^\pL\pN]+', ' ', 'g'), ' ')) > 0)) AS warnings
  FROM worded AS r
  WHERE coalesce(rule_operation, '') NOT IN ('removemailboxrule', 'delete')
),
part AS (
  SELECT a.*,
    CASE WHEN destroys THEN 3 ELSE 0 END AS p_destroys, CASE WHEN hides THEN 3 ELSE 0 END AS p_hides,
    CASE WHEN marks THEN 1 ELSE 0 END AS p_marks, CASE WHEN ends THEN 1 ELSE 0 END AS p_ends,
    CASE WHEN odd_name THEN 2 ELSE 0 END AS p_name, CASE WHEN money THEN 2 ELSE 0 END AS p_money,
    CASE WHEN warnings THEN 3 ELSE 0 END AS p_warnings,
    -- Set-InboxRule tells only what was changed, so its silence about conditions means nothing.
    CASE WHEN coalesce(conditions, '') = '' AND lower(trim(operation)) <> 'set-inboxrule' THEN 3 ELSE 0 END AS p_all,
    CASE WHEN coalesce(sender, '') <> '' THEN 1 ELSE 0 END AS p_sender
  FROM act AS a
  WHERE destroys OR hides
),
scored AS (
  SELECT *, p_destroys + p_hides + p_marks + p_ends + p_name + p_money + p_warnings + p_all + p_sender AS score
  FROM part
)
SELECT event_time, account, mailbox, operation, rule_name,
  CASE WHEN s.score >= getvariable('critical_score') THEN 'critical' ELSE 'high' END AS severity,
  s.score,
  concat_ws(', ', CASE WHEN p_destroys > 0 THEN 'deletes 3' END, CASE WHEN p_hides > 0 THEN 'hidden folder 3' END,
    CASE WHEN p_marks > 0 THEN 'marks as read 1' END, CASE WHEN p_ends > 0 THEN 'stops other rules 1' END,
    CASE WHEN p_name > 0 THEN 'odd name 2' END, CASE WHEN p_money > 0 THEN 'words of payment 2' END,
    CASE WHEN p_warnings > 0 THEN 'words of warnings 3' END, CASE WHEN p_all > 0 THEN 'all mail 3' END,
    CASE WHEN p_sender > 0 THEN 'one sender 1' END) AS parts,
  coalesce(folder, CASE WHEN hides THEN actions END) AS folder, nullif(conditions, '') AS conditions, client_ip, country,
  session_id,
  CASE v.verdict WHEN 'attacker' THEN 'A' WHEN 'suspect' THEN 'B' ELSE 'C' END AS grade,
  concat('The rule "', rule_name, '" of ', mailbox, CASE WHEN destroys THEN ' deletes ' ELSE ' hides ' END,
    CASE WHEN coalesce(conditions, '') = '' THEN 'mail' ELSE concat('mail where ', conditions) END) AS sentence,
  s.event_id
FROM scored AS s
LEFT JOIN verdict AS v ON v.event_seq = s.event_seq
WHERE s.score >= getvariable('finding_score')
ORDER BY event_time, s.event_id;
