-- Every type and mode of events met, with the codes that it corresponds to in other schemes.
-- report_count: Mentions of it.
SELECT event_type, event_mode, cameo_root, quad_class, acled_event_type, acled_sub_event_type, count(*) AS report_count
FROM events
GROUP BY ALL
