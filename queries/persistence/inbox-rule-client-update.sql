--| id:       inbox-rule-client-update
--| question: Which rules were written by Outlook, OWA or EWS, and so appear as UpdateInboxRules only?
--| phase:    persistence
--| attack:   T1564.008 T1114.003 T1137.005
--| severity: high
--| engine:   duckdb
--| needs:    operation UpdateInboxRules
--| needs:    workload Exchange
--| param:    all_rules      boolean   optional  default=false  Show also rules that only file mail
--| column:   event_time     timestamp When this state of the rule was first written, UTC
--| column:   last_time      timestamp When it was last written again, UTC
--| column:   account        varchar   Who wrote it
--| column:   mailbox        varchar   Whose rule it is
--| column:   verb           varchar   What was done: AddMailboxRule, ModifyMailboxRule, Create …
--| column:   rule_name      varchar   Name of the rule, or null
--| column:   actions        varchar   What the rule does, as recorded
--| column:   conditions     varchar   To which mail, as recorded, or null
--| column:   provider       varchar   What made the rule, or null
--| column:   why            varchar   What makes it worth reading
--| column:   times          bigint    How often the same state was written
--| column:   client_ip      varchar   From where, or null
--| column:   country        varchar   Its country, or null
--| column:   client_info    varchar   Client program, or null
--| column:   session_id     varchar   Session, or null
--| column:   grade          varchar   A: an attacker's in the reconstruction; B: suspect in it; C: nothing ties it to an intruder
--| column:   sentence       varchar   One line for a reader
--| column:   event_id       varchar   The first record of this state
--| covers:   rules in the form of Outlook (RuleActions) and of EWS (Actions); a save rewrites every rule, so equal states are one row
--| misses:   rules that Outlook runs itself and keeps on the computer
--| benign:   rules that people write in Outlook; with the default only those that forward, delete, act on somebody else's mailbox or come from an unknown program
--| pivot:    session_id -> mail-accessed-exposure
--| pivot:    mailbox -> inbox-rule-hide-or-delete
--| source:   https://learn.microsoft.com/purview/audit-log-activities

WITH rule AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, lower(coalesce(e.mailbox, e.account)) AS mailbox, e.logon_type,
    e.client_ip, e.country, e.client_info, e.session_id,
    max(CASE WHEN lower(p.name) = 'ruleoperation' THEN p.value END) AS verb,
    coalesce(max(CASE WHEN lower(p.name) = 'rulename' THEN p.value END), e.target) AS rule_name,
    max(CASE WHEN lower(p.name) IN ('ruleactions', 'actions') THEN p.value END) AS actions,
    max(CASE WHEN lower(p.name) IN ('rulecondition', 'conditions') THEN p.value END) AS conditions,
    max(CASE WHEN lower(p.name) = 'rulestate' THEN p.value END) AS state,
    max(CASE WHEN lower(p.name) = 'ruleprovider' THEN p.value END) AS provider
  FROM event AS e
  JOIN event_property AS p ON p.event_seq = e.event_seq
  WHERE lower(trim(e.operation)) = 'updateinboxrules' AND e.result <> 'failure' AND e.actor_kind <> 'system'
  GROUP BY e.event_seq, e.event_time, e.event_id, e.account, e.mailbox, e.logon_type, e.client_ip, e.country, e.client_info,
    e.session_id, e.target
),
numbered AS (
  SELECT r.*,
    concat_ws(', ',
      CASE WHEN regexp_matches(coalesce(actions, ''), '(?i)(forward|redirect|delegate)') THEN 'sends mail on' END,
      CASE WHEN regexp_matches(coalesce(actions, ''), '(?i)delete') THEN 'deletes mail' END,
      -- 1 and 2 are an administrator and a delegate.
      CASE WHEN logon_type IN (1, 2) THEN 'written by somebody else' END,
      -- Outlook's own programs are these two; forms and toolkits name themselves otherwise.
      CASE WHEN provider IS NOT NULL AND lower(provider) NOT IN ('ruleorganizer', 'exchangemailboxrules14')
        THEN 'unknown program' END) AS why,
    row_number() OVER (PARTITION BY mailbox, rule_name, actions, conditions, state ORDER BY event_time, event_id) AS nth,
    count(*) OVER (PARTITION BY mailbox, rule_name, actions, conditions, state) AS times,
    max(event_time) OVER (PARTITION BY mailbox, rule_name, actions, conditions, state) AS last_time
  FROM rule AS r
  WHERE lower(coalesce(verb, '')) NOT IN ('removemailboxrule', 'delete')
)
SELECT event_time, last_time, account, mailbox, verb, rule_name, actions, conditions, provider,
  CASE WHEN why = '' THEN 'files mail' ELSE why END AS why, times, client_ip, country, client_info, session_id,
  CASE v.verdict WHEN 'attacker' THEN 'A' WHEN 'suspect' THEN 'B' ELSE 'C' END AS grade,
  concat(account, ' wrote the rule "', coalesce(rule_name, ''), '" of ', mailbox, ' in a mail client: ',
    CASE WHEN why = '' THEN 'files mail' ELSE why END) AS sentence,
  n.event_id
FROM numbered AS n
LEFT JOIN verdict AS v ON v.event_seq = n.event_seq
WHERE nth = 1 AND (why <> '' OR getvariable('all_rules'))
ORDER BY event_time, n.event_id;
