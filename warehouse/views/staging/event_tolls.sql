-- Tolls of events: one row per figure that an event mention gives, also of people missing, captured and displaced.
-- measure: What is counted: killed, injured, missing, captured or displaced.
-- low: Fewest people.
-- best: The figure itself.
-- high: Most people.
-- toll_text: The words of the body that give the figure.
-- toll_start: Where toll_text starts in articles.body.
-- toll_end: Where toll_text ends in articles.body (exclusive).
SELECT event_id, article_id, incident_id, toll.measure AS measure, toll.low AS low, toll.best AS best, toll.high AS high, toll."text" AS toll_text,
       toll.char_start AS toll_start, toll.char_end AS toll_end
FROM (SELECT event_id, article_id, incident_id, unnest(tolls) AS toll FROM events)
