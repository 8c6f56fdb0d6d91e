-- Every type and mode of events met, with the codes that it most often has in other schemes, and a row for the unknown one.
-- event_type_key: Type and mode as one text, `unknown` for none; never NULL.
-- report_count: Mentions of it.
WITH coded AS (
    SELECT event_type, event_mode, cameo_root, quad_class, acled_event_type, acled_sub_event_type, count(*) AS report_count
    FROM events
    GROUP BY ALL
    UNION ALL
    SELECT NULL, NULL, NULL, NULL, NULL, NULL, 0),
ranked AS (
    SELECT *, sum(report_count) OVER kind AS reports_of_kind, row_number() OVER (kind ORDER BY report_count DESC, cameo_root, quad_class, acled_event_type, acled_sub_event_type) AS place
    FROM coded
    WINDOW kind AS (PARTITION BY event_type, event_mode))
SELECT coalesce(nullif(concat_ws('/', event_type, event_mode), ''), 'unknown') AS event_type_key, event_type, event_mode, cameo_root, quad_class,
       acled_event_type, acled_sub_event_type, reports_of_kind::BIGINT AS report_count
FROM ranked
WHERE place = 1
