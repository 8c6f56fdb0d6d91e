-- Every source's figure of an incident slices back to its text in the article that it names.
WITH listed AS (SELECT incident_id, unnest(figures) AS figure FROM incidents)
SELECT incident_id, figure.article_id, figure.text AS stored, substring(body, figure.char_start + 1, figure.char_end - figure.char_start) AS body_text
FROM listed LEFT JOIN articles a ON a.article_id = figure.article_id
WHERE body_text IS DISTINCT FROM stored
