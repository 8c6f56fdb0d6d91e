-- Who acts on whom: reports and real-world events per month, actor's country, target's country and type.
-- month: First day of the month of the event, or of its report where the event has no date.
-- report_count: Mentions in articles that stand.
-- incident_count: Real-world events.
-- mean_intensity: Mean of `intensity` over the reports.
WITH per_incident AS (
    SELECT date_trunc('month', coalesce(event_date, published_at::DATE))::DATE AS month, actor_country, target_country, quad_class, event_type, incident_id,
           count(*) AS reports, sum(intensity::DECIMAL(9, 3)) AS intensity, count(intensity) AS rated
    FROM happened
    WHERE actor_country IS NOT NULL AND target_country IS NOT NULL
    GROUP BY ALL)
SELECT month, actor_country, target_country, quad_class, event_type, sum(reports)::BIGINT AS report_count, count(incident_id) AS incident_count,
       (sum(intensity) / sum(rated))::DOUBLE AS mean_intensity
FROM per_incident
GROUP BY ALL
