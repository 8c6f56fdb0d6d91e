-- Every day from the first to the last that a fact or an article has, for BI tools that want a calendar without gaps.
-- date_key: The day.
-- year: Its year.
-- quarter: 1 to 4.
-- month_number: 1 to 12.
-- month_name: In English.
-- week: ISO week of the ISO year.
-- weekday_number: 1 Monday to 7 Sunday.
-- weekday_name: In English.
-- is_weekend: Saturday or Sunday.
WITH days AS (
    SELECT coalesce(published_at, ingested_at)::DATE AS day FROM articles
    UNION ALL
    SELECT event_date FROM events
    UNION ALL
    SELECT event_date FROM incidents
    UNION ALL
    SELECT said_date FROM quotes),
ends AS (
    SELECT min(day) AS first, max(day) AS last FROM days)
SELECT date_key, year(date_key)::INTEGER AS year, quarter(date_key)::INTEGER AS quarter, month(date_key)::INTEGER AS month_number,
       strftime(date_key, '%B') AS month_name, weekofyear(date_key)::INTEGER AS week, isodow(date_key)::INTEGER AS weekday_number,
       strftime(date_key, '%A') AS weekday_name, isodow(date_key) > 5 AS is_weekend
FROM (SELECT unnest(generate_series(first, last, INTERVAL 1 DAY))::DATE AS date_key FROM ends)
