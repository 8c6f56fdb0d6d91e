-- Rejects that stand: those of the run that last read the file.
SELECT rejects.*
FROM rejects
JOIN (
    SELECT source_uri, source_sha256, max(run_id) AS run_id
    FROM files
    GROUP BY ALL
) AS newest ON rejects.run_id = newest.run_id
    AND rejects.source_uri = newest.source_uri
    AND rejects.source_sha256 IS NOT DISTINCT FROM newest.source_sha256
