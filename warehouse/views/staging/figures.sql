-- Every figure that a source gave for an incident, with the article and offsets it stands at.
-- measure: What is counted: killed, injured, missing, captured or displaced.
-- low: Fewest people, by this source.
-- best: The figure itself, by this source.
-- high: Most people, by this source.
WITH listed AS (
    SELECT incident_id, event_type, event_date, country_iso3, unnest(figures) AS figure
    FROM incidents)
SELECT incident_id, event_type, event_date, country_iso3, figure.article_id AS article_id, figure.publisher AS publisher,
       figure.published_at AS published_at, figure.measure AS measure, figure.low AS low, figure.best AS best, figure.high AS high,
       figure.text AS text, figure.char_start AS char_start, figure.char_end AS char_end
FROM listed
