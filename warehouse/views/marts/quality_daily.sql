-- How well each day's runs went: what was read and rejected, and how much of what was found is unsure or of low confidence.
-- day: Day on which the runs began (UTC).
-- run_count: Runs of the day.
-- rejected_share: Rejected records of all records read.
-- unresolved_speaker_share: Statements whose speaker isn't known.
-- undated_event_share: Events without a date.
-- unplaced_event_share: Events without a country.
-- low_confidence_event_share: Events with a confidence below one half.
-- low_confidence_quote_share: Statements with a confidence below one half.
WITH nights AS (
    SELECT run_id, started_at::DATE AS day FROM runs),
r AS (
    SELECT started_at::DATE AS day, count(*) AS run_count, sum(articles_new)::BIGINT AS articles_new, sum(articles_known)::BIGINT AS articles_known,
           sum(rejected_count)::BIGINT AS rejected_count
    FROM runs GROUP BY ALL),
e AS (
    SELECT day, avg((event_date IS NULL)::INTEGER) AS undated, avg((country_iso3 IS NULL)::INTEGER) AS unplaced, avg((confidence < 0.5)::INTEGER) AS unsure
    FROM events JOIN nights USING (run_id) GROUP BY ALL),
q AS (
    SELECT day, avg((speaker_entity_id IS NULL)::INTEGER) AS unresolved, avg((confidence < 0.5)::INTEGER) AS unsure
    FROM quotes JOIN nights USING (run_id) WHERE NOT coalesce(is_fragment, FALSE) GROUP BY ALL)
SELECT r.day, r.run_count::INTEGER AS run_count, r.articles_new, r.articles_known, r.rejected_count,
       r.rejected_count / nullif(r.rejected_count + r.articles_new + r.articles_known, 0) AS rejected_share, q.unresolved AS unresolved_speaker_share,
       e.undated AS undated_event_share, e.unplaced AS unplaced_event_share, e.unsure AS low_confidence_event_share,
       q.unsure AS low_confidence_quote_share
FROM r
LEFT JOIN e USING (day)
LEFT JOIN q USING (day)
