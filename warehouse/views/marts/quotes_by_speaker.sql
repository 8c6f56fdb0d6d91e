-- Who is quoted, as what, and how often.
-- speaker_type: What kind of thing the speaker is.
-- role: The office or description met most often.
-- quote_count: Statements in articles that stand.
-- direct_count: Those of them that are wholly or partly in quotation marks.
-- first_said: Publication time of the first.
-- last_said: Publication time of the last.
SELECT s.speaker_entity_id, e.name AS speaker_name, e.entity_type AS speaker_type, e.roles[1] AS role, e.country_iso3, count(*) AS quote_count,
       count_if(s.kind <> 'indirect')::BIGINT AS direct_count, count(DISTINCT s.article_id)::INTEGER AS article_count,
       min(s.published_at) AS first_said, max(s.published_at) AS last_said
FROM statements s
JOIN entities e ON e.entity_id = s.speaker_entity_id
GROUP BY ALL
