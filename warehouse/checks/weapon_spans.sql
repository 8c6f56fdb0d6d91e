-- Every weapon of an event slices back to its text.
WITH listed AS (SELECT event_id, article_id, unnest(weapons) AS weapon FROM events)
SELECT event_id, weapon.text AS stored, substring(body, weapon.char_start + 1, weapon.char_end - weapon.char_start) AS body_text
FROM listed JOIN articles USING (article_id)
WHERE body_text IS DISTINCT FROM stored
