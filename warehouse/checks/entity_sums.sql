-- The sums in entities.keys are those of the articles that use each key: who is who is decided by them. Older programs left none.
WITH summed AS (
    SELECT entity_id, key.entity_key, sum(key.article_count) AS articles, sum(key.mention_count) AS mentions
    FROM (SELECT entity_id, unnest(keys) AS key FROM entities) GROUP BY ALL),
counted AS (
    SELECT entity_id, entity_key, count(*) AS articles, sum(mention_count) AS mentions
    FROM entity_keys WHERE entity_id NOT IN (SELECT entity_id FROM entities WHERE keys IS NULL) GROUP BY ALL)
SELECT entity_id, entity_key, s.articles, c.articles AS articles_found, s.mentions, c.mentions AS mentions_found
FROM summed s FULL JOIN counted c USING (entity_id, entity_key)
WHERE s.articles IS DISTINCT FROM c.articles OR s.mentions IS DISTINCT FROM c.mentions
