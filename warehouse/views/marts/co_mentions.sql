-- Which entities are named in the same articles: one row per pair and direction, so that a filter on one side finds all of its partners.
-- other_entity_id: The other entity of the pair.
-- other_name: Its canonical name.
-- other_type: What kind of thing it is.
-- article_count: Articles that stand and name both.
-- first_seen: Publication time of the first of them.
-- last_seen: Publication time of the last of them.
WITH named AS (
    SELECT DISTINCT k.entity_id, k.article_id, k.published_at
    FROM entity_keys k JOIN current_articles USING (article_id))
SELECT a.entity_id, e.name, e.entity_type, b.entity_id AS other_entity_id, o.name AS other_name, o.entity_type AS other_type,
       count(*)::INTEGER AS article_count, min(a.published_at) AS first_seen, max(a.published_at) AS last_seen
FROM named a
JOIN named b ON a.article_id = b.article_id AND a.entity_id <> b.entity_id
JOIN entities e ON e.entity_id = a.entity_id
JOIN entities o ON o.entity_id = b.entity_id
GROUP BY ALL
