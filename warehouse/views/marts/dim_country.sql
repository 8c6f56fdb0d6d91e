-- Every country that an event, incident, entity, actor or target is of, with its name where an article names it, and a row for the unknown one.
-- country_key: ISO 3166-1 alpha-3 code, or `unknown`; never NULL.
WITH used AS (
    SELECT country_iso3 FROM events
    UNION SELECT actor_country FROM events
    UNION SELECT target_country FROM events
    UNION SELECT country_iso3 FROM incidents
    UNION SELECT country_iso3 FROM entities
    UNION SELECT NULL),
named AS (
    SELECT country_iso3, arg_max(name, mention_count) AS name FROM entities WHERE entity_type = 'country' GROUP BY country_iso3)
SELECT coalesce(u.country_iso3, 'unknown') AS country_key, u.country_iso3, n.name
FROM used u
LEFT JOIN named n USING (country_iso3)
