-- An entity's counts are those of the articles that name it.
WITH counted AS (SELECT entity_id, count(DISTINCT article_id) AS articles, sum(mention_count) AS mentions FROM entity_keys GROUP BY entity_id)
SELECT entity_id, article_count, articles AS articles_found, mention_count, mentions AS mentions_found
FROM entities LEFT JOIN counted USING (entity_id)
WHERE article_count IS DISTINCT FROM articles OR mention_count IS DISTINCT FROM mentions
