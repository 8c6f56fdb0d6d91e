-- Who is quoted, as what, on what: statements by speaker and topic.
-- role: The office or description of the speaker met most often.
-- topic: Type of the event that the statement is about; else the type that its article tells most of; NULL where it tells of none.
-- quote_count: Statements in articles that stand.
-- first_said: Publication time of the first.
-- last_said: Publication time of the last.
WITH told AS (
    SELECT article_id, event_type
    FROM happened
    GROUP BY article_id, event_type
    QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY count(*) DESC, event_type) = 1)
SELECT s.speaker_entity_id, e.name AS speaker_name, e.roles[1] AS role, coalesce(v.event_type, t.event_type) AS topic, count(*) AS quote_count,
       count(DISTINCT s.article_id)::INTEGER AS article_count, min(s.published_at) AS first_said, max(s.published_at) AS last_said
FROM statements s
JOIN entities e ON e.entity_id = s.speaker_entity_id
LEFT JOIN events v ON v.event_id = s.event_id
LEFT JOIN told t ON t.article_id = s.article_id
GROUP BY ALL
