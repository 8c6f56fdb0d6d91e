-- Who acts on whom: reports and real-world events per month, actor's country, target's country and type.
-- month: First day of the month of the event, or of its report where the event has no date.
-- report_count: Mentions in articles that stand.
-- incident_count: Real-world events.
-- mean_intensity: Mean of `intensity` over the reports.
SELECT date_trunc('month', coalesce(event_date, published_at::DATE))::DATE AS month, actor_country, target_country, quad_class, event_type,
       count(*) AS report_count, count(DISTINCT incident_id) AS incident_count, avg(intensity::DECIMAL(9, 3)) AS mean_intensity
FROM happened
WHERE actor_country IS NOT NULL AND target_country IS NOT NULL
GROUP BY ALL
