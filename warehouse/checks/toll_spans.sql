-- Every toll of an event slices back to its text.
WITH listed AS (SELECT event_id, article_id, unnest(tolls) AS toll FROM events)
SELECT event_id, toll.text AS stored, substring(body, toll.char_start + 1, toll.char_end - toll.char_start) AS body_text
FROM listed JOIN articles USING (article_id)
WHERE body_text IS DISTINCT FROM stored
