-- Every entity, for facts to look up their actors, targets, places and speakers in, and a row for the unknown one.
-- entity_key: Id of the entity, or `unknown`; never NULL.
-- role: The office or description met most often.
SELECT entity_id AS entity_key, name, entity_type, country_iso3, roles[1] AS role, latitude, longitude, article_count, mention_count
FROM entities
UNION ALL
SELECT 'unknown', NULL, NULL, NULL, NULL, NULL, NULL, 0, 0
