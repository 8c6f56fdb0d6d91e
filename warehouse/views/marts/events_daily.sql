-- Events per day, country and type: how many reports, how many real-world events, how many people killed and injured in them.
-- day: Day of the event; events that are dated less exactly are left out.
-- report_count: Mentions in articles that stand.
-- incident_count: Real-world events.
-- killed: People killed, by the best figure of each real-world event. NULL where no report says.
-- injured: People injured, by the best figure of each real-world event. NULL where no report says.
WITH per_incident AS (
    SELECT event_date, country_iso3, event_type, incident_id, count(*) AS reports
    FROM happened
    WHERE date_precision = 'day'
    GROUP BY ALL)
SELECT p.event_date AS day, p.country_iso3, p.event_type, sum(p.reports)::BIGINT AS report_count, count(p.incident_id) AS incident_count,
       sum(i.killed_best)::BIGINT AS killed, sum(i.injured_best)::BIGINT AS injured
FROM per_incident p
LEFT JOIN incidents i USING (incident_id)
GROUP BY ALL
