--| id:       signin-impossible-travel
--| question: Was an account active in two places further apart than a traveller could be?
--| phase:    access
--| attack:   T1078.004 T1550.004
--| severity: high
--| needs:    operation UserLoggedIn, UserLoginFailed
--| needs:    family signin
--| needs:    workload AzureActiveDirectory
--| param:    speed_kmh     integer   optional  default=900  Speed of an airliner, km/h; faster is impossible
--| param:    min_km        integer   optional  default=500  Nearer places are within the error of address data, km
--| column:   event_time    timestamp First time that the pair was too fast, UTC: when the second place was used
--| column:   account       varchar   Who
--| column:   from_ip       varchar   Address left
--| column:   from_country  varchar   Its country
--| column:   from_time     timestamp Last activity there, UTC
--| column:   from_session  varchar   Its session, or null
--| column:   client_ip     varchar   Address reached
--| column:   country       varchar   Its country
--| column:   asn           bigint    Its autonomous system, or null
--| column:   operation     varchar   What was done there
--| column:   user_agent    varchar   What the client said it was, or null
--| column:   session_id    varchar   Its session, or null
--| column:   km            integer   Distance less both accuracy radii, kilometres
--| column:   kmh           integer   Speed needed, km/h
--| column:   times         bigint    How often this pair was too fast in this direction
--| column:   away          varchar   Which side the account used less in the whole case: from or to; suspect that one first
--| column:   grade         varchar   A: an attacker's in the reconstruction; B: suspect in it; C: nothing ties it to an intruder
--| column:   sentence      varchar   One line for a reader
--| column:   event_id      varchar   The record at the second place
--| covers:   consecutive records of one account in any workload, so also stolen tokens that never sign in
--| misses:   attackers near the victim or on a proxy there; addresses without coordinates
--| benign:   company gateways and VPNs, mobile carriers, relays of browsers; both sides then recur for many accounts
--| pivot:    session_id -> session-multiple-ips
--| pivot:    client_ip -> shared-source-across-accounts
--| source:   https://learn.microsoft.com/entra/id-protection/concept-identity-protection-risks

WITH travelled AS (
  SELECT account
  FROM event
  WHERE account IS NOT NULL AND result IN ('success', 'unknown') AND network NOT IN ('microsoft', 'private')
  GROUP BY account
  HAVING min(country) <> max(country)
),
placed AS (
  SELECT e.event_seq, e.event_time, e.event_id, e.account, e.client_ip, e.country, e.asn, e.operation, e.user_agent,
    e.session_id, e.latitude, e.longitude, coalesce(e.accuracy_km, 0) AS accuracy_km,
    count(*) OVER (PARTITION BY e.account, e.client_ip) AS events_there
  FROM event AS e
  WHERE e.account IS NOT NULL AND e.latitude IS NOT NULL AND e.longitude IS NOT NULL AND e.country IS NOT NULL
    AND e.result IN ('success', 'unknown') AND e.actor_kind IN ('user', 'admin', 'guest')
    AND e.network NOT IN ('microsoft', 'private')
    AND e.account IN (SELECT account FROM travelled)
),
step AS (
  SELECT p.*,
    lag(client_ip) OVER w AS from_ip, lag(country) OVER w AS from_country, lag(event_time) OVER w AS from_time,
    lag(session_id) OVER w AS from_session, lag(latitude) OVER w AS from_latitude, lag(longitude) OVER w AS from_longitude,
    lag(accuracy_km) OVER w AS from_accuracy, lag(events_there) OVER w AS from_events
  FROM placed AS p
  WINDOW w AS (PARTITION BY account ORDER BY event_time, event_id)
),
measured AS (
  SELECT s.*,
    -- Haversine; the mean radius of the earth is 6371 km.
    2 * 6371 * asin(least(1.0, sqrt(
      power(sin(radians(latitude - from_latitude) / 2), 2)
      + cos(radians(from_latitude)) * cos(radians(latitude)) * power(sin(radians(longitude - from_longitude) / 2), 2))))
      - accuracy_km - from_accuracy AS km,
    -- Times are whole seconds, so less than one cannot be told.
    greatest(date_diff('second', from_time, event_time), 1) / 3600.0 AS hours
  FROM step AS s
  -- Inside a country the coordinates are often no more than its centre.
  WHERE from_ip <> client_ip AND from_country <> country
),
fast AS (
  SELECT m.*, km / hours AS kmh,
    count(*) OVER (PARTITION BY account, from_ip, client_ip) AS times,
    row_number() OVER (PARTITION BY account, from_ip, client_ip ORDER BY event_time, event_id) AS nth
  FROM measured AS m
  WHERE km > getvariable('min_km') AND km / hours > getvariable('speed_kmh')
)
SELECT event_time, account, from_ip, from_country, from_time, from_session, client_ip, country, asn, operation, user_agent,
  session_id, cast(round(km) AS integer) AS km, cast(round(kmh) AS integer) AS kmh, times,
  CASE WHEN events_there < from_events THEN 'to' ELSE 'from' END AS away,
  CASE v.verdict WHEN 'attacker' THEN 'A' WHEN 'suspect' THEN 'B' ELSE 'C' END AS grade,
  concat(account, ' was in ', from_country, ' and ', cast(date_diff('minute', from_time, event_time) AS varchar),
    ' minutes later in ', country, ', ', cast(cast(round(km) AS integer) AS varchar), ' km away') AS sentence,
  f.event_id
FROM fast AS f
LEFT JOIN verdict AS v ON v.event_id = f.event_id
WHERE nth = 1
ORDER BY event_time, f.event_id;
