-- Rejects that stand: those of the run that last read a file of that address.
SELECT rejects.*
FROM rejects
JOIN (SELECT source_uri, max(run_id) AS run_id FROM files GROUP BY ALL) AS newest USING (source_uri, run_id)
