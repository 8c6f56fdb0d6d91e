-- Names of entities: one row per name or spelling met, the canonical one included.
-- alias: The name or spelling.
-- is_canonical: Whether it is the name that the entity is shown by.
SELECT entity_id, entity_type, name AS alias, TRUE AS is_canonical
FROM entities
UNION ALL
SELECT entity_id, entity_type, alias, FALSE
FROM (SELECT entity_id, entity_type, name, unnest(aliases) AS alias FROM entities)
WHERE alias <> name
