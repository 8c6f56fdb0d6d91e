-- How well each run went: what was read and rejected, and how much of what was found is unsure.
-- rejected_share: Rejected records of all records read.
-- unannotated_count: Articles that were stored but not annotated: copies, other languages, withheld, empty or failed ones.
-- unresolved_speaker_share: Statements whose speaker isn't known.
-- undated_event_share: Events without a date.
-- unplaced_event_share: Events without a country.
-- mean_event_confidence: Mean confidence of the events.
-- mean_quote_confidence: Mean confidence of the statements.
WITH a AS (
    SELECT run_id, count(*) AS articles, count_if(annotation <> 'annotated') AS unannotated FROM articles GROUP BY run_id),
e AS (
    SELECT run_id, avg((event_date IS NULL)::INTEGER) AS undated, avg((country_iso3 IS NULL)::INTEGER) AS unplaced, avg(confidence::DECIMAL(9, 6)) AS confidence
    FROM events GROUP BY run_id),
q AS (
    SELECT run_id, avg((speaker_entity_id IS NULL)::INTEGER) AS unresolved, avg(confidence::DECIMAL(9, 6)) AS confidence
    FROM quotes WHERE NOT coalesce(is_fragment, FALSE) GROUP BY run_id)
SELECT r.run_id, r.started_at, r.pipeline_version, r.file_count, r.articles_new, r.articles_known, r.rejected_count,
       r.rejected_count / nullif(r.rejected_count + r.articles_new + r.articles_known, 0) AS rejected_share,
       coalesce(a.unannotated, 0)::INTEGER AS unannotated_count, q.unresolved AS unresolved_speaker_share, e.undated AS undated_event_share,
       e.unplaced AS unplaced_event_share, e.confidence AS mean_event_confidence, q.confidence AS mean_quote_confidence, r.seconds
FROM runs r
LEFT JOIN a USING (run_id)
LEFT JOIN e USING (run_id)
LEFT JOIN q USING (run_id)
