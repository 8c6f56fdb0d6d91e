-- How the toll of an incident changed from report to report.
-- measure: What is counted: killed, injured, missing, captured or displaced.
-- low: Fewest people, by this source.
-- best: The figure itself, by this source.
-- high: Most people, by this source.
-- report_number: 1 for the first report of this measure, and so on.
-- previous_best: The figure of the report before.
-- change: How far this figure is above the one before.
SELECT incident_id, measure, row_number() OVER reports AS report_number, published_at, publisher, low, best, high,
       lag(best) OVER reports AS previous_best, best - lag(best) OVER reports AS change, text, article_id, char_start, char_end
FROM figures
WINDOW reports AS (PARTITION BY incident_id, measure ORDER BY published_at NULLS LAST, article_id, char_start)
