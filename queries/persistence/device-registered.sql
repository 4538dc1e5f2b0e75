--| id:       device-registered
--| question: Which devices were joined or registered, does one carry the marks of a tool, and whose are they?
--| phase:    persistence
--| attack:   T1098.005
--| severity: high
--| engine:   duckdb
--| param:    register_minutes  integer   optional  default=30  How long before the registration a sign-in of the owner belongs to it, minutes
--| param:    devices_per_day   integer   optional  default=2   Devices of one owner on one day from which it is noted
--| column:   event_time        timestamp When, UTC
--| column:   account           varchar   Owner, or the actor where no owner is named
--| column:   actor             varchar   Who the record names
--| column:   kind              varchar   registered, or made compliant: marked as managed or compliant by a person
--| column:   severity          varchar   critical for a tool's build, or a device code before; high for a sign-in from a new place before, or for made compliant; medium for several in a day; else low
--| column:   grade             varchar   B: the sign-in before it came from the record's address; C: account and time only; S: made by a service
--| column:   device            varchar   Display name, or null
--| column:   device_id         varchar   Device id, or null
--| column:   os                varchar   System, or null
--| column:   os_version        varchar   Its version, or null
--| column:   trust_type        varchar   Workplace, AzureAd or ServerAd as recorded, or null
--| column:   tool              varchar   Tool that sends this version unless told otherwise, or null
--| column:   devices_that_day  bigint    Devices of the owner on that day
--| column:   signin_time       timestamp Last sign-in of the owner within register_minutes before, UTC, or null
--| column:   signin_ip         varchar   Its address, or null
--| column:   country           varchar   Its country, or null
--| column:   new_place         boolean   Whether the owner had never signed in from there; null without a sign-in, or without an earlier one
--| column:   device_code       boolean   Whether a sign-in of the owner by device code was before it
--| column:   session_id        varchar   Session of that sign-in, or null
--| column:   history           varchar   Warm-up note: what new can be told from
--| column:   sentence          varchar   One line for a reader
--| column:   event_id          varchar   The record
--| covers:   Add device., registered owners and users, Register device of the Entra log; changes of IsManaged and IsCompliant by people; records of one device are one row
--| misses:   devices registered before the case begins; a device list, where imported, shows them
--| benign:   new telephones and computers, enrolment waves; a name like DESKTOP-… is what Windows gives and says nothing
--| pivot:    session_id -> session-multiple-ips
--| pivot:    account -> device-code-signin
--| source:   https://learn.microsoft.com/entra/identity/devices/device-registration-how-it-works
--| source:   https://github.com/dirkjanm/ROADtools

WITH act AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account AS actor, e.actor_kind, e.client_ip, e.target, e.device_id,
    rtrim(lower(trim(e.operation)), '.') AS verb
  FROM event_core AS e
  WHERE rtrim(lower(trim(e.operation)), '.') IN ('add device', 'register device', 'add registered owner to device',
      'add registered users to device', 'update device')
    AND e.result <> 'failure'
),
said AS (
  SELECT a.event_seq,
    max(CASE WHEN lower(p.name) IN ('devicedisplayname', 'displayname', 'device.displayname', 'targetid.devicedisplayname') THEN trim(p.value, ' []"' || chr(13) || chr(10)) END) AS name,
    max(CASE WHEN lower(p.name) IN ('deviceostype', 'device os', 'operatingsystem', 'targetid.deviceostype') THEN trim(p.value, ' []"' || chr(13) || chr(10)) END) AS os,
    max(CASE WHEN lower(p.name) IN ('deviceosversion', 'operatingsystemversion', 'device os version') THEN trim(p.value, ' []"' || chr(13) || chr(10)) END) AS os_version,
    max(CASE WHEN lower(p.name) IN ('devicetrusttype', 'trusttype', 'device trust type', 'targetid.devicetrusttype') THEN trim(p.value, ' []"' || chr(13) || chr(10)) END) AS trust_type,
    max(CASE WHEN lower(p.name) IN ('deviceid', 'device id', 'targetid.deviceid', 'device.objectid') THEN lower(nullif(regexp_extract(p.value, '[0-9A-Fa-f]{8}-[0-9A-Fa-f-]{27}'), '')) END) AS device_id,
    bool_or(lower(p.name) IN ('ismanaged', 'iscompliant') AND lower(p.value) LIKE '%true%' AND lower(coalesce(p.old_value, '')) NOT LIKE '%true%') AS complied
  FROM act AS a
  JOIN event_property AS p ON p.event_seq = a.event_seq
  GROUP BY a.event_seq
),
device AS (
  SELECT a.*, s.name, s.os, s.os_version, s.trust_type, coalesce(s.complied, false) AS complied,
    coalesce(s.device_id, a.device_id, (SELECT min(lower(t.value)) FROM event_target AS t WHERE t.event_seq = a.event_seq
      AND regexp_matches(t.value, '^[0-9A-Fa-f]{8}-[0-9A-Fa-f-]{27}$'))) AS id,
    lower((SELECT min(t.value) FROM event_target AS t WHERE t.event_seq = a.event_seq AND t.value LIKE '%@%')) AS owner
  FROM act AS a
  LEFT JOIN said AS s ON s.event_seq = a.event_seq
  -- Intune and the registration service mark devices by themselves all day.
  WHERE a.verb <> 'update device' OR s.complied AND a.actor_kind IN ('user', 'admin', 'guest')
),
keyed AS (
  SELECT d.*, CASE WHEN verb = 'update device' THEN 'made compliant' ELSE 'registered' END AS kind,
    -- Owner records name the device, add records too; the id is in both where it is recorded at all.
    coalesce(name, CASE WHEN target NOT LIKE '%@%' THEN target END, id, event_id) AS device_key
  FROM device AS d
),
paused AS (
  SELECT k.*, lag(event_time) OVER w AS before, lag(verb) OVER w AS verb_before, lag(id) OVER w AS id_before
  FROM keyed AS k
  WINDOW w AS (PARTITION BY kind, device_key ORDER BY event_time, CASE WHEN verb = 'add device' THEN 0 ELSE 1 END, event_id)
),
-- Each device begins with its own record, for many are called iPhone; what follows within minutes names its owner.
grouped AS (
  SELECT p.*, sum(CASE WHEN before IS NULL OR before < event_time - interval '5' minute
        OR verb IN ('add device', 'register device') AND NOT (verb_before IN ('add device', 'register device') AND id_before IS NOT DISTINCT FROM id)
      THEN 1 ELSE 0 END) OVER (PARTITION BY kind, device_key
        ORDER BY event_time, CASE WHEN verb = 'add device' THEN 0 ELSE 1 END, event_id) AS act_no
  FROM paused AS p
),
numbered AS (
  SELECT g.*, row_number() OVER (PARTITION BY kind, device_key, act_no ORDER BY CASE WHEN verb = 'add device' THEN 0 ELSE 1 END, event_time, event_id) AS nth
  FROM grouped AS g
),
one AS (
  SELECT kind, device_key, act_no, min(event_time) AS event_time, max(actor) FILTER (WHERE nth = 1) AS actor,
    coalesce(max(owner), max(actor) FILTER (WHERE actor LIKE '%@%')) AS account, max(client_ip) AS client_ip,
    coalesce(max(name), max(target) FILTER (WHERE target NOT LIKE '%@%')) AS device, max(id) AS device_id, max(os) AS os,
    max(os_version) AS os_version, max(trust_type) AS trust_type, max(event_id) FILTER (WHERE nth = 1) AS event_id
  FROM numbered
  GROUP BY kind, device_key, act_no
),
signin AS (
  SELECT e.event_seq, e.account, e.event_time, e.event_id, e.client_ip, e.session_id,
    min(e.event_time) OVER (PARTITION BY e.account, e.client_ip) AS since, min(e.event_time) OVER (PARTITION BY e.account) AS account_since
  FROM event_core AS e
  WHERE (e.family = 'signin' OR e.operation = 'UserLoggedIn') AND e.result = 'success'
    AND e.account IN (SELECT account FROM one)
),
code AS (
  SELECT p.event_seq FROM event_property AS p
  JOIN signin AS s ON s.event_seq = p.event_seq
  WHERE lower(p.name) = 'authenticationprotocol' AND lower(p.value) = 'devicecode'
    OR lower(p.name) = 'originaltransfermethod' AND lower(p.value) = 'devicecodeflow'
    OR lower(p.name) = 'requesttype' AND (lower(p.value) LIKE 'deviceauth:%' OR lower(p.value) = 'cmsi:cmsi')
),
preceding AS (
  SELECT o.event_id, s.event_time AS signin_time, s.client_ip AS signin_ip, s.session_id,
    -- New only where older sign-ins of the owner could show the address.
    CASE WHEN s.account_since < o.event_time - interval '1' minute * getvariable('register_minutes')
      THEN s.since >= o.event_time - interval '1' minute * getvariable('register_minutes') END AS new_place,
    s.account_since, row_number() OVER (PARTITION BY o.event_id ORDER BY s.event_time DESC, s.event_id) AS nth,
    bool_or(c.event_seq IS NOT NULL) OVER (PARTITION BY o.event_id) AS device_code
  FROM one AS o
  JOIN signin AS s ON s.account = o.account
    AND s.event_time BETWEEN o.event_time - interval '1' minute * getvariable('register_minutes') AND o.event_time
  LEFT JOIN code AS c ON c.event_seq = s.event_seq
),
known AS (
  SELECT account, min(event_time) AS since FROM signin GROUP BY account
),
told AS (
  SELECT o.*, p.signin_time, p.signin_ip, p.session_id, p.new_place, coalesce(p.device_code, false) AS device_code, k.since,
    (SELECT min(b.note) FROM reference_set AS b WHERE b.set_name = 'kit-build' AND b.value = lower(o.os_version)) AS tool,
    count(*) OVER (PARTITION BY o.account, o.kind, date_trunc('day', o.event_time)) AS devices_that_day
  FROM one AS o
  LEFT JOIN preceding AS p ON p.event_id = o.event_id AND p.nth = 1
  LEFT JOIN known AS k ON k.account = o.account
)
SELECT t.event_time, t.account, t.actor, t.kind,
  CASE WHEN t.tool IS NOT NULL OR t.device_code THEN 'critical' WHEN t.new_place OR t.kind = 'made compliant' THEN 'high'
    WHEN t.devices_that_day >= getvariable('devices_per_day') AND t.account LIKE '%@%' THEN 'medium' ELSE 'low' END AS severity,
  CASE WHEN t.client_ip = t.signin_ip THEN 'B' WHEN t.actor LIKE '%@%' THEN 'C' ELSE 'S' END AS grade,
  t.device, t.device_id, t.os, t.os_version, t.trust_type, t.tool, t.devices_that_day, t.signin_time, t.signin_ip, a.country, t.new_place,
  t.device_code, t.session_id,
  CASE WHEN t.since IS NULL THEN 'no sign-in of the owner in the case: its usual places are not known'
    WHEN t.since > t.event_time THEN 'sign-ins of the owner only after it: its usual places are not known for then'
    ELSE concat('sign-ins of the owner for ', date_diff('day', t.since, t.event_time), ' days before') END AS history,
  concat(CASE t.kind WHEN 'registered' THEN 'A device was registered' ELSE 'A device was marked compliant or managed by a person' END,
    ' for ', coalesce(t.account, 'nobody named'), ': ', coalesce(t.device, t.device_id, 'without a name'),
    CASE WHEN t.os_version IS NULL THEN '' ELSE concat(' (', coalesce(t.os, 'system'), ' ', t.os_version, ')') END,
    CASE WHEN t.tool IS NULL THEN '' ELSE concat('; the version of ', t.tool) END,
    CASE WHEN t.device_code THEN '; after a sign-in by device code' ELSE '' END,
    CASE WHEN t.new_place THEN concat('; after the first sign-in from ', t.signin_ip) ELSE '' END,
    CASE WHEN t.devices_that_day >= getvariable('devices_per_day') THEN concat('; ', t.devices_that_day, ' on that day') ELSE '' END) AS sentence,
  t.event_id
FROM told AS t
LEFT JOIN address AS a ON a.client_ip = t.signin_ip
ORDER BY t.event_time, t.account, t.event_id;
