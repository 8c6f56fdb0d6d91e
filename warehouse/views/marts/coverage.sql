-- Which publishers carried an incident, in what order, and how long after the first. Copies of a text count here: they were carried too.
-- carried_at: When the publisher's first report came out.
-- place_in_order: 1 for the publisher that was first.
-- hours_behind: Hours after the first report.
-- report_count: Mentions of the incident by this publisher.
WITH carried AS (
    SELECT e.incident_id, a.publisher, min(a.published_at) AS carried_at, count(*) AS report_count, count(DISTINCT a.article_id)::INTEGER AS article_count
    FROM articles a
    JOIN events e ON e.article_id = coalesce(CASE WHEN a.annotation = 'duplicate' THEN a.duplicate_of END, a.article_id)
    WHERE a.status = 'usable' AND a.publisher IS NOT NULL AND a.published_at IS NOT NULL AND e.incident_id IS NOT NULL
    GROUP BY ALL)
SELECT c.incident_id, i.event_type, i.event_date, i.country_iso3, c.publisher, c.carried_at,
       rank() OVER (PARTITION BY c.incident_id ORDER BY c.carried_at) AS place_in_order,
       date_diff('minute', min(c.carried_at) OVER (PARTITION BY c.incident_id), c.carried_at) / 60.0 AS hours_behind, c.report_count, c.article_count
FROM carried c
JOIN incidents i USING (incident_id)
