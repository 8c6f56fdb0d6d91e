-- No sentence or paragraph reaches beyond the body.
WITH spans AS (
    SELECT article_id, 'sentence of ' || event_id AS what, char_end FROM events
    UNION ALL
    SELECT article_id, 'paragraph', unnest(paragraphs).char_end FROM articles)
SELECT article_id, what, char_end, length(body) AS body_length
FROM (SELECT article_id, any_value(what) AS what, max(char_end) AS char_end FROM spans GROUP BY article_id) JOIN articles USING (article_id)
WHERE char_end > length(body)
