-- Events per day, country and type: how many reports, how many real-world events, how many people killed and injured in them.
-- day: Day of the event; events that are dated less exactly are left out. A real-world event has one day, country and type, whatever single reports say.
-- report_count: Mentions in articles that stand.
-- incident_count: Real-world events.
-- killed: People killed, by the best figure of each real-world event. NULL where no report says.
-- injured: People injured, by the best figure of each real-world event. NULL where no report says.
WITH reported AS (SELECT incident_id, count(*) AS reports FROM happened WHERE incident_id IS NOT NULL GROUP BY incident_id),
counted AS (
    SELECT i.event_date, i.country_iso3, i.event_type, r.reports, 1 AS incidents, i.killed_best, i.injured_best
    FROM reported r JOIN incidents i USING (incident_id)
    WHERE i.date_precision = 'day'
    UNION ALL
    SELECT event_date, country_iso3, event_type, 1, 0, NULL, NULL
    FROM happened
    WHERE incident_id IS NULL AND date_precision = 'day')
SELECT event_date AS day, country_iso3, event_type, sum(reports)::BIGINT AS report_count, sum(incidents)::BIGINT AS incident_count,
       sum(killed_best)::BIGINT AS killed, sum(injured_best)::BIGINT AS injured
FROM counted
GROUP BY ALL
