--| id:       ato-suspect-scorecard
--| question: Of all accounts, who is compromised, how sure are we, and why?
--| phase:    overview
--| attack:   T1078.004
--| severity: critical
--| engine:   duckdb
--| needs:    any
--| param:    all_accounts  boolean   optional  default=false  Show also accounts that nothing speaks against
--| column:   account       varchar   The account
--| column:   verdict       varchar   attacker, suspect, owner, or cannot judge: the reconstruction says nothing of it
--| column:   score         integer   Weight of the evidence, in decibans, or null
--| column:   entry_vector  varchar   How the intruder got in, or null
--| column:   first_success timestamp First success of the intruder, UTC, or null
--| column:   last_attacker timestamp Its last activity, UTC, or null
--| column:   contained     boolean   Whether it is out, or null
--| column:   attacker_events bigint  Records of the intruder
--| column:   persistence   bigint    Footholds of the intruder
--| column:   open_footholds bigint   Those among them that are still open
--| column:   exposed       bigint    Messages and folders exposed
--| column:   fraud         bigint    Messages sent in fraud
--| column:   why           varchar   What decided it, or null
--| column:   sentence      varchar   One line for a reader
--| covers:   every person, guest and administrator of the case, from the tables of the reconstruction
--| misses:   everything until 'reconstruct' has run: then each account reads cannot judge, never innocent
--| benign:   suspect means that the evidence speaks against somebody, not that it convicts
--| pivot:    account -> ato-timeline
--| source:   https://learn.microsoft.com/security/operations/incident-response-playbook-phishing

WITH person AS (
  SELECT DISTINCT account FROM event WHERE account LIKE '%@%' AND actor_kind IN ('user', 'admin', 'guest')
  UNION
  SELECT account FROM account_verdict
),
acted AS (
  SELECT e.account, count(*) AS attacker_events
  FROM verdict AS v JOIN event AS e ON e.event_seq = v.event_seq
  WHERE v.verdict = 'attacker'
  GROUP BY e.account
),
foothold AS (
  SELECT account, count(*) AS persistence, count(*) FILTER (WHERE ended IS NULL) AS open_footholds
  FROM persistence
  WHERE verdict IN ('attacker', 'suspect')
  GROUP BY account
),
seen AS (
  SELECT mailbox AS account, count(*) AS exposed FROM exposure GROUP BY mailbox
),
deceived AS (
  SELECT account, count(*) AS fraud FROM fraud GROUP BY account
)
SELECT p.account, coalesce(a.verdict, 'cannot judge') AS verdict, a.score, a.entry_vector, a.first_success, a.last_attacker,
  a.contained, coalesce(c.attacker_events, 0) AS attacker_events, coalesce(f.persistence, 0) AS persistence,
  coalesce(f.open_footholds, 0) AS open_footholds, coalesce(s.exposed, 0) AS exposed, coalesce(d.fraud, 0) AS fraud, a.why,
  concat(p.account, ': ', coalesce(a.verdict, 'cannot judge'),
    CASE WHEN a.entry_vector IS NOT NULL THEN concat(', entered by ', a.entry_vector) ELSE '' END,
    CASE WHEN a.contained = false THEN ', not contained' ELSE '' END) AS sentence
FROM person AS p
LEFT JOIN account_verdict AS a ON a.account = p.account
LEFT JOIN acted AS c ON c.account = p.account
LEFT JOIN foothold AS f ON f.account = p.account
LEFT JOIN seen AS s ON s.account = p.account
LEFT JOIN deceived AS d ON d.account = p.account
WHERE a.verdict IN ('attacker', 'suspect') OR a.account IS NULL AND EXISTS (SELECT 1 FROM account_verdict)
  OR getvariable('all_accounts')
ORDER BY CASE coalesce(a.verdict, 'cannot judge') WHEN 'attacker' THEN 1 WHEN 'suspect' THEN 2 WHEN 'cannot judge' THEN 3
  ELSE 4 END, a.score DESC NULLS LAST, p.account;
