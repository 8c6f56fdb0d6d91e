-- Every row belongs to a run that is on record.
WITH used AS (
    SELECT DISTINCT 'articles' AS table_name, run_id FROM articles
    UNION ALL SELECT DISTINCT 'events', run_id FROM events
    UNION ALL SELECT DISTINCT 'quotes', run_id FROM quotes
    UNION ALL SELECT DISTINCT 'mentions', run_id FROM mentions
    UNION ALL SELECT DISTINCT 'files', run_id FROM files
    UNION ALL SELECT DISTINCT 'rejects', run_id FROM rejects)
SELECT table_name, run_id FROM used ANTI JOIN runs USING (run_id)
