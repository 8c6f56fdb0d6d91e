-- Who says something about whom: one row per statement and entity that it names, the speaker left out.
-- about_entity_id: Entity that the statement names.
-- about_name: Its canonical name.
-- about_type: What kind of thing it is.
SELECT s.quote_id, s.article_id, s.published_at, s.publisher, s.speaker_entity_id, s.speaker_name, m.entity_id AS about_entity_id, e.name AS about_name,
       e.entity_type AS about_type, s.kind, s.text
FROM statements s
JOIN (SELECT DISTINCT article_id, entity_id, char_start, char_end FROM mentions WHERE entity_id IS NOT NULL) m
  ON m.article_id = s.article_id AND m.char_start >= s.char_start AND m.char_end <= s.char_end
JOIN entities e ON e.entity_id = m.entity_id
WHERE m.entity_id IS DISTINCT FROM s.speaker_entity_id
GROUP BY ALL
