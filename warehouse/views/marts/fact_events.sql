-- The facts of a star: event mentions told as having happened, in articles that stand, with a key into every dimension and none of them NULL.
-- date_key: The day of the event; where it isn't known that of the report, else that of its reading. Leads to dim_date.
-- date_key_basis: What the day is: event, published or ingested.
-- country_key: Leads to dim_country.
-- event_type_key: Leads to dim_event_type.
-- actor_key: Leads to dim_entity.
-- target_key: Leads to dim_entity.
-- place_key: Leads to dim_entity.
-- actor_country_key: Leads to dim_country.
-- target_country_key: Leads to dim_country.
SELECT event_id, article_id, incident_id, coalesce(event_date, published_at::DATE, ingested_at::DATE) AS date_key,
       CASE WHEN event_date IS NOT NULL THEN 'event' WHEN published_at IS NOT NULL THEN 'published' ELSE 'ingested' END AS date_key_basis,
       coalesce(country_iso3, 'unknown') AS country_key, coalesce(nullif(concat_ws('/', event_type, event_mode), ''), 'unknown') AS event_type_key,
       coalesce(actor_entity_id, 'unknown') AS actor_key, coalesce(target_entity_id, 'unknown') AS target_key,
       coalesce(place_entity_id, 'unknown') AS place_key, coalesce(actor_country, 'unknown') AS actor_country_key,
       coalesce(target_country, 'unknown') AS target_country_key, intensity, killed_best, injured_best, latitude, longitude, modality, confidence
FROM happened
