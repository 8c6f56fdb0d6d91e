-- What an entity does in the news, day by day of publication: mentions, statements, events as actor and as target.
-- day: Day of publication; articles without a date are left out.
-- article_count: Articles that name it.
-- mention_count: Mentions in them.
-- statement_count: Its statements.
-- acted_count: Events told as having happened in which it is the actor.
-- suffered_count: Events told as having happened in which it is the target.
WITH counted AS (
    SELECT m.entity_id, m.published_at::DATE AS day, m.article_id, 1 AS mentions, 0 AS statements, 0 AS acted, 0 AS suffered
    FROM mentions m JOIN current_articles USING (article_id)
    UNION ALL
    SELECT speaker_entity_id, published_at::DATE, NULL, 0, 1, 0, 0 FROM statements
    UNION ALL
    SELECT actor_entity_id, published_at::DATE, NULL, 0, 0, 1, 0 FROM happened
    UNION ALL
    SELECT target_entity_id, published_at::DATE, NULL, 0, 0, 0, 1 FROM happened)
SELECT c.entity_id, e.name, e.entity_type, c.day, count(DISTINCT c.article_id)::INTEGER AS article_count, sum(c.mentions)::INTEGER AS mention_count,
       sum(c.statements)::INTEGER AS statement_count, sum(c.acted)::INTEGER AS acted_count, sum(c.suffered)::INTEGER AS suffered_count
FROM counted c
JOIN entities e USING (entity_id)
WHERE c.day IS NOT NULL
GROUP BY ALL
