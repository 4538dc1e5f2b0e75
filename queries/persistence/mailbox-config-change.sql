--| id:       mailbox-config-change
--| question: Which other settings of a mailbox changed: protocols, add-ins, replies, signatures, devices, holds, hiding?
--| phase:    persistence
--| attack:   T1098.002 T1137.006
--| severity: medium
--| engine:   duckdb
--| needs:    operation Set-CASMailbox, New-App, Set-App, Set-MailboxAutoReplyConfiguration, Set-MailboxMessageConfiguration, Remove-MobileDevice, Set-Mailbox
--| needs:    workload Exchange
--| param:    correlate_hours integer   optional  default=24  How far from an event of the intruder a change may be to be near it, hours
--| param:    show_all        boolean   optional  default=false  Show also changes of little weight that are near no event of the intruder
--| column:   event_time      timestamp When, UTC
--| column:   account         varchar   Who
--| column:   mailbox         varchar   Whose mailbox, as the record names it
--| column:   operation       varchar   The record's operation
--| column:   setting         varchar   The setting
--| column:   value           varchar   Its new value, cut to 300 letters
--| column:   why             varchar   What it is good for in the wrong hands
--| column:   severity        varchar   high: a way in, mail of payment, a hold lifted; one step up near the intruder
--| column:   client_ip       varchar   From where, or null
--| column:   country         varchar   Its country, or null
--| column:   session_id      varchar   Session, or null
--| column:   near_event_id   varchar   Nearest event of this account that the reconstruction holds against somebody, or null
--| column:   grade           varchar   A: attacker in the reconstruction; B: suspect in it; C: neither
--| column:   sentence        varchar   One line for a reader
--| column:   event_id        varchar   The record
--| covers:   Set-CASMailbox, New-App and Set-App, automatic replies, signatures, Remove-MobileDevice, hiding, addresses, copies of what is sent as another, holds, language and time zone, photographs
--| misses:   forwarding, rules and rights, which have investigations of their own; the value that was replaced
--| benign:   holiday replies, new signatures, the language that a first sign-in sets; those are shown only near the intruder
--| pivot:    session_id -> mail-accessed-exposure
--| pivot:    client_ip -> shared-source-across-accounts
--| pivot:    mailbox -> mailbox-forwarding
--| source:   https://learn.microsoft.com/powershell/module/exchange/set-casmailbox
--| source:   https://learn.microsoft.com/powershell/module/exchange/set-mailboxautoreplyconfiguration

WITH setting AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, e.operation, lower(trim(e.operation)) AS verb,
    lower(coalesce(nullif(regexp_extract(p.value, '([^/]+)/ExchangeActiveSyncDevices/', 1), ''), e.mailbox, e.target,
      e.account)) AS mailbox, e.client_ip, e.country, e.session_id, p.name AS setting,
    lower(p.name) AS name, p.value, lower(trim(ltrim(coalesce(p.value, ''), '$'))) AS folded
  FROM event AS e
  JOIN event_property AS p ON p.event_seq = e.event_seq AND p.bag = 'Parameters'
  WHERE lower(trim(e.operation)) IN ('set-casmailbox', 'new-app', 'set-app', 'set-mailboxautoreplyconfiguration',
      'set-mailboxmessageconfiguration', 'remove-mobiledevice', 'set-mailbox', 'set-mailboxregionalconfiguration',
      'set-userphoto')
    AND e.actor_kind <> 'system' AND e.result <> 'failure'
    AND lower(coalesce(e.account, '')) NOT LIKE '%prod.outlook.com%'
),
money AS (
  SELECT value AS word FROM reference_set WHERE set_name = 'finance-word'
),
-- 3 is high, 2 medium, 1 low.
weighed AS (
  SELECT s.*,
    CASE
      WHEN verb = 'set-casmailbox' AND name IN ('imapenabled', 'popenabled') AND folded = 'true' THEN 'an old protocol was switched on, by which mail is read without a second factor'
      WHEN verb = 'set-casmailbox' AND name = 'smtpclientauthenticationdisabled' AND folded = 'false' THEN 'mail can be sent with a password alone'
      WHEN verb = 'set-casmailbox' AND name IN ('activesyncenabled', 'ewsenabled', 'owaenabled', 'mapienabled', 'owafordevicesenabled', 'universaloutlookenabled') AND folded = 'true' THEN 'a way into the mailbox was switched on'
      WHEN verb = 'new-app' AND name IN ('url', 'filedata', 'identity', 'etoken', 'assetid', 'manifesturl') THEN 'an add-in reads the mail that is open'
      WHEN verb = 'set-app' AND name = 'enabled' AND folded = 'true' THEN 'an add-in was switched on'
      WHEN verb = 'set-mailboxautoreplyconfiguration' AND name IN ('externalmessage', 'internalmessage') AND folded <> '' THEN 'whoever writes gets this answer'
      WHEN verb = 'set-mailboxautoreplyconfiguration' AND name = 'autoreplystate' AND folded <> 'disabled' THEN 'automatic replies were switched on'
      WHEN verb = 'set-mailboxmessageconfiguration' AND name IN ('signaturetext', 'signaturehtml', 'signaturetextonmobile') AND folded <> '' THEN 'the signature was rewritten'
      WHEN verb = 'remove-mobiledevice' AND name = 'identity' THEN 'a device of the owner was taken off'
      WHEN verb = 'set-mailbox' AND name = 'hiddenfromaddresslistsenabled' AND folded = 'true' THEN 'the mailbox is hidden from the address book'
      WHEN verb = 'set-mailbox' AND name IN ('messagecopyforsentasenabled', 'messagecopyforsendonbehalfenabled') AND folded = 'false' THEN 'what others send leaves no copy'
      WHEN verb = 'set-mailbox' AND name IN ('litigationholdenabled', 'singleitemrecoveryenabled', 'retentionholdenabled') AND folded = 'false' THEN 'deleted mail is kept no longer'
      WHEN verb = 'set-mailbox' AND name = 'emailaddresses' AND folded <> '' THEN 'the mailbox got other addresses'
      WHEN verb = 'set-mailboxregionalconfiguration' AND name IN ('language', 'timezone') THEN 'language or time zone of whoever uses it'
      WHEN verb = 'set-userphoto' AND name = 'identity' THEN 'the photograph was changed'
      END AS why,
    EXISTS (SELECT 1 FROM money AS m
      WHERE name IN ('externalmessage', 'internalmessage', 'signaturetext', 'signaturehtml', 'signaturetextonmobile')
        -- A short word must stand alone: ach is no part of attach.
        AND CASE WHEN length(m.word) <= 4 THEN regexp_matches(folded, concat('(^|[^\pL])', m.word, '($|[^\pL])'))
          ELSE strpos(folded, m.word) > 0 END) AS is_money
  FROM setting AS s
),
shown AS (
  SELECT w.*,
    CASE WHEN is_money THEN 3
      WHEN verb IN ('set-casmailbox', 'new-app') OR name IN ('litigationholdenabled', 'singleitemrecoveryenabled', 'retentionholdenabled') THEN 3
      WHEN verb = 'set-app' OR verb = 'remove-mobiledevice' OR name IN ('hiddenfromaddresslistsenabled', 'messagecopyforsentasenabled',
        'messagecopyforsendonbehalfenabled') THEN 2
      ELSE 1 END AS weight
  FROM weighed AS w
  WHERE why IS NOT NULL
),
suspect AS (
  SELECT e.account, e.event_time, e.event_id
  FROM verdict AS v
  JOIN event AS e ON e.event_seq = v.event_seq
  WHERE v.verdict IN ('attacker', 'suspect') AND e.account IN (SELECT account FROM shown)
),
near AS (
  SELECT s.event_seq, arg_min(n.event_id, (abs(date_diff('second', n.event_time, s.event_time)), n.event_id)) AS event_id
  FROM (SELECT DISTINCT event_seq, event_time, account FROM shown) AS s
  JOIN suspect AS n ON n.account = s.account
    AND n.event_time BETWEEN s.event_time - interval '1' hour * getvariable('correlate_hours')
      AND s.event_time + interval '1' hour * getvariable('correlate_hours')
  GROUP BY s.event_seq
)
SELECT s.event_time, s.account, s.mailbox, s.operation, s.setting, left(s.value, 300) AS value,
  CASE WHEN s.is_money THEN concat(s.why, ', with words of payment') ELSE s.why END AS why,
  CASE s.weight + CASE WHEN n.event_id IS NOT NULL THEN 1 ELSE 0 END WHEN 1 THEN 'low' WHEN 2 THEN 'medium' ELSE 'high' END AS severity,
  s.client_ip, s.country, s.session_id, n.event_id AS near_event_id,
  CASE v.verdict WHEN 'attacker' THEN 'A' WHEN 'suspect' THEN 'B' ELSE 'C' END AS grade,
  concat(coalesce(s.account, 'somebody'), ' set ', s.setting, ' of ', s.mailbox, ' to ',
    coalesce(nullif(left(s.value, 80), ''), 'nothing'), ': ', s.why,
    CASE WHEN s.is_money THEN ', with words of payment' ELSE '' END) AS sentence,
  s.event_id
FROM shown AS s
LEFT JOIN near AS n ON n.event_seq = s.event_seq
LEFT JOIN verdict AS v ON v.event_seq = s.event_seq
WHERE s.weight > 1 OR n.event_id IS NOT NULL OR getvariable('show_all')
ORDER BY s.event_time, s.event_id, s.setting;
