--| id:       teams-chat-read-api
--| question: Were chats of Teams read, exported or subscribed to by a program?
--| phase:    collection
--| attack:   T1213.005 T1550.001
--| severity: high
--| engine:   duckdb
--| needs:    operation ChatRetrieved, MessageRead, MessagesListed, MessagesExported, SubscribedToMessages
--| needs:    workload MicrosoftTeams
--| param:    min_threads    integer   optional  default=3  Chats from which reading by one application is worth a row
--| param:    approved_apps  varchar[] optional  Application ids that may, such as archives; left out
--| column:   event_time     timestamp First record, UTC
--| column:   last_time      timestamp Last record, UTC
--| column:   account        varchar   In whose name, or the application itself, or null
--| column:   app_id         varchar   Application, or null
--| column:   app_name       varchar   Its name, or null
--| column:   operations     varchar   What was done, in order of name
--| column:   threads        bigint    Different chats that the records name
--| column:   records        bigint    Records
--| column:   why            varchar   What makes it worth reading
--| column:   client_ip      varchar   From where first, or null
--| column:   country        varchar   Its country, or null
--| column:   session_id     varchar   Session of the first record, or null
--| column:   severity       varchar   critical by the intruder; high exported, subscribed to, or by a shell; else medium
--| column:   grade          varchar   A: attacker in the reconstruction has a part in it; B: a suspect; C: neither
--| column:   sentence       varchar   One line for a reader
--| column:   event_id       varchar   The first record
--| covers:   reading, listing, exporting and subscribing through the interface for programs, which people in their client never cause
--| misses:   people who read in the client; search by eDiscovery, see ediscovery-search-export
--| benign:   archives and bots that were approved: give their ids in approved_apps; clients of Microsoft's own are left out
--| pivot:    client_ip -> shared-source-across-accounts
--| pivot:    app_id -> mail-access-by-app
--| source:   https://learn.microsoft.com/purview/audit-log-activities

WITH access AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, e.app_id, e.app_name, trim(e.operation) AS operation, lower(trim(e.operation)) AS verb,
    v.verdict
  FROM event AS e
  LEFT JOIN verdict AS v ON v.event_seq = e.event_seq
  WHERE lower(trim(e.operation)) IN ('chatretrieved', 'messageread', 'messageslisted', 'messagehostedcontentread',
      'messagehostedcontentslisted', 'messagesexported', 'recordingexported', 'transcriptsexported', 'subscribedtomessages', 'chatupdated')
    AND e.actor_kind <> 'system' AND e.result <> 'failure'
    AND (getvariable('approved_apps') IS NULL OR e.app_id IS NULL OR NOT list_contains(getvariable('approved_apps'), e.app_id))
    AND (e.app_id IS NULL OR e.app_id NOT IN (SELECT value FROM reference_set WHERE set_name = 'first-party-app')
      OR e.app_id IN (SELECT value FROM reference_set WHERE set_name = 'watch-app'))
),
thread AS (
  SELECT event_seq, min(value) AS thread FROM event_property
  WHERE lower(name) = 'chatthreadid' AND event_seq IN (SELECT event_seq FROM access)
  GROUP BY event_seq
),
folded AS (
  SELECT a.account, a.app_id, min(a.app_name) AS app_name, min(a.event_time) AS event_time, max(a.event_time) AS last_time,
    array_to_string(list_sort(array_agg(DISTINCT a.operation)), ', ') AS operations, count(DISTINCT t.thread) AS threads, count(*) AS records,
    bool_or(a.verb LIKE '%exported') AS exports, bool_or(a.verb = 'subscribedtomessages') AS subscribes,
    arg_min(a.event_seq, (a.event_time, a.event_id)) AS event_seq,
    min(CASE a.verdict WHEN 'attacker' THEN 'A' WHEN 'suspect' THEN 'B' ELSE 'C' END) AS grade
  FROM access AS a
  LEFT JOIN thread AS t ON t.event_seq = a.event_seq
  GROUP BY a.account, a.app_id
),
reasoned AS (
  SELECT f.*, w.note AS shell,
    concat_ws(', ', CASE WHEN f.grade <> 'C' THEN 'held against somebody by the reconstruction' END,
      CASE WHEN f.exports THEN 'exported' END, CASE WHEN f.subscribes THEN 'a copy of every message to come' END,
      CASE WHEN w.value IS NOT NULL THEN 'by a shell' END,
      CASE WHEN f.threads >= getvariable('min_threads') THEN 'many chats' END) AS why
  FROM folded AS f
  LEFT JOIN reference_set AS w ON w.set_name = 'watch-app' AND w.value = f.app_id
)
SELECT r.event_time, r.last_time, r.account, r.app_id, coalesce(r.app_name, r.shell) AS app_name, r.operations, r.threads, r.records, r.why,
  e.client_ip, e.country, e.session_id,
  CASE WHEN r.grade <> 'C' THEN 'critical' WHEN r.exports OR r.subscribes OR r.shell IS NOT NULL THEN 'high' ELSE 'medium' END AS severity,
  r.grade,
  concat(coalesce(r.app_name, r.shell, r.app_id, 'A program'), ' read chats of Teams (', r.threads, ' named) for ', coalesce(r.account, 'nobody named'), ': ',
    r.why) AS sentence,
  e.event_id
FROM reasoned AS r
JOIN event AS e ON e.event_seq = r.event_seq
WHERE r.why <> ''
ORDER BY r.event_time, e.event_id;
