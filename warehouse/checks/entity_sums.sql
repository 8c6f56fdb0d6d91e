-- The rows of entity_sums add up to the names of all articles: who is who is decided by them. A warehouse of an older program has none.
WITH summed AS (
    SELECT entity_id, entity_key, sum(article_change) AS articles, sum(mention_change) AS mentions
    FROM entity_sums GROUP BY ALL HAVING sum(article_change) <> 0 OR sum(mention_change) <> 0),
counted AS (
    SELECT entity_id, entity_key, count(*) AS articles, sum(mention_count) AS mentions
    FROM entity_keys WHERE EXISTS (FROM entity_sums) GROUP BY ALL)
SELECT entity_id, entity_key, s.articles, c.articles AS articles_found, s.mentions, c.mentions AS mentions_found
FROM summed s FULL JOIN counted c USING (entity_id, entity_key)
WHERE s.articles IS DISTINCT FROM c.articles OR s.mentions IS DISTINCT FROM c.mentions
