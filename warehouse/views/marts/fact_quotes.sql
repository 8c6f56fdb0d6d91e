-- The facts of a star: what somebody said, in articles that stand, with a key into every dimension and none of them NULL.
-- date_key: The day it was said; where it isn't known that of its publication, else that of its reading. Leads to dim_date.
-- speaker_key: Leads to dim_entity.
-- character_count: Length of the statement, in code points.
SELECT quote_id, article_id, coalesce(said_date, published_at::DATE, ingested_at::DATE) AS date_key, coalesce(speaker_entity_id, 'unknown') AS speaker_key,
       kind, force, channel, speaker_basis, length("text")::INTEGER AS character_count, confidence
FROM statements
