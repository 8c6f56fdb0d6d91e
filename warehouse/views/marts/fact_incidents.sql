-- The facts of a star: real-world events that an article which stands reports, with a key into every dimension and none of them NULL.
-- date_key: The day of the event; where it isn't known that of its first report, else that of its reading. Leads to dim_date.
-- country_key: Leads to dim_country.
-- event_type_key: Leads to dim_event_type.
-- place_key: Leads to dim_entity.
WITH undated AS (
    SELECT incident_id, min(ingested_at)::DATE AS day FROM current_events WHERE published_at IS NULL GROUP BY incident_id)
SELECT i.incident_id, coalesce(i.event_date, i.first_reported_at::DATE, u.day) AS date_key, coalesce(i.country_iso3, 'unknown') AS country_key,
       coalesce(nullif(concat_ws('/', i.event_type, i.event_mode), ''), 'unknown') AS event_type_key, coalesce(i.place_entity_id, 'unknown') AS place_key,
       i.latitude, i.longitude, i.killed_low, i.killed_best, i.killed_high, i.injured_low, i.injured_best, i.injured_high, i.article_count,
       i.publisher_count, i.mention_count, i.first_reported_at, i.last_reported_at
FROM incidents_current i
LEFT JOIN undated u USING (incident_id)
