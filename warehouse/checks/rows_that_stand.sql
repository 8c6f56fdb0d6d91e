-- What the views of current events and quotes show are all rows of articles that stand, and no others.
WITH counted AS (
    SELECT 'events' AS "table", article_id, 1 AS shown FROM current_events
    UNION ALL
    SELECT 'events', article_id, -1 FROM events WHERE article_id IN (SELECT article_id FROM current_articles)
    UNION ALL
    SELECT 'quotes', article_id, 1 FROM current_quotes
    UNION ALL
    SELECT 'quotes', article_id, -1 FROM quotes WHERE article_id IN (SELECT article_id FROM current_articles))
SELECT "table", article_id, sum(shown)::BIGINT AS rows_too_many
FROM counted
GROUP BY ALL
HAVING sum(shown) <> 0
