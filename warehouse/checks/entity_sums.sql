-- The rows of entity_sums add up to the names and titles of all articles: who is who is decided by them. A warehouse of an older program has none.
WITH summed AS (
    SELECT entity_id, about, CASE WHEN about = 'title' THEN name ELSE entity_key END AS what, sum(article_change) AS articles, sum(mention_change) AS mentions
    FROM entity_sums GROUP BY ALL HAVING sum(article_change) <> 0 OR sum(mention_change) <> 0),
counted AS (
    SELECT entity_id, 'name' AS about, entity_key AS what, count(*) AS articles, sum(mention_count) AS mentions FROM entity_keys GROUP BY ALL
    UNION ALL
    SELECT entity_id, 'title', title, count(*), 0 FROM entity_roles GROUP BY ALL
    UNION ALL
    SELECT entity_id, 'beside', entity_key, count(*), 0
    FROM entity_keys SEMI JOIN (SELECT article_id, block FROM entity_keys GROUP BY ALL HAVING count(*) > 1) USING (article_id, block) GROUP BY ALL)
SELECT entity_id, about, what, s.articles, c.articles AS articles_found, s.mentions, c.mentions AS mentions_found
FROM summed s FULL JOIN counted c USING (entity_id, about, what)
WHERE EXISTS (FROM entity_sums) AND (s.articles IS DISTINCT FROM c.articles OR s.mentions IS DISTINCT FROM c.mentions)
