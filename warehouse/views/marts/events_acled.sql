-- Political violence and protest under ACLED's column names, one row per incident of an ACLED type. Country codes are ISO 3166-1 alpha-3.
-- event_id_cnty: The incident's id.
-- year: Year of the event.
-- time_precision: 1 the day is known, 2 the week, 3 the month or less.
-- event_type: ACLED event type.
-- sub_event_type: ACLED sub-event type.
-- actor1: Who did it, as most mentions say.
-- actor2: The one it was done to, as most mentions say.
-- iso3: Country.
-- location: Place of the event.
-- geo_precision: ACLED's code: 1 the exact place, 2 near it or a small region, 3 a larger region or the country.
-- source: Publishers that report it.
-- source_count: Independent publishers that report it.
-- fatalities: People killed, best figure; NULL where no report says.
WITH sides AS (
    SELECT e.incident_id, mode(coalesce(a.name, e.actor_text)) AS actor1, mode(coalesce(t.name, e.target_text)) AS actor2,
           string_agg(DISTINCT e.publisher, '; ' ORDER BY e.publisher) AS source
    FROM happened e
    LEFT JOIN entity_names a ON a.entity_id = e.actor_entity_id
    LEFT JOIN entity_names t ON t.entity_id = e.target_entity_id
    WHERE e.incident_id IS NOT NULL
    GROUP BY e.incident_id)
SELECT i.incident_id AS event_id_cnty, i.event_date, year(i.event_date)::INTEGER AS "year",
       CASE i.date_precision WHEN 'day' THEN 1 WHEN 'week' THEN 2 ELSE 3 END AS time_precision, i.acled_event_type AS event_type,
       i.acled_sub_event_type AS sub_event_type, s.actor1, s.actor2, i.country_iso3 AS iso3, i.admin1,
       coalesce(i.place_name, i.place_text) AS location, i.latitude, i.longitude,
       CASE WHEN i.geo_precision = 1 THEN 1 WHEN i.geo_precision IN (2, 3) THEN 2 WHEN i.geo_precision IS NOT NULL THEN 3 END AS geo_precision,
       s.source, i.publisher_count AS source_count, i.killed_best AS fatalities
FROM incidents_current i
LEFT JOIN sides s USING (incident_id)
WHERE i.acled_event_type IS NOT NULL
